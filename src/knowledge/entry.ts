/** What rowmend knows about an error, in words that need no programmer. */
export interface Entry {
  readonly happened: string;
  /** What mostly is behind it. */
  readonly cause: string;
  /** What to do now. Of an error that names a row, this is what the row's advice says. */
  readonly remedy: string;
  /** How to keep it from coming back. */
  readonly prevention: string;
}

/** The entries of one topic, by their code: `Category.NAME`. */
export type Topic = Readonly<Record<string, Entry>>;
