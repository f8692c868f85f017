import { outcomes, type Outcome } from "../run.ts";
import type { Resubmission } from "../resubmission.ts";
import type { ErrorGroup, Summary } from "./summary.ts";

const MEANING: Readonly<Record<Outcome, string>> = {
  accepted: "done",
  rejected: "refused by Google; to be corrected",
  invalid: "refused by rowmend's own check, never sent; to be corrected",
  blocked: "waits for another row",
  deferred: "nothing wrong with it; goes again by itself",
  in_doubt: "may or may not have been carried out; to be settled",
  unsent: "not reached",
};

/** How many kinds of error are listed before the rest is left to the file. */
const GROUPS_SHOWN = 12;

/** The summary as it is read on a terminal. */
export function terminalText(summary: Summary, folder: string): string {
  const lines = [headline(summary), ""];
  for (const outcome of outcomes) {
    const count = summary.outcomes[outcome];
    if (count === 0 && outcome !== "accepted") continue;
    const meaning =
      outcome === "accepted" && summary.validate_only
        ? "valid; nothing was changed"
        : MEANING[outcome];
    lines.push(`  ${number(count).padStart(9)}  ${outcome.padEnd(8)}  ${meaning}`);
  }
  if (summary.errors.length > 0) {
    lines.push("", "Why");
    for (const group of summary.errors.slice(0, GROUPS_SHOWN)) lines.push(...groupLines(group));
    const more = summary.errors.length - GROUPS_SHOWN;
    if (more > 0) lines.push(`  and ${number(more)} more kinds; see ${folder}/errors.csv`);
  }
  for (const { message, way_out } of summary.stopped)
    lines.push("", `Stopped: ${message}`, ...(way_out === "" ? [] : [`  ${way_out}`]));
  lines.push("", ...nextLines(summary, folder));
  return `${lines.join("\n")}\n`;
}

/** What a correction file asked for. */
export function resubmissionText(resubmission: Resubmission): string {
  const { edited, unedited, absent, settled, released } = resubmission;
  const lines = [`${rowsText(edited)} edited and sent again.`.replace(/^No rows/, "No row was")];
  if (released.length > 0) lines.push(`${rowsText(released)} had only to wait and went along.`);
  if (unedited.length > 0) lines.push(`${rowsText(unedited)} not edited: they stand as they were.`);
  if (absent.length > 0)
    lines.push(`${rowsText(absent)} not in the file: they stand as they were.`);
  if (settled.length > 0)
    lines.push(`${rowsText(settled)} left alone: accepted already, or in doubt.`);
  return `${lines.join("\n")}\n`;
}

function headline({ run, file, target, validate_only, rows, round, duration_ms }: Summary): string {
  const where =
    target === "live" ? "Google Ads" : target === "sandbox" ? "the sandbox" : "the given endpoint";
  const took = duration_ms === null ? "" : `, ${(duration_ms / 1000).toFixed(1)} s`;
  const check = validate_only ? ", only validated" : "";
  return `${file}: ${number(rows)} rows, ${where}${check}, run ${run}, round ${round}${took}`;
}

function groupLines(group: ErrorGroup): readonly string[] {
  const rows = group.rows.slice(0, 5).join(", ") + (group.count > 5 ? ", ..." : "");
  return [
    `  ${number(group.count).padStart(9)}  ${group.code}${rows === "" ? "" : `  (row ${rows})`}`,
    `             ${group.message}`,
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
  if (rows.length === 0) return "No rows";
  const named = rows.slice(0, 8).join(", ") + (rows.length > 8 ? ", ..." : "");
  return `${number(rows.length)} ${rows.length === 1 ? "row" : "rows"} (${named})`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
