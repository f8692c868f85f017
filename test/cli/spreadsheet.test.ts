import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { asKeywords, readReports, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

/** Three rows that the sandbox refuses for their keywords. */
const SHEET = [
  "customer_id,ad_group,keyword.text,keyword.match_type,cpc_bid,negative",
  "1234567890,158210012345,boots!,EXACT,1.10,false",
  "1234567890,158210012345,socks!,EXACT,1.10,false",
  "1234567890,158210012345,hats!,EXACT,2.50,false",
  "",
].join("\n");

async function uploaded(name: string): Promise<{ out: string; corrections: string }> {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, SHEET);
  const out = join(folder, name);
  // The faults are to be Google's, which an edit brings back to it.
  const args = [...asKeywords, "--sandbox", "--no-check", "--out", out, "--quiet"];
  assert.equal((await runCli(["upload", path, ...args])).code, 1);
  return { out, corrections: join(readReports(out).folder, "corrections.csv") };
}

/** As a program with the habits of a German office saves it. */
function savedAbroad(text: string): string {
  const lines = text.trimEnd().split("\n");
  // What stands behind the sixth column is left as it is, in quotes.
  const saved = lines.map((line) => {
    const tail = line.split(",").slice(6).join(",");
    const cells = line
      .split(",", 6)
      .map((cell) =>
        cell === "1.10" ? "1,1" : cell === "2.50" ? "2,5" : cell === "false" ? "FALSCH" : cell,
      );
    return [...cells, ...tail.split(/,(?=[^"]*(?:"[^"]*"[^"]*)*$)/)].join(";");
  });
  return `\u{FEFF}${saved.join("\r\n")}\r\n`;
}

suite("corrections.csv, saved by a spreadsheet program", { concurrency: 2 }, () => {
  test("sends only the rows that somebody edited, with the cells that were meant", async () => {
    const { out, corrections } = await uploaded("saved");
    const saved = savedAbroad(readFileSync(corrections, "utf8"))
      .replace("boots!", "boots")
      .replace("hats!;EXACT;2,5", "hats;EXACT;1,35");
    writeFileSync(corrections, saved);
    assert.equal((await runCli(["resubmit", corrections, "--quiet"])).code, 1);
    const { results, errors, file } = readReports(out);
    assert.deepEqual(
      results.map((row) => [row["row"], row["outcome"], row["attempts"]]),
      [
        ["2", "accepted", "2"],
        ["3", "rejected", "1"],
        ["4", "accepted", "2"],
      ],
    );
    assert.equal(errors.length, 1);
    // In the form of the first file again.
    assert.ok(file("corrections.csv")?.includes("socks!,EXACT,1.10,false,"));
  });

  test("with ids that it has shortened, is refused, and nothing is sent", async () => {
    const { out, corrections } = await uploaded("damaged");
    const saved = savedAbroad(readFileSync(corrections, "utf8"));
    writeFileSync(
      corrections,
      saved.replaceAll("158210012345", "1,5821E+11").replace("boots!", "boots"),
    );
    const { code, stderr } = await runCli(["resubmit", corrections]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /in row 2, column ad_group, 158210012345 has become 1,5821E\+11: .* So were 2 other cells\. Nothing was sent\./,
    );
    assert.equal(readReports(out).summary.round, 1);
  });
});

test("numbers with commas are read in a sheet with semicolons or tabs, and refused in others", async () => {
  const header = ["customer_id", "ad_group", "keyword.text", "keyword.match_type", "cpc_bid"];
  const row = ["1234567890", "55", "boots", "EXACT", '"1,25"'];
  for (const [name, delimiter, code] of [
    ["semicolon", ";", 0],
    ["tab", "\t", 0],
    ["comma", ",", 1],
  ] as const) {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, `${header.join(delimiter)}\n${row.join(delimiter)}\n`);
    const args = [...asKeywords, "--sandbox", "--out", join(folder, name), "--quiet"];
    assert.equal((await runCli(["upload", path, ...args])).code, code);
  }
});
