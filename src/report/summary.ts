import { orphansOf } from "../delivery/drop.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LeftOutRows, Plan, RoundKind, Run } from "../ledger/run.ts";
import { withCommands } from "../messages/command.ts";
import type { IgnoredReason } from "../operations/columns/column-map.ts";
import { absentHeaders } from "../operations/columns/view.ts";
import { type Counts, rowsIn, rowsLeft } from "../outcome/outcome.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../outcome/exit-code.ts";
import type { Stop, StopKind } from "../outcome/stop.ts";
import { type ErrorGroup, errorGroups } from "./error-groups.ts";
import { hasFindings, nextOf } from "./progress.ts";

export type { ErrorGroup };

/** `summary.json`, described by reports/summary.schema.json. */
export interface Summary {
  readonly run: string;
  readonly file: string;
  /** `none`: the file was only checked. */
  readonly target: Run["target"]["kind"];
  readonly api_version: string;
  readonly validate_only: boolean;
  readonly round: number;
  readonly kind: RoundKind;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly duration_ms: number | null;
  readonly rows: number;
  /** Rows that are neither accepted nor dropped. */
  readonly rows_left: number;
  readonly outcomes: Counts;
  /** How the sheet was read; only if its headers are not fields of the API, or rows were left out. */
  readonly columns?: ColumnsSummary;
  /** Rows that the sheet itself, or --only, leaves out; only if there are any. They are dropped. */
  readonly left_out?: readonly LeftOutRows[];
  /** The counts of each account, in the order of their first rows; only if there are several. */
  readonly accounts?: readonly AccountSummary[];
  /** Unsent rows in a batch job at Google whose results have not been read yet. */
  readonly underway: number;
  /** Rows that wait for nothing but what a dropped row was to create; only if there are any. */
  readonly orphaned?: readonly number[];
  /** The reasons of the remaining rows, most frequent first. */
  readonly errors: readonly ErrorGroup[];
  readonly requests: {
    readonly count: number;
    /** Operations sent over all rounds, which is what counts towards the daily quota. */
    readonly operations: number;
    readonly request_ids: readonly string[];
    /** Total duration of all calls. */
    readonly duration_ms: number;
  };
  /** Only for a check: the cost of sending the rows without findings. */
  readonly plan?: Plan;
  /** Why sending ended before the last row; empty if it did not. */
  readonly stopped: readonly StopSummary[];
  /** What to run next; null if nothing is left. */
  readonly next: string | null;
  readonly exit_code: ExitCode;
}

export interface StopSummary {
  /** Ten digits; null if it is about all accounts. */
  readonly account: string | null;
  /** As `rowmend explain` knows it; null if there is none. */
  readonly code: string | null;
  readonly kind: StopKind;
  /** When to go on, ISO 8601 in UTC; null if nobody knows. */
  readonly retry_at: string | null;
  readonly message: string;
  readonly way_out: string;
}

export interface ColumnsSummary {
  /** The name of a file or a built-in map; null if the headers are API fields. */
  readonly map: string | null;
  /** Columns that rows fill and that are not sent, each with the reason. */
  readonly ignored: readonly IgnoredColumn[];
  /** Headers in the user's map that the sheet does not have. */
  readonly absent: readonly string[];
  /** Row numbers of titles above the header and of totals. */
  readonly skipped_rows: readonly number[];
}

export interface IgnoredColumn {
  readonly header: string;
  readonly reason: IgnoredReason;
}

export interface AccountSummary {
  /** Ten digits; null for rows without a valid account. */
  readonly customer_id: string | null;
  readonly rows: number;
  readonly outcomes: Counts;
}

/** How a round ended, beyond what the ledger holds. */
export interface RoundEnd {
  readonly stops: readonly Stop[];
  /** The folder of the run, as the user would type it. */
  readonly folder: string;
}

export function summaryOf(ledger: Ledger, end: RoundEnd): Summary {
  const { run } = ledger;
  const counts = ledger.rows.counts();
  const round = ledger.rounds().at(-1);
  const underway = ledger.jobs.underway();
  const orphaned = orphansOf(ledger);
  const isCheck = run.target.kind === "none";
  const errors = errorGroups(ledger, end.folder);
  const stopped = end.stops.map(
    ({ customerId, code, kind, retryAt, message, wayOut }): StopSummary => ({
      account: customerId ?? null,
      code,
      kind,
      retry_at: retryAt ?? null,
      message: withCommands(message, end),
      way_out: withCommands(wayOut, end),
    }),
  );
  return {
    run: run.name,
    file: run.file.name,
    target: run.target.kind,
    api_version: run.apiVersion,
    validate_only: run.settings.validateOnly,
    round: round?.number ?? 0,
    kind: round?.kind ?? "upload",
    started_at: round?.startedAt ?? run.createdAt,
    ended_at: round?.endedAt ?? null,
    duration_ms: round === undefined ? null : milliseconds(round.startedAt, round.endedAt),
    rows: rowsIn(counts),
    rows_left: rowsLeft(counts),
    outcomes: counts,
    ...columnsOf(run),
    ...(run.leftOut === undefined ? {} : { left_out: run.leftOut }),
    ...accountsOf(ledger),
    underway,
    ...(orphaned.length === 0 ? {} : { orphaned }),
    errors,
    requests: requestTotals(ledger),
    ...(run.plan === undefined ? {} : { plan: run.plan }),
    stopped,
    next: nextOf(run, { outcomes: counts, underway, stopped, orphaned }, end.folder),
    exit_code: isCheck
      ? exitCodes[hasFindings(counts) ? "attention" : "complete"]
      : exitCodeOf({
          outcomes: counts,
          stops: end.stops,
          actions: errors.map(({ action }) => action),
        }),
  };
}

function columnsOf({ map, headers, passedColumns, skippedRows }: Run): Pick<Summary, "columns"> {
  const skipped_rows = skippedRows ?? [];
  const ignored = (passedColumns ?? []).map(({ column, reason }) => ({
    header: headers[column] ?? "",
    reason,
  }));
  if (map === undefined || map === null)
    return skipped_rows.length + ignored.length === 0
      ? {}
      : { columns: { map: null, ignored, absent: [], skipped_rows } };
  return { columns: { map: map.name, ignored, absent: absentHeaders(map, headers), skipped_rows } };
}

function accountsOf(ledger: Ledger): Pick<Summary, "accounts"> {
  const accounts = ledger.rows.countsByCustomer();
  if (accounts.length < 2) return {};
  return {
    accounts: accounts.map(({ customerId, counts }) => ({
      customer_id: customerId,
      rows: rowsIn(counts),
      outcomes: counts,
    })),
  };
}

function requestTotals(ledger: Ledger): Summary["requests"] {
  let count = 0;
  let operations = 0;
  let duration = 0;
  const ids: string[] = [];
  for (const request of ledger.journal.requests()) {
    count += 1;
    operations += request.rowCount;
    duration += milliseconds(request.startedAt, request.endedAt) ?? 0;
    if (request.requestId !== null) ids.push(request.requestId);
  }
  return { count, operations, request_ids: ids, duration_ms: duration };
}

function milliseconds(from: string, to: string | null): number | null {
  // The clock may have been set back in between.
  return to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}
