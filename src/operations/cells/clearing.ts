/** Whether a cell asks for its field to be cleared: `[]`, or the word that Google's own spreadsheets have for it. */
export function isClearing(cell: string | undefined): boolean {
  return cell !== undefined && /^\s*(?:\[\]|remove_value)\s*$/i.test(cell);
}
