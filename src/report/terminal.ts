import { accountText } from "../api/customer-id.ts";
import { formatRowNumbers } from "../ledger/row-numbers.ts";
import type { LeftOutRows, Plan } from "../ledger/run.ts";
import { counted, inDigits } from "../messages/counted.ts";
import type { IgnoredReason } from "../operations/columns/column-map.ts";
import { oneLine, shortened } from "../messages/visible.ts";
import { type Outcome, outcomes } from "../outcome/outcome.ts";
import { type NextStep, nextSteps } from "./next-steps.ts";
import type { AccountSummary, ErrorGroup, Summary } from "./summary.ts";

const MEANING: Readonly<Record<Outcome, string>> = {
  accepted: "applied",
  rejected: "refused by Google; correct the row",
  invalid: "refused by rowmend's own check, not sent; correct the row",
  blocked: "waits for another row",
  deferred: "temporary failure; will be sent again",
  in_doubt: "may or may not have been applied",
  unsent: "not sent yet",
  dropped: "left out, not sent",
};

const WHERE: Readonly<Record<Summary["target"], string>> = {
  live: "Google Ads",
  sandbox: "the sandbox",
  endpoint: "the given endpoint",
  none: "only checked",
};

/** Kinds of error shown here; the file has them all. */
const GROUPS_SHOWN = 12;

