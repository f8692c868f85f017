import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Answer, Batch, Transport } from "../src/transport/transport.ts";
import { detailOf, errorAt, failureBytes, nameAt, statusBytes } from "./support/answers.ts";
import { keywords, type Reports } from "./support/cli.ts";
import { uploadSheet } from "./support/in-process.ts";
import { rowTexts } from "./support/scripted-run.ts";

/** How an error says, or fails to say, which operation it is about. */
const shapes = ["full", "early", "no path", "no index", "unknown list", "out of range"] as const;

interface Spec {
  /** Which operation goes wrong, as a share of the batch. */
  readonly share: number;
  readonly shape: (typeof shapes)[number];
  readonly isQuota: boolean;
  /** The operation has a name in spite of its error. */
  readonly isNamed: boolean;
}

interface AnswerSpec {
  readonly kind: "answered" | "short" | "refused" | "lost" | "not connected";
  readonly code: number;
  readonly errors: readonly Spec[];
  /** The status text names the operation of the first error. */
  readonly isTextual: boolean;
  /** An operation that is passed over in silence, as a share of the batch. */
  readonly silent: number | null;
}

const spec = fc.record({
  share: fc.double({ min: 0, max: 0.999, noNaN: true }),
  shape: fc.constantFrom(...shapes),
  isQuota: fc.boolean(),
  isNamed: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});

const answerSpec: fc.Arbitrary<AnswerSpec> = fc
  .record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant("answered" as const) },
      { weight: 1, arbitrary: fc.constantFrom("short", "refused", "lost", "not connected") },
    ),
    lostCode: fc.constantFrom(0, 1, 2, 4, 13, 14, 15),
    refusedCode: fc.constantFrom(3, 5, 7, 8, 9, 10, 16),
    errors: fc.array(spec, { maxLength: 5 }),
    isTextual: fc.boolean(),
    silent: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { freq: 2 }),
  })
  .map(({ lostCode, refusedCode, ...rest }) => ({
    ...rest,
    code: rest.kind === "lost" ? lostCode : refusedCode,
  }));

/** One call as it was answered, in the terms of the law. */
interface Played {
  readonly kind: AnswerSpec["kind"];
  readonly rows: readonly number[];
  readonly names: readonly (string | null)[];
  /** By message, the position that the error names, or null. */
  readonly errors: ReadonlyMap<string, { readonly position: number | null; isQuota: boolean }>;
  readonly textPosition: number | null;
}

/** A server that answers each call by the next spec, and keeps a record of what it said. */
function serverOf(specs: readonly AnswerSpec[]): { transport: Transport; played: Played[] } {
  const played: Played[] = [];
  return {
    played,
    transport: {
      async mutate(batch) {
        const call = played.length;
        const one = specs[call % specs.length];
        assert.ok(one);
        const { answer, record } = play(one, batch, call);
        played.push(record);
        return answer;
      },
      close: async () => undefined,
    },
  };
}

function play(one: AnswerSpec, batch: Batch, call: number): { answer: Answer; record: Played } {
  const rows = batch.operations.map(rowIn);
  const size = rows.length;
  const names: (string | null)[] = rows.map((_, position) => nameAt(call, position));
  const errors = new Map<string, { readonly position: number | null; isQuota: boolean }>();
  const sent = one.errors.map(({ share, shape, isQuota, isNamed }, at) => {
    const position = Math.floor(share * size);
    if (!isNamed) names[position] = null;
    const isPointed = shape === "full" || shape === "early";
    const message = `call ${call}, error ${at}`;
    // An error of a request with one operation can be about nothing else.
    errors.set(message, { position: size === 1 ? 0 : isPointed ? position : null, isQuota });
    const category = isQuota ? "quota_error" : "string_length_error";
    return errorAt(
      pathOf(shape, position, size),
      category,
      isQuota ? "RESOURCE_EXHAUSTED" : "TOO_LONG",
      message,
    );
  });
  if (one.silent !== null) names[Math.floor(one.silent * size)] = null;
  const first = one.errors[0] === undefined ? 0 : Math.floor(one.errors[0].share * size);
  const text = one.isTextual ? `Wrong., in operation ${first}, at name` : "Wrong.";
  const record = {
    kind: one.kind,
    rows,
    names,
    errors,
    textPosition: one.isTextual && sent.length > 0 ? first : null,
  };
  if (one.kind === "answered" || one.kind === "short") {
    const results = one.kind === "short" ? names.slice(1) : names;
    const partialFailure = sent.length === 0 ? null : statusBytes([detailOf(sent)], text);
    return {
      answer: { kind: "answered", requestId: `id-${call}`, results, partialFailure },
      record,
    };
  }
  const key = "google.ads.googleads.v25.errors.googleadsfailure-bin";
  const answer: Answer = {
    kind: "failed",
    requestId: null,
    code: one.kind === "not connected" ? 14 : one.code,
    message: text,
    trailers: sent.length === 0 || one.kind === "not connected" ? [] : [[key, failureBytes(sent)]],
    sent: one.kind !== "not connected",
  };
  return { answer, record };
}

