import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { asKeywords, keywords, readReports, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

const good = file("good.csv", keywords(["boots"]));

const onSandbox = [...asKeywords, "--sandbox"];

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Rows enough that the file is not read in one piece, so that some have been taken in before the fault. */
const MANY = keywords(Array.from({ length: 20_000 }, (_, row) => `boots ${row}`));

mkdirSync(join(folder, "folder.csv"));

/** A file that may not be read. Root may read all of them, but for a link that leads to itself. */
function locked(): string {
  if (process.getuid?.() === 0) {
    const path = join(folder, "loop.csv");
    symlinkSync(path, path);
    return path;
  }
  const path = file("locked.csv", "customer_id\n");
  chmodSync(path, 0);
  return path;
}

interface Case {
  readonly args: readonly string[];
  /** What the sentence on stderr must speak of. */
  readonly says: RegExp;
}

const cases: Readonly<Record<string, Case>> = {
  "a missing file": { args: [join(folder, "no.csv"), ...onSandbox], says: /no\.csv/ },
  "an empty file": { args: [file("empty.csv", ""), ...onSandbox], says: /empty/ },
  "a header only": {
    args: [file("header.csv", "ad_group,keyword.text\n"), ...onSandbox],
    says: /header/,
  },
  "a folder": { args: [join(folder, "folder.csv"), ...onSandbox], says: /not a file/ },
  "a file that may not be read": { args: [locked(), ...onSandbox], says: /read/ },
  "a binary file": {
    args: [file("image.csv", Buffer.from([0x89, 0x50, 0, 0, 1, 0, 2])), ...onSandbox],
    says: /image\.csv/,
  },
  "a workbook": {
    args: [file("book.csv", Buffer.from("PK\u0003\u0004 and more", "latin1")), ...onSandbox],
    says: /Excel/,
  },
  "the wrong --delimiter": { args: [good, ...onSandbox, "--delimiter", ";"], says: /column/ },
  "an impossible --delimiter": {
    args: [good, ...onSandbox, "--delimiter", "x"],
    says: /delimiter/,
  },
  "a header that stands twice": {
    args: [file("twice.csv", "keyword.text,ad_group,Keyword.Text\na,1,b\n"), ...onSandbox],
    says: /Keyword\.Text/,
  },
  "broken UTF-8 far into the file": {
    args: [file("latin.csv", Buffer.concat([Buffer.from(MANY), Buffer.of(0xe9)])), ...onSandbox],
    says: /UTF-8.*line 20002/,
  },
  "a quote that is never closed": {
    args: [file("quote.csv", `${MANY}1,2,"boots,EXACT\n`), ...onSandbox],
    says: /line 20002.*quote/,
  },
  "a bad --customer-id": {
    args: [good, ...onSandbox, "--customer-id", "12-34"],
    says: /12-34.*--customer-id/,
  },
  "an unknown --entity": {
    args: [good, "--operation", "create", "--sandbox", "--entity", "campain"],
    says: /campain[^]*campaign/,
  },
  "a batch of no rows": { args: [good, ...onSandbox, "--batch-size", "0"], says: /--batch-size/ },
  "no credentials at all": { args: [good, ...asKeywords], says: /developer_token/ },
  "a --config that is not there": {
    args: [good, ...asKeywords, "--config", "no.yaml"],
    says: /no\.yaml/,
  },
  "an unknown option": { args: [good, ...onSandbox, "--speed", "9"], says: /speed/ },
  "--endpoint without --plaintext": {
    args: [good, ...asKeywords, "--endpoint", "127.0.0.1:9"],
    says: /--plaintext/,
  },
  "--plaintext to another machine": {
    args: [good, ...asKeywords, "--endpoint", "10.0.0.1:9", "--plaintext"],
    says: /10\.0\.0\.1/,
  },
  "--sandbox and --endpoint": {
    args: [good, ...onSandbox, "--endpoint", "127.0.0.1:9", "--plaintext"],
    says: /--endpoint/,
  },
  "a run name that is a path": { args: [good, ...onSandbox, "--run", "../up"], says: /\.\.\/up/ },
};

suite(
  "upload refuses with a sentence, exit code 2, and nothing left behind",
  { concurrency: 2 },
  () => {
    for (const [name, { args, says }] of Object.entries(cases)) {
      test(name, async () => {
        const out = join(folder, "out", name.replaceAll(/\W/g, "-"));
        const ended = await runCli(["upload", ...args, "--out", out]);
        assert.match(ended.stderr, says);
        assert.equal(ended.code, 2);
        assert.equal(ended.stdout, "");
        assert.match(ended.stderr, /^rowmend: \S/);
        assert.doesNotMatch(ended.stderr, /defect|^\s+at /m);
        assert.deepEqual(existsSync(out) ? readdirSync(out) : [], []);
      });
    }
  },
);

suite("other commands refuse too", { concurrency: 2 }, () => {
  const out = join(folder, "no-runs");
  for (const args of [
    ["resume", "nothing"],
    ["settle", "nothing", "--as", "accepted"],
    ["report", "nothing"],
    ["status", "nothing"],
    ["resubmit", good],
    ["resubmit", join(folder, "no.csv")],
    ["fly"],
    [],
  ]) {
    test(["rowmend", ...args.slice(0, 1)].join(" "), async () => {
      const ended = await runCli([...args, ...(args.length > 1 ? ["--out", out] : [])]);
      assert.equal(ended.code, 2);
      assert.equal(ended.stdout, "");
      assert.match(ended.stderr, /^rowmend: \S/);
      assert.doesNotMatch(ended.stderr, /defect|^\s+at /m);
    });
  }
});

test("rows that cannot be sent are invalid, and the file goes on", async () => {
  const sheet = [
    "customer_id,ad_group,keyword.text,keyword.match_type",
    "1234567890,55,boots,EXACT,one,two",
    "12345,55,boots,EXACT",
    `1234567890,55,${"x".repeat(10 * 1024 * 1024)},EXACT`,
    "1234567890,55,boots,EXCAT",
    "1234567890,55",
    "",
  ].join("\n");
  const out = join(folder, "invalid");
  const args = [file("invalid.csv", sheet), ...onSandbox, "--out", out];
  const { code, stderr } = await runCli(["upload", ...args, "--quiet"]);
  const reports = readReports(out);
  assert.deepEqual([code, stderr], [1, ""]);
  assert.deepEqual(
    reports.results.slice(0, 4).map((row) => [row["row"], row["outcome"], row["attempts"]]),
    ["2", "3", "4", "5"].map((row) => [row, "invalid", "0"]),
  );
  assert.deepEqual(
    [...new Set(reports.errors.map((error) => error["row"]))],
    ["2", "3", "4", "5", "6"],
  );
  const corrections = String(reports.file("corrections.csv"));
  for (const line of sheet.split("\n").slice(0, 5)) assert.ok(corrections.includes(`${line},`));
});
