import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import * as fc from "fast-check";
import type { Dialect } from "../src/csv/dialect.ts";
import { readSheet } from "../src/csv/read.ts";
import { bomOf, encodeText, formatRecord } from "../src/csv/write.ts";
import { takeIn } from "../src/intake.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { builderOf } from "../src/operations/build.ts";
import { corrections } from "../src/report/corrections.ts";
import { compare, readCorrections } from "../src/resubmission.ts";
import { createRun } from "../src/run-folder.ts";
import { inChunks } from "./csv/sources.ts";
import { runOf, settleAs } from "./support/ledger.ts";

// Hundreds of ledgers: in memory where the system offers it.
const out = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "rowmend-"));
after(() => rmSync(out, { recursive: true }));

const HEADER = ["name", "cpc_bid", "note; of, mine|\tand", "campaign"] as const;

const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('"', ",", ";", "\t", "|", "\n", "\r", " ", "=", "é", "😀", "1", "E"),
    maxLength: 8,
  }),
  fc.constantFrom("1.10", "true", "2026-11-22", "00123", "1.23E+09", "=SUM(A1)", "+boots", "[]"),
);
/** Ragged rows: fewer cells than the header, or more. Some are empty, which are no rows; never all. */
const rows = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })
  .filter((records) => !records.every(isEmpty));

function isEmpty(record: readonly string[]): boolean {
  return record.join("").trim() === "";
}

const anyDialect: fc.Arbitrary<Dialect> = fc.record(
  {
    encoding: fc.constantFrom<Dialect["encoding"]>("utf-8", "utf-16le", "utf-16be"),
    bom: fc.boolean(),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    quote: fc.constant('"'),
    eol: fc.constantFrom<Dialect["eol"]>("\n", "\r\n"),
  },
  { noNullPrototype: true },
);

/** How careless a file is written: quotes that nobody needs, delimiters at the end of a line. */
interface Manner {
  readonly dialect: Dialect;
  readonly quoteAll: boolean;
  readonly trailing: number;
}
const manner: fc.Arbitrary<Manner> = fc.record(
  { dialect: anyDialect, quoteAll: fc.boolean(), trailing: fc.nat(2) },
  { noNullPrototype: true },
);

function recordText(cells: readonly string[], { dialect, quoteAll, trailing }: Manner): string {
  const text = quoteAll
    ? cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(dialect.delimiter)
    : formatRecord(cells, dialect);
  return text + dialect.delimiter.repeat(trailing);
}

function encoded(text: string, dialect: Dialect): Buffer {
  return Buffer.concat([bomOf(dialect), encodeText(text, dialect)]);
}

function fileOf(records: readonly (readonly string[])[], written: Manner): Buffer {
  const lines = records.map((cells) => recordText(cells, written) + written.dialect.eol);
  return encoded(lines.join(""), written.dialect);
}

let runs = 0;

/** Takes a file in, and has every row refused. */
async function refused(bytes: Buffer, delimiter: string): Promise<Ledger & { done(): void }> {
  const sheet = await readSheet(inChunks(bytes), "ads.csv", { delimiter });
  const { cells: headers, raw: headerRaw } = sheet.header;
  runs += 1;
  const name = `r${runs}`;
  const run = createRun(out, runOf({ name, dialect: sheet.dialect, headers, headerRaw }));
  const { ledger } = run;
  await takeIn(sheet, builderOf(headers, ledger.run.defaults), ledger);
  for (const { number } of ledger.rows()) settleAs(ledger, number, "rejected");
  const done = (): void => {
    run.close();
    rmSync(run.folder, { recursive: true });
  };
  return Object.assign(Object.create(ledger) as Ledger, { done });
}

/** What a correction file asks for. */
async function askedBy(
  bytes: Buffer,
  ledger: Ledger,
  delimiter: string,
): Promise<ReturnType<typeof compare>> {
  const sheet = await readSheet(inChunks(bytes), "corrections.csv", { delimiter });
  const found = await readCorrections(sheet, "corrections.csv", ledger);
  return compare(ledger, found, builderOf(found.headers, ledger.run.defaults));
}

suite("for all cells and dialects", () => {
  test("corrections.csv holds each row byte for byte, and nothing in it counts as edited", async () => {
    await fc.assert(
      fc.asyncProperty(manner, rows, async (written, records) => {
        const { dialect } = written;
        const input = fileOf([HEADER, ...records], written);
        const ledger = await refused(input, dialect.delimiter);
        try {
          const bytes = encoded([...corrections(ledger)].join(""), ledger.run.dialect);
          assert.deepEqual(ledger.run.dialect, dialect);
          let at = 0;
          for (const record of [HEADER, ...records]) {
            if (isEmpty(record)) continue;
            const text = recordText(record, written);
            const found = bytes.indexOf(
              Buffer.from(encodeText(text + dialect.delimiter, dialect)),
              at,
            );
            assert.ok(found >= at, text);
            at = found + 1;
          }
          const { edited, unedited } = await askedBy(bytes, ledger, dialect.delimiter);
          assert.deepEqual(edited, []);
          assert.deepEqual(
            unedited,
            [...ledger.rows()].map(({ number }) => number),
          );
        } finally {
          ledger.done();
        }
      }),
      { numRuns: 150 },
    );
  });

  test("saved by a program with other habits, nothing counts as edited either", async () => {
    await fc.assert(
      fc.asyncProperty(manner, manner, rows, async (written, saved, records) => {
        const input = fileOf([HEADER, ...records], written);
        const ledger = await refused(input, written.dialect.delimiter);
        try {
          const file = encoded([...corrections(ledger)].join(""), ledger.run.dialect);
          const sheet = await readSheet(inChunks(file), "corrections.csv", {
            delimiter: written.dialect.delimiter,
          });
          const again: (readonly string[])[] = [sheet.header.cells];
          for await (const chunk of sheet.rows) again.push(...chunk.map(({ cells }) => cells));
          // Line breaks in cells become those of the program.
          const theirs = again.map((cells) =>
            cells.map((text) => text.replace(/\r\n?|\n/g, saved.dialect.eol)),
          );
          const { delimiter } = saved.dialect;
          const { edited } = await askedBy(fileOf(theirs, saved), ledger, delimiter);
          assert.deepEqual(edited, []);
        } finally {
          ledger.done();
        }
      }),
      { numRuns: 150 },
    );
  });
});
