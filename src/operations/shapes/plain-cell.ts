/** First characters, as codes below 128, of cells that are taken at their word: letters and digits. */
const PLAIN_START = Uint8Array.from({ length: 0x80 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Whether a cell can only be a value: it begins with a letter or a digit, and is not a word that asks for
 * something. Any other cell may be empty, clear its field, carry marks, name what another row creates, or
 * hold the error of a formula.
 */
export function isPlain(cell: string): boolean {
  const first = cell.charCodeAt(0);
  const isLetter = first < 0x80 ? PLAIN_START[first] === 1 : /^[\p{L}\p{N}]/u.test(cell);
  return (
    isLetter &&
    !(isIn(first, "rR") && CLEARING.test(cell)) &&
    !(isIn(first, "c") && NAME.test(cell))
  );
}

const CLEARING = /^remove_value\s*$/i;

/** A resource name in full may be a temporary one. */
const NAME = /^customers\/.*-/;

function isIn(code: number, letters: string): boolean {
  return letters.charCodeAt(0) === code || letters.charCodeAt(1) === code;
}

/** The same for a keyword, which may have marks inside: `+boots +red`. */
export function isPlainKeyword(cell: string): boolean {
  return isPlain(cell) && !cell.includes("+");
}

/** The whole number that a cell of a few digits is; null for any other cell. */
export function wholeIn(cell: string, mostDigits: number): number | null {
  const { length } = cell;
  if (length === 0 || length > mostDigits) return null;
  let number = 0;
  for (let at = 0; at < length; at += 1) {
    const digit = cell.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number;
}

/** The millionths that a cell such as 1.25 is; null for any other cell. */
export function microsIn(cell: string): number | null {
  const point = cell.indexOf(".");
  const whole = point === -1 ? cell : cell.slice(0, point);
  const fraction = point === -1 ? "" : cell.slice(point + 1);
  if (!isDigits(whole) || whole.length > 9 || fraction.length > 6) return null;
  if (fraction !== "" && !isDigits(fraction)) return null;
  return Number(whole) * 1_000_000 + Number(fraction) * 10 ** (6 - fraction.length);
}

/** Whether a cell has only digits. */
export function isDigits(cell: string): boolean {
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return cell !== "";
}

/**
 * Tells filled cells from empty ones.
 * @param blanks texts that mean an empty cell, trimmed.
 */
export function filledBy(blanks: readonly string[]): (cell: string) => boolean {
  const isSure = PLAIN_START.map((isPlainStart, code) =>
    isPlainStart === 1 && !blanks.some((blank) => blank.charCodeAt(0) === code) ? 1 : 0,
  );
  return (cell) => {
    if (cell === "") return false;
    if (isSure[cell.charCodeAt(0)] === 1) return true;
    const text = cell.trim();
    return text !== "" && !blanks.includes(text);
  };
}
