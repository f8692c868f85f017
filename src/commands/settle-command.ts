import type { Argv } from "yargs";
import { abandonCalls } from "../delivery/calls.ts";
import { settleByHand } from "../delivery/doubt/by-hand.ts";
import { dropRows } from "../delivery/drop.ts";
import { type OpenRun, openRun } from "../ledger/run-folder.ts";
import { RunError } from "../messages/run-error.ts";
import { writeAgain } from "../report/standing.ts";
import { dropText } from "../report/row-choices.ts";
import { settleByLookUp } from "../upload.ts";
import { continued, withContinuingOptions } from "./continuing.ts";
import { now } from "./environment.ts";
import { type OptionsOf, rowsOption } from "./options.ts";
import { credentialsFor, onlyChecked, send, tell, withRun } from "./sending.ts";

export function withSettleOptions(yargs: Argv) {
  return withContinuingOptions(
    yargs
      .positional("run", { type: "string", demandOption: true, describe: "Name of the run" })
      .option("row", {
        type: "string",
        alias: "rows",
        describe:
          "With --as: row numbers, like 12 or 12-14,20; all rows in doubt if omitted, but never for dropped",
      })
      .option("as", {
        choices: ["accepted", "resend", "dropped"] as const,
        describe:
          "Settle by hand: accepted = it is in the account; resend = it is not; dropped = give the row up, whatever its outcome. Omit to look it up.",
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
      wayOut: "Add --as accepted, --as resend or --as dropped, or omit both to look the rows up.",
    });
  }
  if (options.resourceName !== undefined && options.as === undefined) {
    throw new RunError("--resource-name works only with --as accepted.", {
      wayOut: "Add --as accepted and the row, like --row 12.",
    });
  }
  const opened = openRun(options.out, options.run);
  try {
    const rows = options.row === undefined ? null : rowsOption("--row", options.row);
    if (options.as === "dropped") return await drop(opened, rows, options);
    if (options.as !== undefined) {
      const name = options.resourceName ?? null;
      const { as } = options;
      await withRun(opened.folder, () => settleByHand(opened.ledger, rows, as, now(), name));
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

/** Ends rows that their owner gives up. They have to be named: this cannot be taken back. */
async function drop(
  opened: OpenRun,
  rows: readonly number[] | null,
  options: SettleOptions,
): Promise<number> {
  const { ledger, folder } = opened;
  if (rows === null || options.resourceName !== undefined) {
    throw new RunError("--as dropped takes rows, and no --resource-name.", {
      wayOut: "Name the rows to give up, like --row 12 or --row 12-14,20.",
    });
  }
  if (ledger.run.target.kind === "none") throw onlyChecked(ledger.run);
  const dropped = await withRun(folder, () => {
    abandonCalls(ledger, now());
    return dropRows(ledger, rows);
  });
  if (!options.quiet && !options.json) process.stdout.write(`${dropText(dropped)}\n`);
  return tell(writeAgain(opened), options);
}
