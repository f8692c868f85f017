/** A command that a user can paste: words with spaces and the like are put in quotation marks. */
export function command(verb: string, ...words: readonly string[]): string {
  return ["rowmend", verb, ...words.map(shellWord)].join(" ");
}

/** Quotation marks that both the shells of Unix and those of Windows understand. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./~-]*$/.test(word)
    ? word
    : `"${word.replace(/["$`\\]/g, "\\$&")}"`;
}