/** The summary as text for a terminal. */
export function terminalText(summary: Summary, folder: string): string {
  const lines = [
    ...interruptedLines(summary),
    headline(summary),
    ...columnLines(summary.columns),
    ...leftOutLines(summary.left_out ?? []),
    "",
  ];
  const isCheck = summary.target === "none";
  for (const outcome of outcomes) {
    const count = summary.outcomes[outcome];
    if (count === 0) continue;
    if (isCheck && outcome === "unsent") {
      lines.push(countLine(count, outcome, "no faults found"));
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
    if (more > 0) lines.push(`  and ${counted(more, "more kind")}`);
    // A group shows the reason of its first row only.
    if (more > 0 || summary.errors.some(({ count }) => count > 1))
      lines.push(`Every reason is in ${folder}/errors.csv`);
  }
  for (const { kind, message, way_out } of summary.stopped)
    if (kind !== "interrupted")
      lines.push("", `Stopped: ${message}`, ...(way_out === "" ? [] : [`  ${way_out}`]));
  if (summary.plan !== undefined && summary.plan.operations > 0)
    lines.push("", ...planLines(summary.plan));
  lines.push("", ...(isCheck ? checkedLines(summary) : nextLines(summary, folder)));
  // Headers, file names and texts of Google's must not look like lines of ours.
  return `${lines.map(oneLine).join("\n")}\n`;
}

const WHY_IGNORED: Readonly<Record<IgnoredReason, string>> = {
  report: "report figures",
  identity: "other names of the same things",
  context: "of the campaign or ad group that the row is in",
  default: "what Google does anyway",
  fixed: "cannot be changed any more",
  removal: "not needed to remove something",
  note: "notes and earlier values",
  asked: "as you asked",
  unsupported: "rowmend cannot change them from this sheet",
};

function columnLines(columns: Summary["columns"]): readonly string[] {
  if (columns === undefined) return [];
  const ignored = Map.groupBy(columns.ignored, ({ reason }) => reason);
  return [
    ...(columns.map === null ? [] : [`Columns mapped by ${columns.map}.`]),
    ...[...ignored].map(
      ([reason, some]) =>
        `Ignored (${WHY_IGNORED[reason]}): ${some.map(({ header }) => header).join(", ")}`,
    ),
    ...(columns.absent.length > 0
      ? [`In the map but not in the sheet: ${columns.absent.join(", ")}`]
      : []),
    ...(columns.skipped_rows.length > 0
      ? [
          `Skipped as titles or totals: ${columns.skipped_rows.length === 1 ? "row" : "rows"} ${formatRowNumbers(columns.skipped_rows).replaceAll(" ", ", ")}`,
        ]
      : []),
  ];
}

const WHY_LEFT_OUT: Readonly<Record<LeftOutRows["why"], string>> = {
  only: "not among the kinds of --only",
  removed: "removed, as the sheet says",
};

function leftOutLines(left: readonly LeftOutRows[]): readonly string[] {
  const groups = Map.groupBy(left, ({ why }) => why);
  return [...groups].map(([why, some]) => {
    const parts = some.map(({ what, count, rows }) => {
      const shown = rows.slice(0, ROWS_SHOWN);
      const more = count > shown.length ? ", ..." : "";
      return `${inDigits(count)} ${kindText(what, count)} (${count === 1 ? "row" : "rows"} ${shown.join(", ")}${more})`;
    });
    return `Left out (${WHY_LEFT_OUT[why]}): ${parts.join("; ")}`;
  });
}

/** `keyword`, `keywords`; of something that a row only holds, `with a location`. */
function kindText(what: string, count: number): string {
  if (/^an? /.test(what)) return `with ${what}`;
  if (count === 1) return what;
  return what.endsWith("criterion") ? what.replace(/on$/, "a") : `${what}s`;
}

function countLine(count: number, outcome: Outcome, meaning: string): string {
  return `  ${inDigits(count).padStart(9)}  ${outcome.padEnd(8)}  ${meaning}`;
}

/** Accounts shown here; the file has them all. */
const ACCOUNTS_SHOWN = 12;

function accountLines(accounts: readonly AccountSummary[]): readonly string[] {
  const shown = accounts.slice(0, ACCOUNTS_SHOWN).map((account) => {
    const parts = outcomes
      .filter((outcome) => account.outcomes[outcome] > 0)
      .map((outcome) => `${inDigits(account.outcomes[outcome])} ${outcome}`);
    const name = account.customer_id === null ? "(none)" : accountText(account.customer_id);
    return `  ${name.padEnd(12)}  ${parts.join(", ")}`;
  });
  const more = accounts.length - shown.length;
  return more > 0 ? [...shown, `  and ${counted(more, "more account")}`] : shown;
}

/** The cost of sending the checked rows. */
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
    `Sending them takes ${counted(operations, "operation")} in ${counted(requests, "request")}: ${percent} % of the ${inDigits(daily_quota)} per day that Basic access allows`,
    ...(operations > daily_quota
      ? [
          `That is more than one day allows. The upload stops at the quota and says when to continue. It takes ${counted(Math.ceil(operations / daily_quota), "day")} in all.`,
        ]
      : []),
    ...shown.map(
      (account) =>
        `  ${accountText(account.customer_id)}  ${counted(account.operations, "operation")}, ${account.mode === "batch-job" ? "as a batch job" : counted(account.requests, "request")}`,
    ),
    ...(more > 0 ? [`  and ${counted(more, "more account")}`] : []),
    ...(names_unresolved > 0
      ? [
          `${counted(names_unresolved, "row")} ${names_unresolved === 1 ? "refers" : "refer"} to resources by name. Only an upload looks up whether the account has them.`,
        ]
      : []),
  ];
}

/** After a check, the user corrects the original file; corrections.csv only lists the rows. */
function checkedLines({ outcomes: counts, rows, next }: Summary): readonly string[] {
  if (counts.dropped === rows) return ["Every row is left out. There is nothing to send."];
  if (counts.unsent + counts.dropped === rows)
    return ["No faults found. Nothing was sent. To send the file, run", `  ${next ?? ""}`];
  return [`Nothing was sent. Correct the rows in the original file, then run`, `  ${next ?? ""}`];
}

function headline({ run, file, target, validate_only, rows, round, duration_ms }: Summary): string {
  const where = WHERE[target];
  const took = duration_ms === null ? "" : `, ${(duration_ms / 1000).toFixed(1)} s`;
  const check = validate_only ? ", only validated" : "";
  return `${file}: ${inDigits(rows)} ${rows === 1 ? "row" : "rows"}, ${where}${check}, run ${run}, round ${round}${took}`;
}

/** Characters of a text shown here; the file has them all. */
const MOST_SHOWN = 1_000;

/** Row numbers shown for each kind of error; the file has them all. */
const ROWS_SHOWN = 5;

