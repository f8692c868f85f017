/** Beginnings of files that are not tables, in hexadecimal. Archives are told apart elsewhere: most are workbooks. */
const BYTES: Readonly<Record<string, string>> = {
  "1f8b": "a compressed file (gzip)",
  "25504446": "a PDF",
  "89504e47": "an image",
  ffd8ff: "an image",
  "47494638": "an image",
  "53514c69746520666f726d6174": "a database (SQLite)",
  "7b5c727466": "a text document (RTF)",
};

const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype html|html|table)\b/i, "a web page (HTML)"],
  [/^\s*<\?xml\b/i, "XML"],
  [/^\s*\{\s*(?:"|\})/, "JSON"],
  [/^\s*\[\s*(?:["{[\]]|-?\d+\s*[,\]])/, "JSON"],
];

/** What a file is, by its beginning, if it is something that is surely not a sheet; or null. */
export function fileKindOf(head: Buffer): string | null {
  const hex = head.toString("hex", 0, 16);
  const [, ofBytes] = Object.entries(BYTES).find(([start]) => hex.startsWith(start)) ?? [];
  if (ofBytes !== undefined) return ofBytes;
  const text = head.toString("utf8", 0, 200).replace(/^\uFEFF/, "");
  return TEXTS.find(([start]) => start.test(text))?.[1] ?? null;
}
