import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RunError } from "../../src/messages/run-error.ts";
import { type Fault, faultOf, parseFault } from "../../src/sandbox/injected-fault.ts";
import { connect, type MutateReply } from "./client.ts";
import { label } from "./operations.ts";

/** The answer to a create that a fault befalls, and how many labels there are after it. */
async function suffer(fault: Fault): Promise<{ reply: MutateReply; applied: number }> {
  const client = await connect({ faults: [fault] });
  const reply = await client.mutate([label()]);
  const { rows } = await client.search("SELECT label.id FROM label");
  await client.close();
  return { reply, applied: rows.length };
}

/** What befalls the first 400 calls. */
function drawn(seed: number, rate: number): readonly (string | undefined)[] {
  const fault: Fault = { kind: "random", seed, rate };
  return Array.from({ length: 400 }, (_, call) => faultOf([fault], call + 1)?.kind);
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

  test("late applies after it has answered", async () => {
    const client = await connect({ faults: [{ on: 1, kind: "late", ms: 50 }] });
    const count = async (): Promise<number> =>
      (await client.search("SELECT label.id FROM label")).rows.length;
    const reply = await client.mutate([label({ name: "a" })]);
    assert.deepEqual([reply.kind === "error" && reply.code, await count()], [14, 0]);
    while ((await count()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await client.close();
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

  test("throttled says the same of every operation, with the delay, and applies none", async () => {
    const client = await connect({ faults: [{ on: 1, kind: "throttled", ms: 2000 }] });
    const reply = await client.mutate([label({ name: "a" }), label({ name: "b" })]);
    const { rows } = await client.search("SELECT label.id FROM label");
    await client.close();
    const code = "quota_error.RESOURCE_TEMPORARILY_EXHAUSTED";
    assert.deepEqual([reply.errors.map((error) => error.code), rows.length], [[code, code], 0]);
    const details = reply.errors[1]?.details?.["quota_error_details"] as Record<string, unknown>;
    assert.deepEqual(details["retry_delay"], { seconds: "2", nanos: 0 });
  });

  test("transient befalls the first of every so many operations, and the others are applied", async () => {
    const client = await connect({ faults: [{ on: 1, kind: "transient", ms: 3 }] });
    const names = ["a", "b", "c", "d", "e"];
    const reply = await client.mutate(names.map((name) => label({ name })));
    const { rows } = await client.search("SELECT label.id FROM label");
    await client.close();
    assert.deepEqual(
      reply.errors.map((error) => error.code),
      ["internal_error.TRANSIENT_ERROR", "internal_error.TRANSIENT_ERROR"],
    );
    assert.equal(rows.length, 3);
  });

  test("masked blames operation 0 for another one, which alone gets its true answer", async () => {
    const client = await connect({ faults: [{ on: 0, kind: "masked" }] });
    const bad = label({ name: `masked fault ${"x".repeat(90)}` });
    const both = await client.mutate([label({ name: "a" }), bad]);
    const alone = await client.mutate([bad]);
    const { rows } = await client.search("SELECT label.id FROM label");
    await client.close();
    assert.deepEqual(
      both.errors.map((error) => error.code),
      ["internal_error.INTERNAL_ERROR"],
    );
    assert.deepEqual(
      alone.errors.map((error) => error.code),
      ["string_length_error.TOO_LONG"],
    );
    assert.equal(rows.length, 0);
  });

  test("random draws the same for the same seed and call, and about as often as it is told", () => {
    assert.deepEqual(drawn(7, 0.5), drawn(7, 0.5));
    assert.notDeepEqual(drawn(7, 0.5), drawn(8, 0.5));
    const befallen = drawn(7, 0.5).filter((kind) => kind !== undefined);
    assert.ok(befallen.length > 150 && befallen.length < 250, `${befallen.length}`);
    assert.equal(new Set(befallen).size, 12);
    assert.deepEqual([...new Set(drawn(7, 0))], [undefined]);
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
    assert.deepEqual(parseFault("transient:3"), { on: 0, kind: "transient", ms: 3 });
  });

  test("by chance is a seed and a rate", () => {
    const random = { method: "mutate", kind: "random", seed: 7 } as const;
    assert.deepEqual(parseFault("random:7"), { ...random, rate: 0.3 });
    assert.deepEqual(parseFault("random:7:0.55"), { ...random, rate: 0.55 });
    assert.deepEqual(parseFault("add.random:7:1"), { ...random, method: "add", rate: 1 });
  });

  test("is refused if it is something else", () => {
    for (const written of [
      "",
      "lose@3",
      "lost@",
      "lost@x",
      "slow@2:",
      "random",
      "random:7:2",
      "search.masked",
    ]) {
      assert.throws(() => parseFault(written), RunError);
    }
  });
});
