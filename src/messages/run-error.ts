/**
 * Thrown when the run cannot go on for a reason that its user can fix: a file that cannot be read,
 * an option out of bounds, missing credentials, a run that does not exist. The message says what
 * happened and where; `wayOut` says what to do or type next. Ends the process with exit code 2.
 *
 * A bad row is never one of these: it is a value (see `Fault`).
 */
export class RunError extends Error {
  override readonly name: string = "RunError";
  /** What to do next, one sentence or command; empty if the message already says it. */
  readonly wayOut: string;

  constructor(
    message: string,
    options: { readonly wayOut?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.wayOut = options.wayOut ?? "";
  }
}
