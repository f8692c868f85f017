/** Where a run sends to. A run keeps its target for ever: what was tried on the sandbox never reaches an account. */
export type Target =
  | { readonly kind: "live" }
  | { readonly kind: "sandbox" }
  /** A server on this machine, without encryption and without credentials. */
  | { readonly kind: "endpoint"; readonly host: string; readonly port: number };
