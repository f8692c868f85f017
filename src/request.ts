import { redact } from "./redact.ts";
import type { JobPatience } from "./batch-job/context.ts";
import { decodeStatus } from "./failure/decode.ts";
import type { Failure } from "./failure/failure.ts";
import { canonicalNames } from "./failure/status-code.ts";
import { decodeTrailers } from "./failure/trailer.ts";
import type { Guard } from "./guard.ts";
import type { Ledger, UnsentRow } from "./ledger/ledger.ts";
import type { Builder } from "./operations/build.ts";
import { refusesPartialFailure } from "./operations/schema.ts";
import { type DecodedAnswer, judge, type Judgement } from "./outcome.ts";
import type { Pace, RateScope } from "./pace.ts";
import type { RetryPolicy } from "./retry.ts";
import { settlerOf } from "./settlement.ts";
import type { Answer, Transport } from "./transport/transport.ts";

/** What sending needs of the outside. */
export interface SendContext {
  readonly ledger: Ledger;
  readonly builder: Builder;
  readonly transport: Transport;
  readonly round: number;
  readonly now: () => Date;
  /** Aborted: what is in flight is finished, and nothing more is sent. */
  readonly signal: AbortSignal;
  /** How often and how long to try again; null sends each row once. */
  readonly patience: Patience | null;
  readonly guard: Guard;
  readonly pace: Pace;
  /** How long to wait for batch jobs. */
  readonly jobs: JobPatience;
  /** Called after each answer. */
  readonly onProgress: (rows: number) => void;
}

/** The policy of trying again, with what it needs of the outside. */
export interface Patience {
  readonly policy: RetryPolicy;
  /** Resolves after that many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
}

/** How a request ended, for whoever decides what comes next. */
export interface Sent {
  readonly answer: DecodedAnswer;
  readonly judgement: Judgement;
}

/** Makes one call for rows of an account: journals it, makes it, and settles its rows. Repeats nothing. */
export async function sendBatch(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
): Promise<Sent> {
  const { ledger, builder, transport, round, now, guard } = context;
  const { validateOnly } = ledger.run.settings;
  const request = ledger.openRequest({
    round,
    customerId,
    method: "GoogleAdsService.Mutate",
    rows: rows.map((row) => row.number),
    attempt: Math.max(...rows.map((row) => row.attempts)) + 1,
    startedAt: now().toISOString(),
  });
  const operations = rows.map((row) => row.operation);
  const partialFailure = !operations.some(refusesPartialFailure);
  const answer = await transport.mutate({ customerId, operations, partialFailure, validateOnly });
  const decoded = decode(answer);
  const judgement = judge(rows.length, decoded, validateOnly);
  guard.noteJudged(judgement);
  notePace(context.pace, customerId, decoded.failure);

  const code = decoded.kind === "failed" ? decoded.code : (decoded.failure?.status?.code ?? 0);
  const accepted = new Set(
    rows.flatMap(({ number }, position) =>
      judgement.verdicts[position]?.outcome === "accepted" ? [number] : [],
    ),
  );
  const settler = settlerOf(ledger.run, builder, (row) =>
    blockerOf(ledger, customerId, row, accepted),
  );
  const settlements = rows.map((row, position) => {
    const verdict = judgement.verdicts[position];
    if (verdict === undefined) throw new Error(`no verdict for position ${position}`);
    return settler.settlement(row, verdict, code);
  });
  ledger.closeRequest(
    request,
    {
      endedAt: now().toISOString(),
      status: answer.kind === "failed" ? answer.code : 0,
      requestId: answer.requestId ?? decoded.failure?.requestId ?? null,
      failure: failureText(decoded),
    },
    settlements,
    judgement.loose.map((error) => settler.looseError(error, code)),
  );
  return { answer: decoded, judgement };
}

/** Lets the pace follow what an answer says about it. */
export function notePace(pace: Pace, customerId: string, failure: Failure | null): void {
  const exceeded = failure?.errors.find(
    ({ code }) => code === "QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED",
  );
  if (exceeded === undefined) pace.fastEnough(customerId);
  else pace.tooFast(customerId, scopeOf(exceeded.details?.quota?.rateScope));
}

function scopeOf(rateScope: string | undefined): RateScope {
  return rateScope === "ACCOUNT" || rateScope === "DEVELOPER" ? rateScope : "UNKNOWN";
}

function decode(answer: Answer): DecodedAnswer {
  switch (answer.kind) {
    case "answered":
      return {
        kind: "answered",
        results: answer.results,
        failure: answer.partialFailure === null ? null : decodeStatus(answer.partialFailure),
      };
    case "failed":
      return {
        kind: "failed",
        code: answer.code,
        message: answer.message,
        sent: answer.sent,
        failure: decodeTrailers(answer.trailers),
      };
  }
}

/**
 * The first row that this one refers to by a temporary name and that was not accepted: neither before, nor
 * by the answer that is being settled.
 */
export function blockerOf(
  ledger: Ledger,
  customerId: string,
  row: UnsentRow,
  accepted: ReadonlySet<number>,
): number | null {
  for (const name of row.uses?.split(" ") ?? []) {
    const parent = ledger.definedBy(customerId, name);
    if (parent === undefined || parent.outcome === "accepted" || accepted.has(parent.number))
      continue;
    return parent.number;
  }
  return null;
}

/** A failure as it is kept: everything decoded, the rest as base64. */
export function failureText(answer: DecodedAnswer): string | null {
  const failure: Failure | null = answer.failure;
  if (failure === null) return null;
  const status =
    answer.kind === "failed" ? { code: answer.code, message: answer.message } : failure.status;
  const text = JSON.stringify({
    status: status === null ? null : { ...status, name: canonicalNames[status.code] ?? null },
    version: failure.version,
    errors: failure.errors,
    undecoded: failure.undecoded.map(({ typeUrl, bytes }) => ({
      type_url: typeUrl,
      base64: Buffer.from(bytes).toString("base64"),
    })),
  });
  return redact(text);
}
