import { createRun, openRun } from "../../src/ledger/run-folder.ts";
import { newRow, runOf } from "./ledger.ts";

// A process of its own that works on a run until it is ended: `open` an earlier one, or take a file in
// (`create`) and never come to its end.

const [, , mode = "", out = ""] = process.argv;

const { ledger } = mode === "create" ? createRun(out, runOf()) : openRun(out, "ads");

if (mode === "create") {
  // More than fits into SQLite's cache, so that some of it is on the disk.
  for (let number = 2; number < 20_000; number += 1) {
    ledger.rows.add(newRow(number, { raw: "x".repeat(500) }));
  }
}

process.stdout.write("ready");

setInterval(() => {}, 60_000);
