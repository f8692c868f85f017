import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { assert as holds, integer, property } from "fast-check";
import { isRefused, refusedAmong, refusedText, writeSheet } from "../../bench/sheet.ts";

suite("the sheet of the bench", () => {
  test("has as many rows that Google refuses as it says", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rowmend-sheet-"));
    try {
      const path = join(folder, "sheet.csv");
      await writeSheet(path, 250, 50);
      const [, ...rows] = readFileSync(path, "utf8").trimEnd().split("\n");
      assert.equal(rows.length, 250);
      assert.equal(rows.filter((row) => refusedText.test(row)).length, refusedAmong(250, 50));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("counts refused rows as they are", () => {
    holds(
      property(integer({ min: 0, max: 2_000 }), integer({ min: 0, max: 100 }), (rows, percent) => {
        const counted = Array.from({ length: rows }, (_, position) => isRefused(position, percent));
        assert.equal(refusedAmong(rows, percent), counted.filter(Boolean).length);
      }),
    );
  });

  test("refuses that share of every hundred rows", () => {
    assert.equal(refusedAmong(100, 3), 3);
    assert.equal(refusedAmong(1_000, 50), 500);
  });
});
