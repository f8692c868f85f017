import type { Argv } from "yargs";
import { parseRowNumbers } from "../ledger/row-numbers.ts";
import { openRun } from "../ledger/run-folder.ts";
import { RunError } from "../messages/run-error.ts";
import { writeAgain } from "../report/standing.ts";
import { settleByHand } from "../delivery/doubt/by-hand.ts";
import { settleByLookUp } from "../upload.ts";
import { continued, withContinuingOptions } from "./continuing.ts";
import { now } from "./environment.ts";
import type { OptionsOf } from "./options.ts";
import { credentialsFor, send, tell } from "./sending.ts";

export function withSettleOptions(yargs: Argv) {
  return withContinuingOptions(
    yargs
      .positional("run", { type: "string", demandOption: true, describe: "Name of the run" })
      .option("row", {
        type: "string",
        describe: "With --as: rows, as in 12 or 12-14,20; all rows in doubt if left out",
      })
      .option("as", {
        choices: ["accepted", "resend"] as const,
        describe:
          "Your word for it. accepted: the change is in the account; resend: it is not, send it again. Looked up if left out",
      })
      .option("resource-name", {
        type: "string",
        describe: "With --as accepted and one row: the name or the id of what it made",
      }),
  );
}

export type SettleOptions = OptionsOf<typeof withSettleOptions>;

export async function settleCommand(options: SettleOptions): Promise<number> {
  if (options.row !== undefined && options.as === undefined) {
    throw new RunError("--row goes with --as.", {
      wayOut: "Add --as accepted or --as resend, or leave both out to look the rows up.",
    });
  }
  if (options.resourceName !== undefined && options.as === undefined) {
    throw new RunError("--resource-name goes with --as accepted.", {
      wayOut: "Add --as accepted and the row, as in --row 12.",
    });
  }
  const opened = openRun(options.out, options.run);
  try {
    if (options.as !== undefined) {
      const name = options.resourceName ?? null;
      settleByHand(opened.ledger, rowsOf(options.row), options.as, now(), name);
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
  throw new RunError(`${text} names no rows.`, {
    wayOut: "Write them as in --row 12 or --row 12-14,20.",
  });
}
