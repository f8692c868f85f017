import { distance } from "fastest-levenshtein";

/**
 * The candidate that someone who wrote `word` most likely meant, or null if none is similar: the only one
 * that ends in the same segment (`match_type` for `keyword.match_type`), else the nearest by edit
 * distance, at most two steps or a third of the word's length away, and one step in short words.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  // Two steps turn a word of three letters into nearly any other.
  const most = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  let bestDistance = most + 1;
  const sameEnd: string[] = [];
  for (const candidate of candidates) {
    if (candidate.endsWith(`.${word}`)) sameEnd.push(candidate);
    const d = distance(word, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  if (sameEnd.length === 1) return sameEnd[0] ?? null;
  return best ?? shortest(sameEnd);
}

function shortest(words: readonly string[]): string | null {
  return words.toSorted((a, b) => a.length - b.length)[0] ?? null;
}
