import type { Argv } from "yargs";
import { settleByHand } from "../delivery/doubt/by-hand.ts";
import { parseRowNumbers } from "../ledger/row-numbers.ts";
import { openRun } from "../ledger/run-folder.ts";
import { RunError } from "../messages/run-error.ts";
import { writeAgain } from "../report/standing.ts";
import { settleByLookUp } from "../upload.ts";
import { continued, withContinuingOptions } from "./continuing.ts";
import { now } from "./environment.ts";
import type { OptionsOf } from "./options.ts";
import { credentialsFor, send, tell, withRun } from "./sending.ts";

export function withSettleOptions(yargs: Argv) {
  return withContinuingOptions(
    yargs
      .positional("run", { type: "string", demandOption: true, describe: "Name of the run" })
      .option("row", {
        type: "string",
        describe: "With --as: row numbers, like 12 or 12-14,20; all rows in doubt if omitted",
      })
      .option("as", {
        choices: ["accepted", "resend"] as const,
        describe:
          "Settle by hand: accepted = it is in the account; resend = it is not. Omit to look it up.",
      })
      .option("resource-name", {
        type: "string",
        describe: "With --as accepted and one row: resource name or id of the resource it created",
      }),
  );
}

export type SettleOptions = OptionsOf<typeof withSettleOptions>;

export async function settleCommand(options: SettleOptions): Promise<number> {
  if (options.row !== undefined && options.as === undefined) {
    throw new RunError("--row works only with --as.", {
      wayOut: "Add --as accepted or --as resend, or omit both to look the rows up.",
    });
  }
  if (options.resourceName !== undefined && options.as === undefined) {
    throw new RunError("--resource-name works only with --as accepted.", {
      wayOut: "Add --as accepted and the row, like --row 12.",
    });
  }
  const opened = openRun(options.out, options.run);
  try {
    if (options.as !== undefined) {
      const name = options.resourceName ?? null;
      const { as } = options;
      await withRun(opened.folder, () =>
        settleByHand(opened.ledger, rowsOf(options.row), as, now(), name),
      );
      return tell(writeAgain(opened), options);
    }
    const run = continued(opened, options);
    const credentials = credentialsFor(run.target, options);
    const result = await send(run, opened.folder, credentials, options, (context) =>
      settleByLookUp(opened, context),
    );
    return tell(result, options);
  } finally {
    opened.close();
  }
}

function rowsOf(text: string | undefined): readonly number[] | null {
  if (text === undefined) return null;
  if (/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return parseRowNumbers(text.replaceAll(",", " "));
  throw new RunError(`${text} is not a list of rows (--row).`, {
    wayOut: "Write it like --row 12 or --row 12-14,20.",
  });
}