function groupLines(group: ErrorGroup): readonly string[] {
  const { column, message } = group;
  const rows = rowList(group.rows);
  const isNamed = column === null || message.startsWith(column);
  return [
    `  ${inDigits(group.count).padStart(9)}  ${group.code}${rows === "" ? "" : `  (${rows})`}`,
    `             ${isNamed ? "" : `${shortened(column, MOST_SHOWN)}: `}${shortened(message, MOST_SHOWN)}`,
    ...(group.count === 1 && group.advice !== ""
      ? [`             ${shortened(group.advice, MOST_SHOWN)}`]
      : []),
  ];
}

/** `row 7`, `rows 7 and 9`, `rows 2, 3, 4, 5, 6, ...`; empty if there are none. */
function rowList(rows: readonly number[]): string {
  if (rows.length < 2) return rows.map((row) => `row ${row}`).join("");
  if (rows.length > ROWS_SHOWN) return `rows ${rows.slice(0, ROWS_SHOWN).join(", ")}, ...`;
  return `rows ${rows.slice(0, -1).join(", ")} and ${rows.at(-1) ?? ""}`;
}

/** Says first that a run was interrupted, and what became of its rows. */
function interruptedLines({ stopped, outcomes: counts }: Summary): readonly string[] {
  if (!stopped.some(({ kind }) => kind === "interrupted")) return [];
  const left = counts.unsent + counts.deferred;
  return [`Interrupted. ${counted(left, "row")} ${left === 1 ? "was" : "were"} not sent.`, ""];
}

/** What to do about rows that no edit can help. */
const OTHER_WAYS: readonly string[] = [
  "  For rows whose cause was outside the sheet and is gone, add --rows 2-9,14. To give a row up, write dropped in its _outcome.",
];

/** Rows of some entities can only be applied: correcting them does not make them valid. */
const NEVER_VALIDATED = "MutateError.RESOURCE_DOES_NOT_SUPPORT_VALIDATE_ONLY";

/** One step after the other, each with the command that takes it. */
function nextLines(summary: Summary, folder: string): readonly string[] {
  const { outcomes: counts, rows_left, validate_only } = summary;
  if (rows_left === 0) {
    if (validate_only)
      return ["Every row is valid. Upload again without --validate-only to apply the changes."];
    return [counts.dropped > 0 ? "Every row is accepted or dropped." : "Every row is accepted."];
  }
  const isNeverValid = summary.errors.every(({ code }) => code === NEVER_VALIDATED);
  if (validate_only && isNeverValid && counts.rejected === rows_left)
    return [
      `${counted(rows_left, "row")} cannot be validated. To apply ${rows_left === 1 ? "it" : "them"}, upload without --validate-only.`,
    ];
  const steps = nextSteps(summary, folder);
  return steps.flatMap((step, index) => {
    const text = stepText(step, summary, steps, folder);
    const said = index === 0 ? text : `Then ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
    return [`${said}:`, `  ${step.command}`, ...(step.kind === "resubmit" ? OTHER_WAYS : [])];
  });
}

function stepText(
  { kind, rows }: NextStep,
  { outcomes: counts, underway, validate_only }: Summary,
  steps: readonly NextStep[],
  folder: string,
): string {
  switch (kind) {
    case "resume":
      if (underway > 0)
        return `Read the results of ${counted(underway, "row")} in a batch job at Google`;
      return rows === 1 ? "Send the other row" : `Send the other ${counted(rows, "row")}`;
    case "resubmit": {
      const isAlone = !steps.some((step) => step.kind === "resume");
      const waiting = isAlone ? counts.unsent + counts.deferred : 0;
      const others = waiting > 0 ? `; ${counted(waiting, "waiting row")} will go with them` : "";
      return `Correct ${counted(rows, "row")} in ${folder}/corrections.csv and ${validate_only ? "validate" : "send"} ${rows === 1 ? "it" : "them"}${others}`;
    }
    case "settle":
      return `Find out about ${counted(rows, "row")} in doubt, which may or may not have been applied (see ${folder}/in_doubt.csv)`;
    case "drop":
      return `Drop ${counted(rows, "row")} that ${rows === 1 ? "needs" : "need"} what a dropped row was to create`;
  }
}
