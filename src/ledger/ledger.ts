import type { JobLedger } from "./jobs.ts";
import type { Journal } from "./journal.ts";
import type { RowLedger } from "./rows.ts";
import type { RoundKind, Run } from "./run.ts";

/** What the ledger knows of the run as a whole. */
export interface RunLedger {
  readonly run: Run;
  saveRun(run: Run): void;
  rounds(): readonly Round[];
  startRound(kind: RoundKind, startedAt: string): number;
  endRound(number: number, endedAt: string): void;
}

export interface Round {
  readonly number: number;
  readonly kind: RoundKind;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/**
 * The record of a run. Everything in the run's folder can be written again from it.
 *
 * Each method is one transaction of its own, or a part of the one that is under way. A process that dies
 * loses none that was committed, and neither does a machine. Asking changes nothing.
 */
export interface Ledger extends RunLedger {
  readonly rows: RowLedger;
  readonly journal: Journal;
  readonly jobs: JobLedger;
  /**
   * Does all of the work or, if it throws, nothing. Within another transaction it is a part of that one.
   * The work is done when it returns: a promise would go on outside.
   */
  transaction<T>(work: () => T): T;
  close(): void;
}
