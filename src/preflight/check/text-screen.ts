import { mostKeywordWords, textLimitOf } from "../../knowledge/text-limits.ts";
import { isKeyword } from "./limit-faults.ts";
import { keywordSign, valueFinding } from "./value-faults.ts";

/**
 * Tells texts of a path in which surely nothing can be found, in one pass: most are short and have only common
 * characters. Any other text is to be looked at in full.
 * @param names the names of its path, joined by dots, without indexes.
 */
export function textScreenOf(names: string, entity: string): (text: string) => boolean {
  // What an address means is not told by single characters.
  if (valueFinding(names) !== null && !isKeyword(names)) return () => false;
  const most = textLimitOf(names, entity)?.most ?? Infinity;
  // A text with fewer blanks than that cannot have too many words.
  const mostBlanks = isKeyword(names) ? mostKeywordWords - 1 : Infinity;
  const isCommon = isKeyword(names) ? IN_KEYWORDS : IN_TEXTS;
  return (text) => {
    const { length } = text;
    if (length > most) return false;
    let blanks = 0;
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (isCommon[code] !== 1) return false;
      if (code === BLANK) blanks += 1;
    }
    return blanks <= mostBlanks;
  };
}

const BLANK = 0x20;

/** By code: 1 for characters that count as one in every unit, and mean nothing but themselves. */
const IN_TEXTS = Uint8Array.from({ length: 0x80 }, (_, code) =>
  code >= BLANK && code <= "z".charCodeAt(0) ? 1 : 0,
);

const IN_KEYWORDS = IN_TEXTS.map((isCommon, code) =>
  keywordSign.test(String.fromCharCode(code)) ? 0 : isCommon,
);
