import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { renderSpecimen, specimenFiles, specimenFolder } from "./specimen.ts";

// After a change that is meant: npm run specimen
test("the specimen run in reports/ is what the program writes today, byte for byte", async () => {
  const out = mkdtempSync(join(tmpdir(), "rowmend-specimen-"));
  try {
    const folder = await renderSpecimen(out);
    for (const name of specimenFiles) {
      // The folder of the run is the only thing that differs from place to place.
      const written = readFileSync(join(folder, name), "utf8").replaceAll(out, "reports");
      assert.equal(written, readFileSync(new URL(name, specimenFolder), "utf8"), name);
    }
    const { outcomes } = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as {
      outcomes: Readonly<Record<string, number>>;
    };
    for (const [outcome, count] of Object.entries(outcomes)) assert.ok(count > 0, outcome);
  } finally {
    rmSync(out, { recursive: true });
  }
});
