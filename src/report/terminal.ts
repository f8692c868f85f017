import type { Resubmission } from "../intake/corrections/apply.ts";
import { formatRowNumbers } from "../ledger/row-numbers.ts";
import type { Plan } from "../ledger/run.ts";
import type { IgnoredReason } from "../operations/columns/column-map.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import type { AccountSummary, ErrorGroup, Summary } from "./summary.ts";

const MEANING: Readonly<Record<Outcome, string>> = {
  accepted: "done",
  rejected: "refused by Google; to be corrected",
  invalid: "refused by rowmend's own check, never sent; to be corrected",
  blocked: "waits for another row",
  deferred: "nothing wrong with it; goes again by itself",
  in_doubt: "may or may not have been carried out; to be settled",
  unsent: "not reached",
};

const WHERE: Readonly<Record<Summary["target"], string>> = {
  live: "Google Ads",
  sandbox: "the sandbox",
  endpoint: "the given endpoint",
  none: "only checked",
};

/** How many kinds of error are listed before the rest is left to the file. */
const GROUPS_SHOWN = 12;

/** The summary as it is read on a terminal. */
export function terminalText(summary: Summary, folder: string): string {
  const lines = [headline(summary), ...columnLines(summary.columns), ""];
  const isCheck = summary.target === "none";
  for (const outcome of outcomes) {
    const count = summary.outcomes[outcome];
    if (count === 0 && (isCheck || outcome !== "accepted")) continue;
    if (isCheck && outcome === "unsent") {
      lines.push(countLine(count, outcome, "nothing found against it"));
      continue;
    }
    const meaning =
      outcome === "accepted" && summary.validate_only
        ? "valid; nothing was changed"
        : MEANING[outcome];
    if (outcome === "unsent" && summary.underway > 0) {
      lines.push(countLine(summary.underway, outcome, "in a batch job at Google"));
      if (count > summary.underway)
        lines.push(countLine(count - summary.underway, outcome, meaning));
      continue;
    }
    lines.push(countLine(count, outcome, meaning));
  }
  if (summary.accounts !== undefined && summary.plan === undefined)
    lines.push("", "Accounts", ...accountLines(summary.accounts));
  if (summary.errors.length > 0) {
    lines.push("", "Why");
    for (const group of summary.errors.slice(0, GROUPS_SHOWN)) lines.push(...groupLines(group));
    const more = summary.errors.length - GROUPS_SHOWN;
    if (more > 0) lines.push(`  and ${number(more)} more kinds; see ${folder}/errors.csv`);
  }
  for (const { message, way_out } of summary.stopped)
    lines.push("", `Stopped: ${message}`, ...(way_out === "" ? [] : [`  ${way_out}`]));
  if (summary.plan !== undefined && summary.plan.operations > 0)
    lines.push("", ...planLines(summary.plan));
  lines.push("", ...(isCheck ? checkedLines(summary, folder) : nextLines(summary, folder)));
  return `${lines.join("\n")}\n`;
}

const WHY_IGNORED: Readonly<Record<IgnoredReason, string>> = {
  report: "reports only",
  unsupported: "not changed by rowmend from such a sheet",
  asked: "left out by the map",
};

function columnLines(columns: Summary["columns"]): readonly string[] {
  if (columns === undefined) return [];
  const ignored = Map.groupBy(columns.ignored, ({ reason }) => reason);
  return [
    ...(columns.map === null ? [] : [`Columns read as in ${columns.map}.`]),
    ...[...ignored].map(
      ([reason, some]) =>
        `Ignored, ${WHY_IGNORED[reason]}: ${some.map(({ header }) => header).join(", ")}`,
    ),
    ...(columns.absent.length > 0
      ? [`In the map, and not in the sheet: ${columns.absent.join(", ")}`]
      : []),
    ...(columns.skipped_rows.length > 0
      ? [`Left out as titles and totals: row ${formatRowNumbers(columns.skipped_rows)}`]
      : []),
  ];
}

function countLine(count: number, outcome: Outcome, meaning: string): string {
  return `  ${number(count).padStart(9)}  ${outcome.padEnd(8)}  ${meaning}`;
}

/** Accounts listed before the rest is left to the file. */
const ACCOUNTS_SHOWN = 12;

function accountLines(accounts: readonly AccountSummary[]): readonly string[] {
  const shown = accounts.slice(0, ACCOUNTS_SHOWN).map((account) => {
    const parts = outcomes
      .filter((outcome) => account.outcomes[outcome] > 0)
      .map((outcome) => `${number(account.outcomes[outcome])} ${outcome}`);
    return `  ${(account.customer_id ?? "(none)").padEnd(10)}  ${parts.join(", ")}`;
  });
  const more = accounts.length - shown.length;
  return more > 0 ? [...shown, `  and ${counted(more, "more account")}`] : shown;
}

