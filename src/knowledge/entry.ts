/** What rowmend knows about an error, in words that do not need a programmer. */
export interface Entry {
  readonly happened: string;
  /** The usual cause. */
  readonly cause: string;
  /** What to do now. If the error names a row, this is the row's advice. */
  readonly remedy: string;
  /** How to keep it from coming back. */
  readonly prevention: string;
}

/** The entries of one topic, by their code: `Category.NAME`. */
export type Topic = Readonly<Record<string, Entry>>;
