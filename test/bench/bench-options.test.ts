import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { taskOf } from "../../bench/bench-options.ts";

function planOf(...args: readonly string[]) {
  const task = taskOf(args);
  assert.equal(task.kind, "measure");
  return task.kind === "measure" ? task : assert.fail();
}

suite("the command line of the bench", () => {
  test("measures three sizes with ordinary faults if nothing is said", () => {
    const { plan, out, isDrawn } = planOf();
    assert.deepEqual(plan.rows, [1_000, 10_000, 100_000]);
    assert.deepEqual(plan.faultPercents, [3]);
    assert.deepEqual(plan.modes, ["partial-failure"]);
    assert.deepEqual({ out, isDrawn }, { out: "bench/results/latest.json", isDrawn: false });
  });

  test("measures and publishes everything with --all", () => {
    const { plan, out, isDrawn } = planOf("--all");
    assert.deepEqual(plan.rows, [1_000, 10_000, 100_000, 1_000_000]);
    assert.deepEqual(plan.faultPercents, [0, 3, 50]);
    assert.deepEqual(plan.modes, ["partial-failure", "batch-job"]);
    assert.deepEqual({ out, isDrawn }, { out: "docs/benchmarks/latest.json", isDrawn: true });
  });

  test("narrows --all by the other options", () => {
    const { plan } = planOf("--all", "--rows", "1_000", "--who", "rowmend,floor", "--runs", "5");
    assert.deepEqual(plan.rows, [1_000]);
    assert.deepEqual(plan.contenders, ["rowmend", "floor"]);
    assert.equal(plan.runs, 5);
  });

  test("takes options of Node.js apart", () => {
    const { plan } = planOf("--node-options=--max-semi-space-size=2  --expose-gc");
    assert.deepEqual(plan.nodeOptions, ["--max-semi-space-size=2", "--expose-gc"]);
  });

  test("compares afterwards, or two files without measuring", () => {
    assert.equal(planOf("--compare", "a.json").before, "a.json");
    assert.deepEqual(taskOf(["--compare", "a.json", "--with", "b.json"]), {
      kind: "compare",
      before: "a.json",
      after: "b.json",
    });
  });

  test("profiles", () => {
    assert.deepEqual(taskOf(["--profile", "200000"]), {
      kind: "profile",
      load: { rows: 200_000, mode: "partial-failure", faultPercent: 3 },
    });
    assert.deepEqual(taskOf(["--profile", "1000", "--faults", "50", "--modes", "batch-job"]), {
      kind: "profile",
      load: { rows: 1_000, mode: "batch-job", faultPercent: 50 },
    });
  });

  for (const [args, message] of [
    [["--rows", "many"], /--rows takes whole numbers from 1 to 10000000, not "many"/],
    [["--rows", "1000,"], /--rows takes whole numbers/],
    [["--faults", "101"], /--faults takes whole numbers from 0 to 100, not "101"/],
    [["--modes", "auto"], /--modes takes partial-failure, batch-job, not "auto"/],
    [["--with", "b.json"], /--with needs --compare/],
    [["--speed"], /--speed/],
    [["100000"], /100000/],
  ] as const) {
    test(`refuses ${args.join(" ")}`, () => {
      assert.throws(() => taskOf(args), message);
    });
  }
});
