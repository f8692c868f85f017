import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RunError } from "../../src/messages/run-error.ts";
import { faultOf, parseFault } from "../../src/sandbox/injected-fault.ts";

describe("a fault of a batch job on the command line", () => {
  test("names the method, or the job", () => {
    assert.deepEqual(parseFault("add.lost@2"), { method: "add", on: 2, kind: "lost" });
    assert.deepEqual(parseFault("list.slow@1:50"), { method: "list", on: 1, kind: "slow", ms: 50 });
    assert.deepEqual(parseFault("job.cancelled:100"), {
      method: "job",
      kind: "cancelled",
      number: 100,
    });
    assert.deepEqual(parseFault("job.endless"), { method: "job", kind: "endless", number: 0 });
  });

  test("is refused if it is something else", () => {
    for (const written of ["lists.lost@1", "job.lost@1", "add.endless", "job.endless@2", "job."])
      assert.throws(() => parseFault(written), RunError);
  });

  test("befalls the calls of its method only", () => {
    const faults = [parseFault("add.lost@2"), parseFault("job.endless"), parseFault("slow@2")];
    assert.equal(faultOf(faults, 2, "add")?.kind, "lost");
    assert.equal(faultOf(faults, 2)?.kind, "slow");
    assert.equal(faultOf(faults, 2, "list"), undefined);
  });
});
