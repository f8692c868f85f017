import { RunError } from "../errors.ts";

const faultKinds = [
  "unavailable",
  "lost",
  "drop",
  "slow",
  "deadline",
  "internal",
  "quota",
] as const;

/**
 * What goes wrong:
 * `unavailable` answers UNAVAILABLE, nothing applied ·
 * `lost` applies, then answers UNAVAILABLE ·
 * `drop` applies, then cuts the connection ·
 * `slow` applies, and holds the answer back for `ms` ·
 * `deadline` applies, then answers DEADLINE_EXCEEDED ·
 * `internal` answers INTERNAL with an InternalError, nothing applied ·
 * `quota` answers RESOURCE_EXHAUSTED with `ms` as the delay to wait, nothing applied.
 */
export type FaultKind = (typeof faultKinds)[number];

/** A fault on demand. */
export interface Fault {
  /** The Mutate call of this server that it befalls, counted from 1; 0 stands for every call. */
  readonly on: number;
  readonly kind: FaultKind;
  /** Milliseconds, for `slow` (5000 if absent) and `quota` (1000 if absent). */
  readonly ms?: number;
}

/**
 * Reads a fault as it is written on the command line: `lost@3`, `slow@2:5000`, `unavailable` (on
 * every call).
 *
 * @throws RunError if it is not one of those
 */
export function parseFault(written: string): Fault {
  const parts = /^(?<kind>[a-z]+)(?:@(?<on>\d+))?(?::(?<ms>\d+))?$/.exec(written.trim())?.groups;
  const kind = faultKinds.find((known) => known === parts?.["kind"]);
  if (parts === undefined || kind === undefined) {
    throw new RunError(`"${written}" is not a fault of the sandbox.`, {
      wayOut: `Write one of ${faultKinds.join(", ")}, then @ and the number of the call, for example lost@3 or slow@2:5000.`,
    });
  }
  const ms = parts["ms"];
  return { on: Number(parts["on"] ?? 0), kind, ...(ms !== undefined && { ms: Number(ms) }) };
}

/** The fault that befalls a call: the first that names it, else the first for every call. */
export function faultOf(faults: readonly Fault[], call: number): Fault | undefined {
  return faults.find((fault) => fault.on === call) ?? faults.find((fault) => fault.on === 0);
}
