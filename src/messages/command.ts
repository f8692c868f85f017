/** The names of rowmend's commands. */
export const verbs: readonly string[] = [
  "upload",
  "check",
  "resubmit",
  "resume",
  "status",
  "report",
  "settle",
  "explain",
  "decode",
  "template",
  "doctor",
  "sandbox",
];

/** How the user starts rowmend, and by which shell. */
export interface Program {
  /** Words as they are typed, ready to paste: `rowmend`, `npx rowmend`. */
  readonly words: string;
  /** The shells of Windows, in which a backslash separates folders. */
  readonly isWindows: boolean;
}

let program: Program = { words: "rowmend", isWindows: false };

let mentioned = mentionOf(program);

/**
 * Says how this process was started, once at its start. A library is not started by its user, so that its
 * texts say `rowmend`.
 */
export function startedAs(started: Program): void {
  program = started;
  mentioned = mentionOf(started);
}

/** A command that a user can paste: as rowmend was started, with quotation marks where they are needed. */
export function command(verb: string, ...words: readonly string[]): string {
  return [program.words, verb, ...words.map((word) => shellWord(word, program.isWindows))].join(
    " ",
  );
}

/** An option that a user can add to a command. */
export function option(name: string, value: string): string {
  return `${name} ${shellWord(value, program.isWindows)}`;
}

/**
 * A text that mentions commands of rowmend, such as `rowmend settle <run> --row <row>`, with commands that can
 * be pasted instead. A command that is complete already stays as it is.
 * @param about the run by its folder, and the row, if the text is about one.
 */
export function withCommands(
  text: string,
  about: { readonly folder?: string; readonly row?: number | null } = {},
): string {
  // Reports ask for each refused row, and most texts mention nothing.
  const isPlain = !["rowmend ", `${program.words} `, ROW].some((part) => text.includes(part));
  if (isPlain) return text;
  const { folder, row = null } = about;
  const named = text.replace(mentioned, (_, verb: string, placeholder: string | undefined) =>
    folder !== undefined && placeholder !== undefined
      ? command(verb, folder)
      : `${program.words} ${verb}${placeholder ?? ""}`,
  );
  const complete = row === null ? named : named.replaceAll(ROW, `--row ${row}`);
  // A full stop behind a command at the end would be pasted with it.
  const last = complete.lastIndexOf(`${program.words} `);
  const isAtEnd = complete !== text && last !== -1 && !/[.,;] /.test(complete.slice(last));
  return isAtEnd ? complete.replace(/\.$/, "") : complete;
}

const ROW = "--row <row>";

function mentionOf({ words }: Program): RegExp {
  // A complete command comes first, so that the name inside it is not taken for another.
  const started = words.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(
    String.raw`(?:${started}|(?<![\w/.-])rowmend) (${verbs.join("|")})(?![\w-])( <run>)?`,
    "g",
  );
}

/** One word for a shell; quotation marks only where it would fall apart or be changed. */
export function shellWord(word: string, isWindows: boolean): string {
  if (isWindows) return /^[\w@+=:,./\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
  if (/^[\w@%+=:,./-][\w@%+=:,./~-]*$/.test(word)) return word;
  // Double quotation marks work in every shell, but keep the meaning of these characters.
  if (!/["$`\\!]/.test(word) && word !== "") return `"${word}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
