import { oneLine, visible } from "./visible.ts";

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
    options: {
      readonly wayOut?: string;
      readonly cause?: unknown;
      /** Told below the message, each on a line of its own. */
      readonly list?: readonly string[];
    } = {},
  ) {
    // File names, cells and servers may hold anything: none of them may look like a line of ours.
    const lines = [message, ...(options.list ?? []).map((line) => `  ${line}`)];
    super(lines.map(oneLine).join("\n"), { cause: options.cause });
    this.wayOut = visible(options.wayOut ?? "").replace(/\n(?! {2}\S)/g, "\\n");
  }

  /** The same problem in other words, line by line. */
  reworded(words: (text: string) => string): RunError {
    const [message = "", ...list] = this.message.split("\n").map(words);
    return new RunError(message, {
      list: list.map((line) => line.replace(/^ {2}/, "")),
      wayOut: words(this.wayOut),
      cause: this,
    });
  }
}

/** Thrown when the user is asked before rows are sent, and says no. */
export class Declined extends RunError {
  override readonly name = "Declined";
}
