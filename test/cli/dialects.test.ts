import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { asKeywords, readReports, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

interface Dialect {
  readonly delimiter: string;
  readonly eol: string;
  readonly encode: (text: string) => Buffer;
}

const BOM = "\u{FEFF}";

const dialects: Readonly<Record<string, Dialect>> = {
  "semicolons, CRLF, UTF-8 with a mark": {
    delimiter: ";",
    eol: "\r\n",
    encode: (text) => Buffer.from(BOM + text),
  },
  "tabs, CRLF, UTF-16LE, as Google Ads Editor writes": {
    delimiter: "\t",
    eol: "\r\n",
    encode: (text) => Buffer.from(BOM + text, "utf16le"),
  },
  "commas, LF, UTF-16BE": {
    delimiter: ",",
    eol: "\n",
    encode: (text) => Buffer.from(BOM + text, "utf16le").swap16(),
  },
};

suite("corrections.csv is written as the user writes", { concurrency: 2 }, () => {
  for (const [name, { delimiter, eol, encode }] of Object.entries(dialects)) {
    test(name, async () => {
      const header = [
        "Customer ID",
        "Keyword.Text ",
        "ad_group",
        "keyword.match_type",
        "Final URLs",
      ];
      // No delimiter may stand in a keyword, and no tab in an address.
      const url = `"https://www.example.com/?a=1${delimiter.trim()}b=2"`;
      const rows = [
        ["123-456-7890", '"Größe ""42"""', " 55 ", "EXCAT", url],
        ["123-456-7890", `"two${eol}lines"`, '"55"', "WIDE", ""],
      ].map((cells) => cells.join(delimiter));
      const headerText = header.join(delimiter);
      const sheet = join(folder, `${delimiter.charCodeAt(0)}.csv`);
      writeFileSync(sheet, encode([headerText, "", ...rows, ""].join(eol)));

      const out = join(folder, `out-${delimiter.charCodeAt(0)}`);
      const args = [...asKeywords, "--sandbox", "--out", out, "--quiet"];
      const upload = await runCli(["upload", sheet, ...args]);
      assert.deepEqual(upload, { code: 1, stdout: "", stderr: "" });
      const reports = readReports(out);
      const file = reports.file("corrections.csv") ?? Buffer.alloc(0);
      // Byte by byte up to the columns that are ours.
      const start = encode(headerText + delimiter);
      assert.deepEqual(file.subarray(0, start.length), start);
      for (const row of rows) {
        const bytes = encode(eol + row + delimiter).subarray(encode("").length);
        assert.ok(file.includes(bytes), row);
      }

      // Mended and saved in that form, it is read back and finds its rows.
      const mended = file.toString("latin1").replace(wide("EXCAT"), wide("EXACT"));
      const path = join(reports.folder, "corrections.csv");
      writeFileSync(path, Buffer.from(mended.replace(wide("WIDE"), wide("BROAD")), "latin1"));
      assert.deepEqual(await runCli(["resubmit", path, "--quiet"]), {
        code: 0,
        stdout: "",
        stderr: "",
      });
      assert.deepEqual(
        readReports(out).results.map((row) => [row["row"], row["attempts"]]),
        [
          ["3", "1"],
          ["4", "1"],
        ],
      );

      function wide(word: string): string {
        return encode(word).subarray(encode("").length).toString("latin1");
      }
    });
  }
});

test("a line that tells Excel the delimiter is row 1, and named among what is left out", async () => {
  const file = join(folder, "excel.csv");
  writeFileSync(
    file,
    "sep=;\r\ncustomer_id;ad_group;keyword.text;keyword.match_type\r\n1234567890;55;boots;WIDE\r\n",
  );
  const out = join(folder, "excel");
  const ended = await runCli(["upload", file, ...asKeywords, "--sandbox", "--out", out]);
  assert.equal(ended.code, 1, ended.stderr);
  assert.match(ended.stdout, /Skipped as titles or totals: row 1\n/);
  assert.doesNotMatch(ended.stdout, /Columns mapped by/);
  const { summary, results, file: report } = readReports(out);
  assert.deepEqual(summary.columns, { map: null, ignored: [], absent: [], skipped_rows: [1] });
  assert.deepEqual(
    results.map((row) => row["row"]),
    ["3"],
  );
  assert.match(String(report("corrections.csv")), /^customer_id;ad_group;/);
});
