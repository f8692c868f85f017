import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { measure } from "../../bench/measured-process.ts";

suite("a measured process", () => {
  test("says what it took, and what it printed", async () => {
    const { usage, stdout } = await measure(["-e", "console.log('done')"]);
    assert.equal(stdout, "done\n");
    assert.ok(usage.cpuMs > 1 && usage.seconds > 0.001, JSON.stringify(usage));
    assert.ok(usage.peakMb > 10 && usage.peakMb < 1_000, JSON.stringify(usage));
  });

  test("takes more memory if it holds more", async () => {
    const bare = await measure(["-e", "0"]);
    const full = await measure(["-e", "Buffer.alloc(200e6, 1)"]);
    assert.ok(full.usage.peakMb > bare.usage.peakMb + 150);
  });

  test("may end with any exit code that means success", async () => {
    await measure(["-e", "process.exit(1)"], [0, 1]);
    await assert.rejects(measure(["-e", "process.exit(1)"]), /ended with 1\./);
  });

  test("gives its last words if it fails", async () => {
    await assert.rejects(measure(["-e", "throw new Error('no such sheet')"]), /no such sheet/);
  });
});
