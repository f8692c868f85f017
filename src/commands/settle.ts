import type { Argv } from "yargs";
import { RunError } from "../errors.ts";
import { parseRowNumbers } from "../ledger/row-numbers.ts";
import { openRun } from "../run-folder.ts";
import { settle, writeAgain } from "../upload.ts";
import { type OptionsOf, withOutputOptions } from "./options.ts";
import { tell } from "./sending.ts";

export function withSettleOptions(yargs: Argv) {
  return withOutputOptions(
    yargs
      .positional("run", { type: "string", demandOption: true, describe: "Name of the run" })
      .option("row", {
        type: "string",
        describe: "Rows, as in 12 or 12-14,20; all rows in doubt if left out",
      })
      .option("as", {
        choices: ["accepted", "resend"] as const,
        describe: "accepted: the change is in the account; resend: it is not, send it again",
      }),
  );
}

export type SettleOptions = OptionsOf<typeof withSettleOptions>;

export function settleCommand(options: SettleOptions): number {
  const opened = openRun(options.out, options.run);
  try {
    if (options.as !== undefined) settle(opened, rowsOf(options.row), options.as);
    return tell(writeAgain(opened), options);
  } finally {
    opened.close();
  }
}

function rowsOf(text: string | undefined): readonly number[] | null {
  if (text === undefined) return null;
  if (/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return parseRowNumbers(text.replaceAll(",", " "));
  throw new RunError(`${text} names no rows.`, {
    wayOut: "Write them as in --row 12 or --row 12-14,20.",
  });
}
