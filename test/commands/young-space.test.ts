import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const MODULE = new URL("../../src/commands/young-space.ts", import.meta.url).href;

/** Megabytes of the space for new objects after a process made many that live for a while. */
function spaceAfter(keepsSmall: boolean): number {
  const script = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { keepYoungSpaceSmall } from ${JSON.stringify(MODULE)};
    if (${keepsSmall}) keepYoungSpaceSmall();
    let kept = [];
    for (let at = 0; at < 4_000_000; at += 1) {
      kept.push({ at });
      if (kept.length === 200_000) kept = [];
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    process.stdout.write(String(space.space_size / 1_048_576));`;
  const text = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  return Number(text);
}

test("the space for new objects stays as it is, which it would not by itself", () => {
  const small = spaceAfter(true);
  assert.ok(small > 0 && small * 4 <= spaceAfter(false), `${small} MB`);
});
