import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { suite, test } from "node:test";
import { createLedger, isCutShort, openLedger } from "../../../src/ledger/sqlite/sqlite-ledger.ts";
import { RunError } from "../../../src/messages/run-error.ts";
import { newRow, runOf, temporaryFolder } from "../../support/ledger.ts";

function createdAt(path: string): void {
  const ledger = createLedger(path, runOf());
  ledger.rows.add(newRow(2));
  ledger.rows.endIntake(ledger.run);
  ledger.close();
}

suite("a file that is no usable ledger", () => {
  const foreign: Readonly<Record<string, (path: string) => void>> = {
    "is a folder": (path) => mkdirSync(path),
    "is no database": (path) => writeFileSync(path, "row,outcome\n".repeat(99)),
    "is empty": (path) => writeFileSync(path, ""),
    "is another program's": (path) =>
      new DatabaseSync(path).exec("CREATE TABLE t (x); PRAGMA user_version = 1"),
    "is of a later version": (path) =>
      new DatabaseSync(path).exec("CREATE TABLE t (x); PRAGMA user_version = 99"),
    "holds nonsense": (path) => {
      createdAt(path);
      new DatabaseSync(path).exec("UPDATE runs SET document = '{'");
    },
    "is damaged": (path) => {
      createdAt(path);
      writeFileSync(path, readFileSync(path).fill(7, 4096));
    },
    "was cut short": (path) => {
      createLedger(path, runOf()).close();
    },
  };
  for (const [what, make] of Object.entries(foreign)) {
    for (const readOnly of [false, true]) {
      test(`is refused if it ${what}${readOnly ? ", also for reading" : ""}`, () => {
        const path = join(temporaryFolder(), "ledger.sqlite");
        make(path);
        assert.throws(() => openLedger(path, { readOnly }), RunError);
        assert.equal(isCutShort(path), what === "was cut short" || what === "is empty");
      });
    }
  }
});
