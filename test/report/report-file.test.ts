import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { ReportFile } from "../../src/report/report-file.ts";
import { reportDialect } from "../../src/sheet/csv/write.ts";
import { temporaryFolder } from "../support/ledger.ts";

const utf16 = { ...reportDialect, encoding: "utf-16le", bom: true } as const;

/** The path of a report that was written before. */
function pathOfReport(): string {
  const path = join(temporaryFolder(), "report.csv");
  writeFileSync(path, "before");
  return path;
}

suite("the file of a report", () => {
  test("takes its place only once it is finished", () => {
    const path = pathOfReport();
    const file = new ReportFile(path, reportDialect);
    file.write("after");
    assert.equal(readFileSync(path, "utf8"), "before");
    assert.equal(file.finish(false), true);
    assert.equal(readFileSync(path, "utf8"), "after");
    assert.deepEqual(readdirSync(dirname(path)), ["report.csv"]);
  });

  test("leaves its place alone if it is closed before", () => {
    const path = pathOfReport();
    const file = new ReportFile(path, reportDialect);
    file.write("after");
    file.close();
    assert.equal(readFileSync(path, "utf8"), "before");
  });

  test("is in its dialect, with one mark, however long it is", () => {
    const path = pathOfReport();
    const hash = createHash("sha256");
    const file = new ReportFile(path, utf16, hash);
    const texts = Array.from({ length: 5 }, (_, index) => `${index} é `.repeat(30_000));
    for (const text of texts) file.write(text);
    file.finish(false);
    const bytes = readFileSync(path);
    assert.equal(bytes.toString("utf16le"), `\u{FEFF}${texts.join("")}`);
    assert.equal(hash.digest("hex"), createHash("sha256").update(bytes).digest("hex"));
  });

  test("is removed if nothing is written and it may be missing", () => {
    for (const isOptional of [true, false]) {
      const path = pathOfReport();
      const file = new ReportFile(path, utf16);
      file.write("");
      assert.equal(file.finish(isOptional), !isOptional);
      assert.equal(existsSync(path), !isOptional);
      if (!isOptional) assert.equal(readFileSync(path, "utf8"), "");
    }
  });
});
