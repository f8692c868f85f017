/** The result of one check. */
export interface Check {
  /** What was checked: "refresh_token", "access token", "account". */
  readonly check: string;
  readonly status: CheckStatus;
  /** What was found, and why; never contains a secret. */
  readonly message: string;
  /** What to do, and how to prevent it; empty if there is nothing to do. */
  readonly way_out: string;
}

export type CheckStatus =
  | "ok"
  /** Unusual, but it may work. */
  | "warning"
  /** It would stop an upload. */
  | "problem"
  /** It could not be checked, or need not be. */
  | "not_checked";

export function ok(check: string, message: string): Check {
  return { check, status: "ok", message, way_out: "" };
}

export function warning(check: string, message: string, wayOut: string): Check {
  return { check, status: "warning", message, way_out: wayOut };
}

export function problem(check: string, message: string, wayOut: string): Check {
  return { check, status: "problem", message, way_out: wayOut };
}

export function notChecked(check: string, message: string): Check {
  return { check, status: "not_checked", message, way_out: "" };
}