function pathOf(shape: Spec["shape"], position: number, size: number): string {
  const rest = "ad_group_criterion_operation.create.keyword.text";
  switch (shape) {
    case "full":
      return `mutate_operations[${position}].${rest}`;
    case "early":
      return `mutate_operations[${position}]`;
    case "no path":
      return "";
    case "no index":
      return `mutate_operations.${rest}`;
    case "unknown list":
      return `things[${position}].${rest}`;
    case "out of range":
      return `mutate_operations[${size + position}].${rest}`;
  }
}

/** Each keyword says its row. */
function rowIn(operation: Uint8Array): number {
  return Number(/keyword (\d+)/.exec(Buffer.from(operation).toString("latin1"))?.[1]);
}

/** Checks one call against the reports. */
function checkCall(call: Played, reports: Reports): void {
  const outcomeOf = (position: number): string =>
    reports.results[(call.rows[position] ?? 0) - 2]?.["outcome"] ?? "";
  const linesOf = (message: string): readonly string[] =>
    reports.errors.filter((line) => line["message"] === message).map((line) => line["row"] ?? "");
  const owners = new Set([...call.errors.values()].map(({ position }) => position));
  const isAligned = call.kind === "answered";
  const gaps = call.rows.filter((_, at) => call.names[at] === null && !owners.has(at)).length;

  for (const [message, { position }] of call.errors) {
    if (call.kind === "not connected") continue;
    const lines = linesOf(message);
    if (call.kind !== "lost" && position !== null)
      assert.deepEqual(lines, [String(call.rows[position])], "an error is on its row, once");
    else assert.ok(lines.length > 0, "no error is lost");
  }
  for (const position of call.rows.keys()) {
    const own = [...call.errors.values()].filter((error) => error.position === position);
    const outcome = outcomeOf(position);
    const name = call.names[position] ?? null;
    if (call.kind === "lost") assert.equal(outcome, "in_doubt");
    else if (call.kind === "not connected") assert.equal(outcome, "deferred");
    else if (isAligned && name !== null)
      assert.equal(outcome, own.length === 0 ? "accepted" : "in_doubt");
    else if (own.length > 0)
      assert.equal(outcome, own.some((error) => !error.isQuota) ? "rejected" : "deferred");
    else if (outcome === "rejected")
      assert.ok(
        position === call.textPosition || (isAligned && gaps <= 2),
        "nobody is blamed for another's error",
      );
    else assert.ok(["in_doubt", "deferred"].includes(outcome), outcome);
    if (outcome === "accepted") assert.equal(resultName(call, position, reports), name);
  }
}

function resultName(call: Played, position: number, reports: Reports): string {
  return reports.results[(call.rows[position] ?? 0) - 2]?.["resource_name"] ?? "";
}

/** The law of a run, whatever was answered. */
function checkLaw(count: number, reports: Reports): void {
  assert.deepEqual(
    reports.results.map((row) => row["row"]),
    Array.from({ length: count }, (_, at) => String(at + 2)),
  );
  const counts = Object.values(reports.summary.outcomes);
  assert.equal(
    counts.reduce((sum, n) => sum + n, 0),
    count,
  );
  for (const [outcome, n] of Object.entries(reports.summary.outcomes))
    assert.equal(reports.results.filter((row) => row["outcome"] === outcome).length, n);
  const left = reports.results.filter(
    (row) => !["accepted", "unsent"].includes(row["outcome"] ?? ""),
  );
  const explained = new Set(reports.errors.map((error) => error["row"]));
  for (const row of left) assert.ok(explained.has(row["row"]), "every row left has its reason");
}

test("every answer gives each row exactly one outcome, and blames no row for another's error", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.constantFrom("1111111111", "2222222222", "3333333333"), { minLength: 60 }),
      fc.array(answerSpec, { minLength: 1, maxLength: 6 }),
      async (count, batchSize, customers, specs) => {
        const sheet = keywords(rowTexts(count))
          .split("\n")
          .map((line, at) => line.replace("123-456-7890", customers[at] ?? ""))
          .join("\n");
        const server = serverOf(specs);
        const run = await uploadSheet(sheet, server.transport, { batchSize });
        const { reports } = run;
        checkLaw(count, reports);
        for (const call of server.played) checkCall(call, reports);
        const sent = server.played.flatMap((call) => call.rows);
        assert.equal(new Set(sent).size, sent.length, "no row is sent twice");
        for (const row of reports.results)
          assert.equal(row["outcome"] === "unsent", !sent.includes(Number(row["row"])));

        // Resume sends what waits, once, and nothing else.
        const waits = reports.results
          .filter((row) => ["deferred", "unsent"].includes(row["outcome"] ?? ""))
          .map((row) => Number(row["row"]));
        const kind = "answered";
        const willing = serverOf([{ kind, code: 0, errors: [], isTextual: false, silent: null }]);
        const after = await run.resume(willing.transport);
        const again = willing.played.flatMap((call) => call.rows);
        assert.deepEqual(
          again.toSorted((a, b) => a - b),
          waits,
        );
        checkLaw(count, after);
        const { in_doubt, rejected, accepted } = after.summary.outcomes;
        assert.equal(accepted + rejected + in_doubt, count);
        assert.equal(rejected, reports.summary.outcomes.rejected);
        assert.equal(in_doubt, reports.summary.outcomes.in_doubt);
        run.discard();
      },
    ),
    { numRuns: 250 },
  );
});
