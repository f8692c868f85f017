import type { Drop } from "../delivery/drop.ts";
import type { Resubmission } from "../intake/corrections/apply.ts";
import { formatRowNumbers } from "../ledger/row-numbers.ts";
import { command } from "../messages/command.ts";
import { counted } from "../messages/counted.ts";

/** What was read from a correction file. `folder` is the run's. */
export function resubmissionText(resubmission: Resubmission, folder: string): string {
  const { edited, unedited, unread, absent, settled, released } = resubmission;
  const { added, dropped, unchanged, sought } = resubmission;
  const goes = edited.length + added.length + unchanged.length;
  const lines: string[] =
    goes + dropped.length === 0 ? ["No row was edited, so none was sent again."] : [];
  const say = (rows: readonly number[], one: string, many: string): void => {
    if (rows.length > 0) lines.push(`${rowsText(rows)} ${rows.length === 1 ? one : many}`);
  };
  say(edited, "was edited and sent again.", "were edited and sent again.");
  say(added, "was added and sent.", "were added and sent.");
  say(unchanged, "was sent again unchanged.", "were sent again unchanged.");
  say(
    dropped,
    "was dropped and will not be sent again.",
    "were dropped and will not be sent again.",
  );
  say(sought, "was looked up again.", "were looked up again.");
  say(released, "was waiting and sent too.", "were waiting and sent too.");
  const unreadColumns = `edited only in columns that rowmend does not read: ${resubmission.unreadColumns.join(", ")}.`;
  say(unread, `was ${unreadColumns}`, `were ${unreadColumns}`);
  say(unedited, "was not edited and stays as it was.", "were not edited and stay as they were.");
  const left = [...unedited, ...unread].toSorted((a, b) => a - b);
  if (left.length > 0)
    lines.push(
      "If their cause was outside the sheet and is gone, send them unchanged:",
      `  ${command("resubmit", `${folder}/corrections.csv`, ...unchangedWords(left))}`,
    );
  say(
    absent,
    "is empty or missing in the file and stays as it was.",
    "are empty or missing in the file and stay as they were.",
  );
  const settledFor = "not sent: already accepted, dropped, added, in doubt, or in a batch job.";
  say(settled, `was ${settledFor}`, `were ${settledFor}`);
  return `${lines.join("\n")}\n`;
}

/** Longer lists of rows are not written into a command. */
const LONGEST_LIST = 80;

function unchangedWords(rows: readonly number[]): readonly string[] {
  const list = formatRowNumbers(rows).replaceAll(" ", ",");
  return list.length > LONGEST_LIST ? ["--all-rows"] : ["--rows", list];
}

/** What giving up rows came to. */
export function dropText({ dropped, inDoubt, freed, orphaned }: Drop): string {
  const lines =
    dropped.length === 0
      ? ["These rows were dropped before."]
      : [
          `${rowsText(dropped)} ${dropped.length === 1 ? "was" : "were"} dropped and will not be sent.`,
        ];
  if (inDoubt.length > 0)
    lines.push(
      `${rowsText(inDoubt)} ${inDoubt.length === 1 ? "was" : "were"} in doubt and may be in the account. Look there, and remove what you do not want.`,
    );
  if (freed.length > 0)
    lines.push(
      `${rowsText(freed)} ${freed.length === 1 ? "was" : "were"} refused only together with a dropped row, and ${freed.length === 1 ? "waits" : "wait"} to be sent again.`,
    );
  if (orphaned.length > 0)
    lines.push(
      `${rowsText(orphaned)} ${orphaned.length === 1 ? "needs" : "need"} what a dropped row was to create, and cannot be sent.`,
    );
  return `${lines.join("\n")}\n`;
}

function rowsText(rows: readonly number[]): string {
  const named = rows.slice(0, 8).join(", ") + (rows.length > 8 ? ", ..." : "");
  return `${counted(rows.length, "row")} (${named})`;
}
