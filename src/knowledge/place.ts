/** Where an error was found in the user's sheet. */
export interface Place {
  /** The user's header, or null if the error is about the row as a whole. */
  readonly column: string | null;
  /** The user's cell. */
  readonly value: string;
}
