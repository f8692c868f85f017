/** Where a run sends its rows. It never changes, so rows tried on the sandbox never reach an account. */
export type Target =
  | { readonly kind: "live" }
  | { readonly kind: "sandbox" }
  /** A server on this machine, without encryption and without credentials. */
  | { readonly kind: "endpoint"; readonly host: string; readonly port: number };