/** What it would take to send what was checked. */
function planLines({
  operations,
  requests,
  daily_quota,
  quota_share,
  names_unresolved,
  accounts,
}: Plan): readonly string[] {
  const share = (quota_share * 100).toLocaleString("en", { maximumFractionDigits: 1 });
  const percent = share === "0" ? "less than 0.1" : share;
  const shown = accounts.length === 1 ? accounts : accounts.slice(0, ACCOUNTS_SHOWN);
  const more = accounts.length - shown.length;
  return [
    `To send them: ${counted(operations, "operation")} in ${counted(requests, "request")}, ${percent} % of the ${number(daily_quota)} that Basic access allows in a day`,
    ...(operations > daily_quota
      ? [
          `That is more than one day allows. An upload stops where the quota ends, and says when rowmend resume goes on: ${counted(Math.ceil(operations / daily_quota), "day")} in all.`,
        ]
      : []),
    ...shown.map(
      (account) =>
        `  ${account.customer_id}  ${counted(account.operations, "operation")}, ${account.mode === "batch-job" ? "as a batch job" : counted(account.requests, "request")}`,
    ),
    ...(more > 0 ? [`  and ${counted(more, "more account")}`] : []),
    ...(names_unresolved > 0
      ? [
          `In ${counted(names_unresolved, "row")} something is named by its name. Only an upload looks up whether the account has it.`,
        ]
      : []),
  ];
}

/** A checked file is mended itself: its correction file only shows the rows together. */
function checkedLines(
  { outcomes: counts, rows, next }: Summary,
  folder: string,
): readonly string[] {
  if (counts.unsent === rows)
    return [
      "Nothing was found that has to be corrected. Nothing was sent. To send it, run with the same options",
      `  ${next ?? ""}`,
    ];
  return [
    `Every reason is in ${folder}/errors.csv. Nothing was sent. Correct the rows in the file itself, then run with the same options`,
    `  ${next ?? ""}`,
  ];
}

/** What a correction file asked for. */
export function resubmissionText(resubmission: Resubmission): string {
  const { edited, unedited, absent, settled, released } = resubmission;
  const lines =
    edited.length === 0
      ? ["No row was edited and sent again."]
      : [`${rowsText(edited)} ${edited.length === 1 ? "was" : "were"} edited and sent again.`];
  if (released.length > 0) lines.push(`${rowsText(released)} had only to wait and went along.`);
  if (unedited.length > 0)
    lines.push(
      unedited.length === 1
        ? `${rowsText(unedited)} was not edited and stands as it was.`
        : `${rowsText(unedited)} were not edited and stand as they were.`,
    );
  if (absent.length > 0)
    lines.push(
      absent.length === 1
        ? `${rowsText(absent)} is empty or not in the file, and stands as it was.`
        : `${rowsText(absent)} are empty or not in the file, and stand as they were.`,
    );
  if (settled.length > 0) {
    const were = settled.length === 1 ? "was" : "were";
    lines.push(
      `${rowsText(settled)} ${were} left alone: accepted already, in doubt, or in a batch job.`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function headline({ run, file, target, validate_only, rows, round, duration_ms }: Summary): string {
  const where = WHERE[target];
  const took = duration_ms === null ? "" : `, ${(duration_ms / 1000).toFixed(1)} s`;
  const check = validate_only ? ", only validated" : "";
  return `${file}: ${number(rows)} ${rows === 1 ? "row" : "rows"}, ${where}${check}, run ${run}, round ${round}${took}`;
}

/** Rows named for each kind of error before the rest is left to the file. */
const ROWS_SHOWN = 5;

function groupLines(group: ErrorGroup): readonly string[] {
  const { column, message } = group;
  const more = group.rows.length > ROWS_SHOWN ? ", ..." : "";
  const rows = group.rows.slice(0, ROWS_SHOWN).join(", ") + more;
  const isNamed = column === null || message.startsWith(column);
  return [
    `  ${number(group.count).padStart(9)}  ${group.code}${rows === "" ? "" : `  (row ${rows})`}`,
    `             ${isNamed ? "" : `${column}: `}${message}`,
    ...(group.count === 1 && group.advice !== "" ? [`             ${group.advice}`] : []),
  ];
}

function nextLines(
  { outcomes: counts, next, rows_left, validate_only }: Summary,
  folder: string,
): readonly string[] {
  if (rows_left === 0)
    return [
      validate_only
        ? "Every row is valid. Upload again without --validate-only to carry it out."
        : "Every row is accepted.",
    ];
  const lines: string[] = [];
  if (counts.rejected + counts.invalid > 0) {
    lines.push(
      `Every reason is in ${folder}/errors.csv. Correct the rows in ${folder}/corrections.csv, then run`,
    );
  } else if (next !== null) lines.push("Then run");
  if (next !== null) lines.push(`  ${next}`);
  if (counts.in_doubt > 0)
    lines.push(`Rows in doubt are in ${folder}/in_doubt.csv with what to do about them.`);
  return lines;
}

function rowsText(rows: readonly number[]): string {
  const named = rows.slice(0, 8).join(", ") + (rows.length > 8 ? ", ..." : "");
  return `${number(rows.length)} ${rows.length === 1 ? "row" : "rows"} (${named})`;
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
