import type { Outcome } from "../outcome/outcome.ts";
import type { UnsentRow } from "./rows.ts";

/**
 * How far a batch job is: it takes operations (`filling`); it has been, or is about to be, told to run
 * (`starting`); Google said that it runs (`running`); all that it will ever tell is in the ledger (`closed`).
 */
export type JobState = "filling" | "starting" | "running" | "closed";

/** A batch job at Google, as it is on record here. */
export interface Job {
  readonly id: number;
  readonly customerId: string;
  readonly resourceName: string;
  readonly state: JobState;
  /** For the next operations; empty before the first. */
  readonly token: string;
  /** Of the page of results to read next; empty for the first. */
  readonly pageToken: string;
  /** Operations that Google took. */
  readonly size: number;
  /** Operations on their way, of which it is not known yet whether Google took them. */
  readonly onTheWay: number;
  readonly createdAt: string;
}

/** A row of a job, with its outcome so far. */
export interface JobRow extends Omit<UnsentRow, "operation"> {
  /** Null once the row was edited into one that our own check refuses. */
  readonly operation: Uint8Array | null;
  readonly outcome: Outcome;
  readonly resourceName: string | null;
  readonly blockedBy: number | null;
  /** The job that has yet to give its result. */
  readonly job: number | null;
}

/** A row that goes, or is, into a job. */
export interface PlannedRow {
  readonly number: number;
  readonly operation: Uint8Array;
  readonly isUnderway: boolean;
}

/** What the ledger knows of batch jobs. Each method is one transaction unless one is open already. */
export interface JobLedger {
  /** The account's job that is not closed; there is never more than one. */
  open(customerId: string): Job | null;
  create(customerId: string, resourceName: string, createdAt: string): Job;
  /** Puts rows behind the operations that the job has, before they are sent. */
  beginAdd(job: Job, rows: readonly number[]): void;
  /** The rows on their way are in the job. */
  landAdd(job: Job, nextToken: string): void;
  /** The rows on their way were not taken: they wait again, in no job. */
  withdrawAdd(job: Job): void;
  setState(job: Job, state: JobState): void;
  setPageToken(job: Job, pageToken: string): void;
  /** The job is of no account any more: those of its rows without a result wait again. */
  abandon(job: Job): void;
  /** The row at a position of the job, by the index of its operation; undefined beyond the last. */
  rowAt(job: Job, position: number): JobRow | undefined;
  /**
   * The number of the row at a position, if it has yet to get its first result ever, and that can be told
   * without reading it; undefined otherwise, whatever `rowAt` says then.
   */
  freshRowAt(job: Job, position: number): number | undefined;
  /** The rows of a job that have no result yet, in order of their positions. */
  withoutResult(job: Job): Iterable<JobRow>;
  /** Rows of a job that stand so, with a result or without. */
  standing(job: Job, outcome: Outcome): Iterable<JobRow>;
  /** Rows of the account that wait, or are in a job without a result yet, after the row `after`. */
  planned(customerId: string, after: number, limit: number): readonly PlannedRow[];
  /** The rows of the account that wait, refer to nothing by a temporary name, and are such operations. */
  sentAlone(customerId: string, is: (operation: Uint8Array) => boolean): readonly UnsentRow[];
  /** How many rows of the account wait, in no job. */
  waiting(customerId: string): number;
  /** A row that waits, in no job; undefined otherwise. */
  waitingRow(number: number): UnsentRow | undefined;
  /** Rows in all jobs that have no result yet. */
  underway(): number;
  /** Ties a row to the others of its group; null to none. */
  setGroup(customerId: string, row: number, key: string | null): void;
  /** Whether any row of the account is tied to others. */
  hasGroups(customerId: string): boolean;
  groupOf(row: number): string | null;
  /** The rows of a group with their outcomes, in order. */
  group(
    customerId: string,
    key: string,
  ): readonly {
    readonly number: number;
    readonly outcome: Outcome;
    readonly isUnderway: boolean;
  }[];
  /** The groups of which some rows are in the job, and some wait. */
  splitGroups(job: Job): readonly string[];
  /** Rows that wait although another one of their group has to be corrected first, with that one. */
  brokenGroups(customerId: string): readonly { readonly row: number; readonly blocker: number }[];
  /** Notes that a row changes a resource; the answer is the row that did so before it, or null. */
  firstToChange(resourceName: string, row: number): number | null;
  /** Forgets all that firstToChange was told. */
  forgetChanges(): void;
  /** Notes which row another one was blocked by. */
  blame(row: number, blocker: number): void;
  /** A row's job is over without a trustworthy result for it. */
  noteLost(row: number): void;
}
