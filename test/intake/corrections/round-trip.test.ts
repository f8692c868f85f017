import * as fc from "fast-check";
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { applyCorrections, compare } from "../../../src/intake/corrections/apply.ts";
import { readCorrections } from "../../../src/intake/corrections/correction-file.ts";
import { takeIn } from "../../../src/intake/new-rows.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { createRun } from "../../../src/ledger/run-folder.ts";
import { builderOf } from "../../../src/operations/build.ts";
import { readSheet } from "../../../src/sheet/csv/records.ts";
import { bomOf, encodeText, formatRecord } from "../../../src/sheet/csv/write.ts";
import type { Dialect } from "../../../src/sheet/sheet.ts";
import { inChunks } from "../../sheet/csv/sources.ts";
import { correctionLines } from "../../support/reports.ts";
import { recordAs, runOf } from "../../support/ledger.ts";

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
  await takeIn(sheet, builderOf(headers, ledger.run.defaults), ledger, (rowCount) => ({
    ...ledger.run,
    rowCount,
  }));
  for (const { number } of ledger.rows.all()) recordAs(ledger, number, "rejected");
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

/** A cell that a user edits, by its row and column; rows and columns count from 0, modulo those that there are. */
const edits = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 });

/** Each cell with quotes around it or not. */
const quotedRows = fc.array(
  fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: HEADER.length }),
  { minLength: 1, maxLength: 5 },
);

function cellText(text: string, isQuoted: boolean, { delimiter }: Dialect): string {
  const hasTo = /["\r\n]/.test(text) || text.includes(delimiter);
  return hasTo || isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows of a sheet, the header first. */
async function recordsIn(bytes: Buffer, delimiter: string): Promise<string[][]> {
  const sheet = await readSheet(inChunks(bytes), "any.csv", { delimiter });
  const records = [[...sheet.header.cells]];
  for await (const chunk of sheet.rows) records.push(...chunk.map(({ cells }) => [...cells]));
  return records;
}

suite("for all cells and dialects", () => {
  test("cells that nobody edits keep their bytes in a row that somebody edits", async () => {
    await fc.assert(
      fc.asyncProperty(manner, manner, quotedRows, edits, async (written, saved, all, edited) => {
        const { dialect } = written;
        // Rows in which nothing stands would be blank lines.
        const given = all.filter((row) => row.some(([text]) => text.trim() !== ""));
        fc.pre(given.length > 0);
        const texts = given.map((row) =>
          row.map(([text, isQuoted]) => cellText(text, isQuoted, dialect)),
        );
        const lines = [
          formatRecord(HEADER, dialect),
          ...texts.map((row) => row.join(dialect.delimiter)),
        ];
        const input = encoded(lines.map((line) => line + dialect.eol).join(""), dialect);
        const ledger = await refused(input, dialect.delimiter);
        try {
          const handedOut = encoded(
            correctionLines(ledger, "reports/x").join(""),
            ledger.run.dialect,
          );
          const records = await recordsIn(handedOut, dialect.delimiter);
          for (const [row, column] of edited) {
            const at = row % given.length;
            const where = column % (given[at]?.length ?? 1);
            const record = records[at + 1];
            if (record !== undefined) record[where] = "edited";
            const expected = texts[at];
            if (expected !== undefined) expected[where] = "edited";
          }
          const { delimiter } = saved.dialect;
          const sheet = await readSheet(inChunks(fileOf(records, saved)), "corrections.csv", {
            delimiter,
          });
          const found = await readCorrections(sheet, "corrections.csv", ledger);
          applyCorrections(ledger, found, builderOf(found.headers, ledger.run.defaults));
          for (const { number } of ledger.rows.all()) recordAs(ledger, number, "rejected");
          const next = correctionLines(ledger, "reports/x");
          assert.equal(next.length, given.length + 1);
          for (const [at, row] of texts.entries()) {
            const line = row.join(dialect.delimiter) + dialect.delimiter;
            assert.ok(next[at + 1]?.startsWith(line), `${next[at + 1]} begins with ${line}`);
          }
        } finally {
          ledger.done();
        }
      }),
      { numRuns: 150 },
    );
  });

  test("corrections.csv holds each row byte for byte, and nothing in it counts as edited", async () => {
    await fc.assert(
      fc.asyncProperty(manner, rows, async (written, records) => {
        const { dialect } = written;
        const input = fileOf([HEADER, ...records], written);
        const ledger = await refused(input, dialect.delimiter);
        try {
          const bytes = encoded(correctionLines(ledger, "reports/x").join(""), ledger.run.dialect);
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
            [...ledger.rows.all()].map(({ number }) => number),
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
          const file = encoded(correctionLines(ledger, "reports/x").join(""), ledger.run.dialect);
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
