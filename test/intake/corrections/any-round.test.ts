import * as fc from "fast-check";
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { dropRows } from "../../../src/delivery/drop.ts";
import { applyCorrections } from "../../../src/intake/corrections/apply.ts";
import { readCorrections } from "../../../src/intake/corrections/correction-file.ts";
import type { Unchanged } from "../../../src/intake/corrections/unchanged.ts";
import { takeIn } from "../../../src/intake/new-rows.ts";
import { auditRun } from "../../../src/ledger/audit.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { createRun } from "../../../src/ledger/run-folder.ts";
import { RunError } from "../../../src/messages/run-error.ts";
import { builderOf } from "../../../src/operations/build.ts";
import { isEnded, type Outcome } from "../../../src/outcome/outcome.ts";
import { readSheet } from "../../../src/sheet/csv/records.ts";
import { correctionLines } from "../../support/reports.ts";
import { bytesOf, recordAs, runOf } from "../../support/ledger.ts";

// Dozens of ledgers: in memory where the system offers it.
const out = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "rowmend-"));

after(() => rmSync(out, { recursive: true }));

const HEADERS = ["name", "campaign"];

/** What a user does with a line of the correction file. */
type Treatment = "leave" | "edit" | "spoil" | "drop" | "remove" | "lose its number";

interface Round {
  /** What becomes of the rows that wait, one after the other, over and over. */
  readonly answers: readonly Outcome[];
  readonly treatments: readonly Treatment[];
  readonly added: number;
  readonly unchanged: Unchanged;
  /** The file of the round before is sent once more, behind this one. */
  readonly isOldSentToo: boolean;
  /** Rows that are dropped by their numbers. */
  readonly drops: readonly number[];
}

const round: fc.Arbitrary<Round> = fc.record({
  answers: fc.array(
    fc.constantFrom<Outcome>("accepted", "rejected", "deferred", "in_doubt", "blocked"),
    { minLength: 1, maxLength: 5 },
  ),
  treatments: fc.array(
    fc.constantFrom<Treatment>("leave", "edit", "spoil", "drop", "remove", "lose its number"),
    { minLength: 1, maxLength: 6 },
  ),
  added: fc.nat(2),
  unchanged: fc.oneof(
    fc.constantFrom<Unchanged>("none", "all"),
    fc.array(fc.integer({ min: 2, max: 9 }), { maxLength: 3 }),
  ),
  isOldSentToo: fc.boolean(),
  drops: fc.array(fc.integer({ min: 2, max: 9 }), { maxLength: 2 }),
});

let runs = 0;

async function begun(rows: number): Promise<ReturnType<typeof createRun>> {
  const lines = Array.from({ length: rows }, (_, at) => `row ${at},${at % 3 === 2 ? "x" : "1"}`);
  const sheet = await readSheet(bytesOf([HEADERS.join(), ...lines, ""].join("\n")), "ads.csv");
  const run = runOf({ name: `run-${(runs += 1)}`, headers: HEADERS, headerRaw: HEADERS.join() });
  const opened = createRun(out, run);
  const builder = builderOf(HEADERS, run.defaults);
  await takeIn(sheet, builder, opened.ledger, (rowCount) => ({ ...run, rowCount }));
  return opened;
}

/** Answers every row that waits. */
function answer(ledger: Ledger, answers: readonly Outcome[]): void {
  const waiting = [...ledger.rows.all("unsent")];
  for (const [at, { number }] of waiting.entries())
    recordAs(ledger, number, answers[at % answers.length] ?? "accepted");
}

function treat(line: string, treatment: Treatment | undefined, turn: number): string {
  switch (treatment) {
    case "edit":
      return line.replace(/^([^,]*),[^,]*/, `$1 ${turn},1`);
    case "spoil":
      return line.replace(/^([^,]*),[^,]*/, `$1 ${turn},x`);
    case "drop":
      return line.replace(/,(rejected|invalid),/, ",dropped,");
    case "remove":
      return "";
    case "lose its number":
      return line.replace(/,run-\d+,\d+,/, ",,,");
    case "leave":
    case undefined:
      return line;
  }
}

/** The correction file as a user hands it back. */
function treated(ledger: Ledger, { treatments, added }: Round, turn: number): string {
  const [header = `${HEADERS.join()},_run,_row,_outcome,_errors\n`, ...lines] = correctionLines(
    ledger,
    "reports/ads",
  );
  const kept = lines.map((line, at) => treat(line, treatments[at % treatments.length], turn));
  const more = Array.from({ length: added }, (_, at) => `added ${turn} ${at},1,,,,\n`);
  return [header, ...kept, ...more].join("");
}

/** Whether the file was taken; a refusal changes nothing. */
async function resubmitted(ledger: Ledger, text: string, unchanged: Unchanged): Promise<boolean> {
  const before = [...ledger.rows.all()];
  try {
    const sheet = await readSheet(bytesOf(text), "corrections.csv");
    const file = await readCorrections(sheet, "corrections.csv", ledger);
    applyCorrections(ledger, file, builderOf(file.headers, ledger.run.defaults), unchanged);
    return true;
  } catch (error) {
    assert.ok(error instanceof RunError, String(error));
    assert.deepEqual([...ledger.rows.all()], before);
    return false;
  }
}

function dropped(ledger: Ledger, numbers: readonly number[]): void {
  try {
    dropRows(ledger, numbers);
  } catch (error) {
    assert.ok(error instanceof RunError, String(error));
  }
}

test("whatever is edited, added, dropped or sent again, the counts add up and what has ended stays so", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(round, { minLength: 1, maxLength: 5 }),
      async (rows, rounds) => {
        const opened = await begun(rows);
        const { ledger } = opened;
        const ended = new Map<number, Outcome>();
        const joined = new Set<string>();
        let old: string | null = null;
        for (const [turn, one] of rounds.entries()) {
          answer(ledger, one.answers);
          dropped(ledger, one.drops);
          for (const { number, outcome } of ledger.rows.all())
            if (isEnded(outcome)) ended.set(number, outcome);
          const text = treated(ledger, one, turn);
          if (await resubmitted(ledger, text, one.unchanged))
            for (const [line] of text.matchAll(/^added \d \d,1,,/gm)) joined.add(line);
          if (one.isOldSentToo && old !== null) {
            if (await resubmitted(ledger, old, "none"))
              for (const [line] of old.matchAll(/^added \d \d,1,,/gm)) joined.add(line);
          }
          old = text;
          for (const [number, outcome] of ended)
            assert.equal(ledger.rows.find(number)?.outcome, outcome, `row ${number}`);
          assert.equal(ledger.run.rowCount, rows + joined.size);
          auditRun(ledger, true);
        }
        opened.close();
        rmSync(opened.folder, { recursive: true });
      },
    ),
    { numRuns: 60 },
  );
});
