import { RunError } from "../messages/run-error.ts";

const faultKinds = [
  "unavailable",
  "lost",
  "drop",
  "late",
  "slow",
  "stall",
  "deadline",
  "internal",
  "quota",
] as const;

/** Faults among the operations of Mutate. */
const operationFaultKinds = ["throttled", "transient", "masked"] as const;

/**
 * What goes wrong:
 * `unavailable` answers UNAVAILABLE, nothing applied ·
 * `lost` applies, then answers UNAVAILABLE ·
 * `drop` applies, then cuts the connection ·
 * `late` answers UNAVAILABLE, and applies only after `ms` ·
 * `slow` applies, and holds the answer back for `ms` ·
 * `stall` holds back for `ms`, and then answers UNAVAILABLE, nothing applied ·
 * `deadline` applies, then answers DEADLINE_EXCEEDED ·
 * `internal` answers INTERNAL with an InternalError, nothing applied ·
 * `quota` answers RESOURCE_EXHAUSTED with `ms` as the delay to wait, nothing applied ·
 * `throttled` says the same of every operation in a partial failure, nothing applied ·
 * `transient` answers InternalError.TRANSIENT_ERROR to the first of every `ms` operations, the others
 * are applied ·
 * `masked` answers InternalError.INTERNAL_ERROR for operation 0 and applies nothing, if one of several
 * operations contains the words "masked fault"; alone, that operation gets its true answer.
 */
export type FaultKind = (typeof faultKinds)[number] | (typeof operationFaultKinds)[number];

const methods = ["mutate", "create", "add", "run", "list", "search"] as const;

/** Which calls are counted: Mutate, the four of BatchJobService, or Search. */
export type FaultMethod = (typeof methods)[number];

/** A fault of a call on demand. */
export interface CallFault {
  /** `mutate` if absent. */
  readonly method?: FaultMethod;
  /** The number of the call of that method to this server, counted from 1; 0 means every call. */
  readonly on: number;
  readonly kind: FaultKind;
  /**
   * Milliseconds, for `late`, `slow` and `stall` (5000 if absent), `quota` and `throttled` (1000 if absent);
   * operations for `transient` (2 if absent).
   */
  readonly ms?: number;
}

/** Draws a fault, or none, for each call of a method. */
export interface RandomFault {
  /** `mutate` if absent. */
  readonly method?: FaultMethod;
  readonly kind: "random";
  /** The same seed draws the same faults for the same calls. */
  readonly seed: number;
  /** The share of calls that get a fault, from 0 to 1. */
  readonly rate: number;
}

const DEFAULT_RATE = 0.3;

const jobFaultKinds = ["taking", "endless", "cancelled", "missing", "doubled"] as const;

/**
 * What goes wrong with every batch job:
 * `taking` begins only after so many milliseconds ·
 * `endless` never begins ·
 * `cancelled` ends after so many operations ·
 * `missing` gives no result for the operation at that position ·
 * `doubled` gives two results for it, the second being that of another operation.
 */
export interface JobFault {
  readonly method: "job";
  readonly kind: (typeof jobFaultKinds)[number];
  readonly number: number;
}

/** A fault on demand. */
export type Fault = CallFault | RandomFault | JobFault;

/**
 * Reads a fault as it is written on the command line: `lost@3`, `slow@2:5000`, `unavailable` (on every
 * call), `add.lost@2` (the second AddBatchJobOperations), `job.cancelled:100`, `random:7` or
 * `add.random:7:0.5` (seed and rate).
 *
 * @throws RunError if it is not one of those
 */
export function parseFault(written: string): Fault {
  const random = parseRandom(written.trim());
  if (random !== null) return random;
  const parts =
    /^(?:(?<method>[a-z]+)\.)?(?<kind>[a-z]+)(?:@(?<on>\d+))?(?::(?<number>\d+))?$/.exec(
      written.trim(),
    )?.groups;
  const number = parts?.["number"];
  if (parts?.["method"] === "job" && parts["on"] === undefined) {
    const ofJob = jobFaultKinds.find((known) => known === parts["kind"]);
    if (ofJob !== undefined) return { method: "job", kind: ofJob, number: Number(number ?? 0) };
  }
  const ofMutate = parts?.["method"] === undefined ? operationFaultKinds : [];
  const kind = [...faultKinds, ...ofMutate].find((known) => known === parts?.["kind"]);
  const method = methods.find((known) => known === (parts?.["method"] ?? "mutate"));
  if (parts === undefined || kind === undefined || method === undefined) {
    throw new RunError(`"${written}" is not a fault of the sandbox.`, {
      wayOut: `Write one of ${[...faultKinds, ...operationFaultKinds].join(", ")}, then @ and the number of the call, for example lost@3 or slow@2:5000. For calls other than Mutate: ${methods.slice(1).join(", ")}, as in add.lost@2. For batch jobs: ${jobFaultKinds.join(", ")}, as in job.cancelled:100. At random: random:7, with any seed.`,
    });
  }
  return {
    ...(parts["method"] !== undefined && { method }),
    on: Number(parts["on"] ?? 0),
    kind,
    ...(number !== undefined && { ms: Number(number) }),
  };
}

function parseRandom(written: string): RandomFault | null {
  const parts = /^(?:(?<method>[a-z]+)\.)?random:(?<seed>\d{1,9})(?::(?<rate>0?\.\d+|[01]))?$/.exec(
    written,
  )?.groups;
  const method = methods.find((known) => known === (parts?.["method"] ?? "mutate"));
  if (parts === undefined || method === undefined) return null;
  return {
    method,
    kind: "random",
    seed: Number(parts["seed"]),
    rate: Number(parts["rate"] ?? DEFAULT_RATE),
  };
}

/** The fault of a call: the first that names it, else the first for every call, else a random one. */
export function faultOf(
  faults: readonly Fault[],
  call: number,
  method: FaultMethod = "mutate",
): CallFault | undefined {
  const own = faults.filter(
    (fault): fault is CallFault | RandomFault =>
      fault.method !== "job" && (fault.method ?? "mutate") === method,
  );
  const named = own.filter((fault): fault is CallFault => fault.kind !== "random");
  const certain = named.find(({ on }) => on === call) ?? named.find(({ on }) => on === 0);
  const random = own.find((fault): fault is RandomFault => fault.kind === "random");
  return certain ?? (random && drawn(random, call, method));
}

/** Random pauses are short, so that trying out a file does not take longer than necessary. */
const DRAWN_MS: Readonly<Partial<Record<FaultKind, number>>> = {
  late: 5,
  slow: 20,
  stall: 20,
  quota: 50,
  throttled: 50,
};

function drawn(
  { seed, rate }: RandomFault,
  call: number,
  method: FaultMethod,
): CallFault | undefined {
  const random = numbersFrom(seed * 1_000_003 + methods.indexOf(method) * 100_003 + call);
  if (random() >= rate) return undefined;
  const kinds: readonly FaultKind[] =
    method === "mutate" ? [...faultKinds, ...operationFaultKinds] : faultKinds;
  const kind = kinds[Math.floor(random() * kinds.length)] ?? "lost";
  const ms = kind === "transient" ? 1 + Math.floor(random() * 4) : DRAWN_MS[kind];
  return { method, on: call, kind, ...(ms !== undefined && { ms }) };
}

/** Numbers from 0 up to 1 that follow from a seed: the generator mulberry32. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
