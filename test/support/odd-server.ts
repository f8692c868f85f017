import * as fc from "fast-check";
import assert from "node:assert/strict";
import type { Answer, Batch, Transport } from "../../src/transport/transport.ts";
import { detailOf, errorAt, failureBytes, nameAt, statusBytes } from "./answers.ts";
import { transportOf } from "./scripted-transport.ts";

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

export interface AnswerSpec {
  readonly kind: "answered" | "short" | "refused" | "lost" | "not connected";
  readonly code: number;
  readonly errors: readonly Spec[];
  /** The status text names the operation of the first error. */
  readonly isTextual: boolean;
  /** An operation that is passed over in silence, as a share of the batch. */
  readonly silent: number | null;
}

// Of doubles nearly all would be next to 0.
const anyShare = fc.noBias(fc.nat({ max: 999 })).map((thousandths) => thousandths / 1_000);

const spec = fc.record({
  share: anyShare,
  shape: fc.constantFrom(...shapes),
  isQuota: fc.boolean(),
  isNamed: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});

export const answerSpec: fc.Arbitrary<AnswerSpec> = fc
  .record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant("answered" as const) },
      { weight: 1, arbitrary: fc.constantFrom("short", "refused", "lost", "not connected") },
    ),
    lostCode: fc.constantFrom(0, 1, 2, 4, 13, 14, 15),
    refusedCode: fc.constantFrom(3, 5, 7, 8, 9, 10, 16),
    errors: fc.array(spec, { maxLength: 5 }),
    isTextual: fc.boolean(),
    silent: fc.option(anyShare, { freq: 2 }),
  })
  .map(({ lostCode, refusedCode, ...rest }) => ({
    ...rest,
    code: rest.kind === "lost" ? lostCode : refusedCode,
  }));

/** One call as it was answered, in the terms of the law. */
export interface Played {
  readonly kind: AnswerSpec["kind"];
  readonly rows: readonly number[];
  readonly names: readonly (string | null)[];
  /** By message, the position that the error names, or null. */
  readonly errors: ReadonlyMap<string, { readonly position: number | null; isQuota: boolean }>;
  readonly textPosition: number | null;
}

/** A server that answers each call by the next spec, and keeps a record of what it said. */
export function serverOf(specs: readonly AnswerSpec[]): { transport: Transport; played: Played[] } {
  const played: Played[] = [];
  return {
    played,
    transport: transportOf(async (batch) => {
      const call = played.length;
      const one = specs[call % specs.length];
      assert.ok(one);
      const { answer, record } = play(one, batch, call);
      played.push(record);
      return answer;
    }),
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
    // An error of a request with one operation can be about nothing else, unless it names another one.
    const isOnly = size === 1 && shape !== "out of range";
    errors.set(message, { position: isOnly ? 0 : isPointed ? position : null, isQuota });
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
