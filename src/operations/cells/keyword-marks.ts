/** A keyword without its marks, and what they said: `[boots]` is the text `boots` and an exact match. */
export interface MarkedKeyword {
  readonly text: string;
  /** Null without marks. */
  readonly matchType: "BROAD" | "PHRASE" | "EXACT" | null;
  readonly isNegative: boolean;
}

/**
 * Reads the marks of a keyword: `[exact]`, `"phrase"`, `+broad +match`, and a `-` in front of a negative
 * one. Without marks, the text is returned unchanged. Google reads the retired `+` as broad match.
 */
export function readMarks(cell: string): MarkedKeyword {
  if (!/^\s*["[+\-‐-―−]/.test(cell) && !/\s\+/.test(cell))
    return { text: cell, matchType: null, isNegative: false };
  const [, minus, rest = cell] = /^\s*([-‐-―−]\s*)?(.*)$/s.exec(cell) ?? [];
  const isNegative = minus !== undefined && rest !== "";
  const unsigned = isNegative ? rest : cell;
  const [, exact, phrase] = /^\s*(?:\[(.+)\]|"(.+)")\s*$/s.exec(unsigned) ?? [];
  if (exact !== undefined) return { text: exact, matchType: "EXACT", isNegative };
  if (phrase !== undefined) return { text: phrase, matchType: "PHRASE", isNegative };
  const isModified = /(?:^|\s)\+(?=[^\s+])/.test(unsigned);
  return isModified
    ? { text: unsigned.replace(/(^|\s)\+(?=[^\s+])/g, "$1"), matchType: "BROAD", isNegative }
    : { text: unsigned, matchType: null, isNegative };
}
