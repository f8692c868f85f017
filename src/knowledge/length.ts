/**
 * The length of a text as Google Ads counts it: in characters, where characters of double width
 * (Chinese, Japanese, Korean, and full-width forms) count as two
 * (https://support.google.com/google-ads/answer/1704389). A keyword insertion or a customizer counts as
 * its default. Null if the text has a placeholder of unknown length.
 */
export function adLength(text: string): number | null {
  if (/^[ -z]*$/.test(text)) return text.length;
  const shown = text.replaceAll(/\{[^{}:]+:([^{}]*)\}/g, "$1");
  if (/[{}]/.test(shown) || /\{\s*countdown/i.test(text)) return null;
  let length = 0;
  for (const character of shown.normalize("NFC")) length += isWide(character) ? 2 : 1;
  return length;
}

/** The length that counts against limits in UTF-8 bytes. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text.trim());
}

/** How many words a keyword has. */
export function wordCount(text: string): number {
  let words = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isBlank =
      code < 0x80 ? code === 0x20 || (code >= 9 && code <= 13) : /\s/.test(text[at] ?? "");
    if (!isBlank && !isInWord) words += 1;
    isInWord = !isBlank;
  }
  return words;
}

/** First and last code points of East Asian Wide and Fullwidth (Unicode Standard Annex 11). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo
  [0x2e80, 0x303e], // CJK radicals and punctuation
  [0x3041, 0x33ff], // kana, compatibility forms
  [0x3400, 0x4dbf], // CJK extension A
  [0x4e00, 0xa4cf], // CJK ideographs, Yi
  [0xa960, 0xa97f], // Hangul Jamo extended A
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfe30, 0xfe6f], // CJK compatibility forms
  [0xff00, 0xff60], // full-width forms
  [0xffe0, 0xffe6], // full-width signs
  [0x1f300, 0x1f64f], // pictographs
  [0x1f900, 0x1f9ff], // more pictographs
  [0x20000, 0x3fffd], // CJK extensions B and later
];

function isWide(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return point >= 0x1100 && wideRanges.some(([first, last]) => point >= first && point <= last);
}
