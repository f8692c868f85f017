import type { ErrorCode } from "./error-code.ts";

/** A place in a request, innermost element last; index -1 stands for "not an element of a list". */
export interface Path {
  readonly parent: Path | null;
  readonly field: string;
  readonly index: number;
}

/** One reason for refusing an operation, or the whole request if the path is absent. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly path: Path | null;
  /** Replaces the code's usual message. */
  readonly message?: string;
  /** The value that caused it. Set only where the real API sends one; may be empty. */
  readonly trigger?: string;
  /** An `errors.ErrorDetails` message. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export function at(parent: Path | null, field: string, index = -1): Path {
  return { parent, field, index };
}

/** `at` for several singular fields, written with dots: `keyword.text`. */
export function below(parent: Path, fields: string): Path {
  return fields.split(".").reduce<Path>((path, field) => at(path, field), parent);
}

/** The path as Google prints it in the text of a status: `mutate_operations[0].create.name`. */
export function printPath(path: Path): string {
  const own = path.index < 0 ? path.field : `${path.field}[${path.index}]`;
  return path.parent === null ? own : `${printPath(path.parent)}.${own}`;
}
