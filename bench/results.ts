import { readFileSync } from "node:fs";
import { RunError } from "../src/messages/run-error.ts";

/** How rows are sent. */
export type Mode = "partial-failure" | "batch-job";

/**
 * Who uploads: rowmend; the bare script that a user would write instead; the same script with files of
 * errors and results; and the floor, requests encoded beforehand and sent by grpc-js alone.
 */
export type Contender = "rowmend" | "script" | "script+reports" | "floor";

/** What is measured. */
export type Subject =
  | {
      readonly kind: "upload";
      readonly contender: Contender;
      readonly mode: Mode;
      readonly rows: number;
      /** Rows of a hundred that the server refuses. */
      readonly faultPercent: number;
    }
  /** `rowmend status` of a run that is finished. */
  | {
      readonly kind: "status";
      readonly mode: Mode;
      readonly rows: number;
      readonly faultPercent: number;
    }
  /** A command that has almost nothing to do. */
  | { readonly kind: "start"; readonly command: string };

/** What a whole process took, from its start to its end. */
export interface Sample {
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  /** The largest resident set. */
  readonly peakMb: number;
  readonly seconds: number;
  /** What the server took meanwhile; 0 where there is none. */
  readonly serverCpuMs: number;
}

export interface Measurement {
  readonly subject: Subject;
  readonly samples: readonly Sample[];
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  /** Processes at work before the bench began, over a minute. Where they fill the cores, seconds say little. */
  readonly load: number;
  readonly node: string;
  readonly rowmend: string;
  /** `built` for the published form, `source` for the TypeScript files as they stand. */
  readonly form: "built" | "source";
  /** Options of Node.js that rowmend was started with. */
  readonly nodeOptions: readonly string[];
}

export interface Results {
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
}

/** What a subject is called in tables and messages. Two subjects of one name are the same. */
export function nameOf(subject: Subject): string {
  switch (subject.kind) {
    case "upload":
      return `${subject.contender}, ${sizeOf(subject)}`;
    case "status":
      return `rowmend status, ${sizeOf(subject)}`;
    case "start":
      return subject.command;
  }
}

function sizeOf(subject: Exclude<Subject, { readonly kind: "start" }>): string {
  const { rows, faultPercent, mode } = subject;
  return `${rows.toLocaleString("en")} rows, ${faultPercent} % refused, ${mode}`;
}

/** @throws RunError if the file is not one of results. */
export function readResults(path: string): Results {
  const problem = (cause: unknown): RunError =>
    new RunError(`${path} cannot be read as results of the bench.`, {
      wayOut: "Give a file that the bench wrote with --out.",
      cause,
    });
  let results: unknown;
  try {
    results = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw problem(cause);
  }
  if (!isResults(results)) throw problem(null);
  return results;
}

/** Looks at the outline only: nobody but the bench writes such a file. */
function isResults(value: unknown): value is Results {
  return (
    typeof value === "object" &&
    value !== null &&
    "machine" in value &&
    "measurements" in value &&
    Array.isArray(value.measurements)
  );
}
