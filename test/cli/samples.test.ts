import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import assert from "node:assert/strict";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readReports, type Reports, rowsWith, runCli, temporaryFolder } from "../support/cli.ts";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

const guide = readFileSync(join(examples, "README.md"), "utf8");

const folder = temporaryFolder();

interface Mend {
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

/** What the guide says to write, from its tables: | row | `column` | … | write `value` |. */
function mendsFor(sample: string): readonly Mend[] {
  const section = guide.split(/^## /m).find((part) => part.startsWith(`${sample}\n`)) ?? "";
  return Array.from(
    section.matchAll(/^\| (\d+) \| `([^`]+)` \|.*\|[^`|]*`([^`]+)`[^|]*\|$/gm),
    ([, row, column = "", value = ""]) => ({
      row: Number(row),
      column: column.replace(
        /^(headlines|descriptions)\[(\d+)\]/,
        "ad.responsive_search_ad.$1[$2]",
      ),
      value,
    }),
  );
}

/** The correction file with those cells changed, as a spreadsheet program would save it. */
function mend(reports: Reports, mends: readonly Mend[], { delimiter, encoding }: Sample): string {
  const text = (reports.file("corrections.csv") ?? Buffer.alloc(0)).toString(encoding);
  const [header = [], ...rows] = parse(text.replace("\u{FEFF}", ""), { delimiter });
  for (const { row, column, value } of mends) {
    const cells = rows.find((cell) => cell[header.indexOf("_row")] === String(row));
    assert.ok(cells, `row ${row} is in corrections.csv`);
    assert.ok(header.includes(column), column);
    cells[header.indexOf(column)] = value;
  }
  const path = join(reports.folder, "corrections.csv");
  writeFileSync(path, stringify([header, ...rows], { delimiter }));
  return path;
}

interface Sample {
  readonly delimiter: string;
  readonly eol: string;
  readonly encoding: "utf8" | "utf16le";
}

const samples: Readonly<Record<string, Sample>> = {
  "keywords.csv": { delimiter: ",", eol: "\n", encoding: "utf8" },
  "bids.csv": { delimiter: ";", eol: "\r\n", encoding: "utf8" },
  "search-ads.csv": { delimiter: ",", eol: "\n", encoding: "utf8" },
  "editor.csv": { delimiter: "\t", eol: "\r\n", encoding: "utf16le" },
};

suite("the samples, from upload to exit code 0 as their guide tells it", { concurrency: 2 }, () => {
  for (const [sample, form] of Object.entries(samples)) {
    test(sample, async () => {
      const { delimiter, eol, encoding } = form;
      const out = join(folder, sample);
      const command = new RegExp(`^rowmend (upload examples/${sample}.*)$`, "m").exec(guide)?.[1];
      assert.ok(command);
      const [, , ...options] = command.split(" ");
      const lines = readFileSync(join(examples, sample), encoding).split(eol);
      const mends = mendsFor(sample);
      assert.ok(mends.length >= 4);

      const upload = await runCli(["upload", join(examples, sample), ...options, "--out", out]);
      assert.deepEqual([upload.code, upload.stderr], [1, ""]);
      const first = readReports(out);
      const left = [...rowsWith(first, "rejected"), ...rowsWith(first, "invalid")];
      assert.deepEqual(
        left.toSorted((a, b) => a - b),
        mends.map(({ row }) => row),
      );
      for (const { row } of mends) {
        const error = first.errors.find((line) => line["row"] === String(row));
        const record = [lines[0]?.replace("\u{FEFF}", ""), lines[row - 1]].join(eol);
        const cells = parse(record, { columns: true, delimiter });
        const [cell] = cells as Readonly<Record<string, string>>[];
        assert.equal(error?.["value"], cell?.[error?.["column"] ?? ""], `row ${row}`);
      }
      // The user's own columns come back byte for byte.
      const corrections = first.file("corrections.csv")?.toString(encoding).split(eol) ?? [];
      assert.ok(corrections[0]?.startsWith(`${lines[0]}${delimiter}_run`));
      for (const [at, { row }] of mends.entries())
        assert.ok(corrections[at + 1]?.startsWith(`${lines[row - 1]}${delimiter}`), `row ${row}`);

      // The last row is left for a second round.
      const sent = mend(first, mends.slice(0, -1), form);
      const second = await runCli(["resubmit", sent, "--out", out, "--json"]);
      assert.equal(second.stderr, "");
      assert.equal(second.code, 1);
      const middle = readReports(out);
      assert.deepEqual(JSON.parse(second.stdout), middle.summary);
      const last = mends.at(-1)?.row;
      assert.deepEqual(
        middle.errors.map((error) => error["row"]),
        [String(last)],
      );

      const third = await runCli(["resubmit", mend(middle, mends.slice(-1), form), "--quiet"]);
      assert.deepEqual(third, { code: 0, stdout: "", stderr: "" });
      const reports = readReports(out);
      assert.equal(reports.summary.rows_left, 0);
      assert.equal(reports.file("corrections.csv"), null);
      assert.deepEqual(
        reports.results.map((row) => Number(row["row"])),
        reports.results.map((_, position) => position + 2),
      );
      // A row was sent again only if it was refused, and never after it was accepted.
      const refused = new Set(rowsWith(first, "rejected"));
      for (const row of reports.results) {
        assert.equal(row["outcome"], "accepted");
        assert.match(row["resource_name"] ?? "", /^customers\/5552100042\//);
        assert.equal(row["attempts"], refused.has(Number(row["row"])) ? "2" : "1", row["row"]);
      }
      assert.equal(reports.summary.requests.operations, reports.results.length + refused.size);
      assert.deepEqual(readdirSync(join(reports.folder, "rounds")), ["1", "2", "3"]);
    });
  }
});

test("the same file again, and a correction file, are refused with the way out", async () => {
  const out = join(folder, "again");
  const sheet = join(folder, "again.csv");
  copyFileSync(join(examples, "bids.csv"), sheet);
  const [, , ...options] = (
    /^rowmend (upload examples\/bids\.csv.*)$/m.exec(guide)?.[1] ?? ""
  ).split(" ");
  const upload = (file: string, ...more: readonly string[]) =>
    runCli(["upload", file, ...options, "--out", out, ...more]);
  assert.equal((await upload(sheet, "--run", "one")).code, 1);

  const again = await upload(sheet);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /resubmit.*one[^]*--again/);

  const corrections = await upload(join(out, "one", "corrections.csv"));
  assert.equal(corrections.code, 2);
  assert.match(corrections.stderr, /rowmend resubmit .*corrections\.csv/);
  assert.deepEqual(readdirSync(out), ["one"]);

  assert.equal((await upload(sheet, "--again", "--run", "two")).code, 1);
  const status = await runCli(["status", "--out", out]);
  assert.equal(status.code, 0);
  assert.match(status.stdout, /^one .*60 rows, 4 left[^]*^two .*60 rows, 4 left/m);
  const json = await runCli(["status", "one", "--out", out, "--json"]);
  const { ended_at, ...summary } = readReports(out, "one").summary;
  assert.deepEqual({ ...JSON.parse(json.stdout), ended_at }, { ...summary, ended_at });
  const all = await runCli(["status", "--out", out, "--json"]);
  assert.partialDeepStrictEqual(JSON.parse(all.stdout), {
    runs: [
      { run: "one", rows_left: 4 },
      { run: "two", rows_left: 4 },
    ],
  });
});
