import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RunError } from "../../src/errors.ts";
import type { Fault } from "../../src/sandbox/fault.ts";
import { faultOf, parseFault } from "../../src/sandbox/fault.ts";
import type { MutateReply } from "./client.ts";
import { connect } from "./client.ts";
import { label } from "./operations.ts";

/** The answer to a create that a fault befalls, and how many labels there are after it. */
async function suffer(fault: Fault): Promise<{ reply: MutateReply; applied: number }> {
  const client = await connect({ faults: [fault] });
  const reply = await client.mutate([label()]);
  const { rows } = await client.search("SELECT label.id FROM label");
  await client.close();
  return { reply, applied: rows.length };
}

describe("faults on demand", () => {
  for (const [kind, code, applied] of [
    ["unavailable", 14, 0],
    ["lost", 14, 1],
    ["drop", 14, 1],
    ["deadline", 4, 1],
    ["internal", 13, 0],
    ["quota", 8, 0],
  ] as const) {
    test(`${kind} answers ${code} with ${applied} applied`, async () => {
      const outcome = await suffer({ on: 1, kind });
      assert.deepEqual(
        [outcome.reply.kind === "error" && outcome.reply.code, outcome.applied],
        [code, applied],
      );
    });
  }

  test("slow answers all the same", async () => {
    const { reply, applied } = await suffer({ on: 1, kind: "slow", ms: 20 });
    assert.deepEqual([reply.kind, applied], ["ok", 1]);
  });

  test("quota tells how long to wait", async () => {
    const { reply } = await suffer({ on: 1, kind: "quota", ms: 2500 });
    assert.equal(reply.errors[0]?.code, "quota_error.RESOURCE_TEMPORARILY_EXHAUSTED");
    assert.equal(reply.errors[0]?.message, "Too many requests. Retry in 3 seconds.");
    const details = reply.errors[0]?.details?.["quota_error_details"] as Record<string, unknown>;
    assert.deepEqual(details["retry_delay"], { seconds: "2", nanos: 500_000_000 });
  });

  test("only the call that is named suffers, and a cut connection can be made anew", async () => {
    const client = await connect({ faults: [{ on: 2, kind: "drop" }] });
    const kinds: string[] = [];
    for (const name of ["a", "b", "c"]) kinds.push((await client.mutate([label({ name })])).kind);
    await client.close();
    assert.deepEqual(kinds, ["ok", "error", "ok"]);
  });

  test("a fault for one call goes before one for every call", () => {
    const faults: readonly Fault[] = [
      { on: 0, kind: "internal" },
      { on: 2, kind: "lost" },
    ];
    assert.equal(faultOf(faults, 2)?.kind, "lost");
    assert.equal(faultOf(faults, 3)?.kind, "internal");
    assert.equal(faultOf([], 1), undefined);
  });
});

describe("a fault on the command line", () => {
  test("is its kind, the call and the milliseconds", () => {
    assert.deepEqual(parseFault("lost@3"), { on: 3, kind: "lost" });
    assert.deepEqual(parseFault("slow@2:5000"), { on: 2, kind: "slow", ms: 5000 });
    assert.deepEqual(parseFault("unavailable"), { on: 0, kind: "unavailable" });
  });

  test("is refused if it is something else", () => {
    for (const written of ["", "lose@3", "lost@", "lost@x", "slow@2:"]) {
      assert.throws(() => parseFault(written), RunError);
    }
  });
});
