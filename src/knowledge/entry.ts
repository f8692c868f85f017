/** What rowmend knows about an error, in words that do not need a programmer. */
export interface Entry {
  readonly happened: string;
  /** The usual cause. */
  readonly cause: string;
  /**
   * What to do now. If the error names a row, this is the row's advice: it may be shown for a field that
   * has no column, so it does not speak of cells.
   */
  readonly remedy: string;
  /** How to keep it from coming back. */
  readonly prevention: string;
  /** The cure may lie outside the row, which then has to be sent again without an edit. */
  readonly isElsewhere?: true;
}

/** The entries of one topic, by their code: `Category.NAME`. */
export type Topic = Readonly<Record<string, Entry>>;
