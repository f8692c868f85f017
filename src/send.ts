import pLimit from "p-limit";
import { batchesOf } from "./batches.ts";
import { decodeStatus } from "./failure/decode.ts";
import { canonicalNames } from "./failure/status-code.ts";
import type { Failure } from "./failure/failure.ts";
import { decodeTrailers } from "./failure/trailer.ts";
import { type Halt, haltOf } from "./halt.ts";
import type { Ledger, UnsentRow } from "./ledger/ledger.ts";
import type { Builder } from "./operations/build.ts";
import { refusesPartialFailure } from "./operations/schema.ts";
import { type DecodedAnswer, judge } from "./outcome.ts";
import { resolveParents } from "./parents.ts";
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
  /** Called after each answer. */
  readonly onProgress: (rows: number) => void;
}

/**
 * Sends every row that waits: one request at a time in an account, several accounts side by side. Each
 * request is journalled before it is sent and settled after, so that a process may die at any point.
 * The answer tells what stopped it before the last row, if anything did.
 */
export async function sendRows(context: SendContext): Promise<readonly Halt[]> {
  const halts: Halt[] = [];
  let isBroken = false;
  const limit = pLimit(context.ledger.run.settings.concurrency);
  const isStopped = (): boolean =>
    isBroken || context.signal.aborted || halts.some((halt) => halt.scope === "run");
  // What is in flight in other accounts comes to its end even if one account breaks off.
  const accounts = await Promise.allSettled(
    context.ledger.customersToSend().map((customerId) =>
      limit(async () => {
        try {
          const halt = await sendAccount(context, customerId, isStopped);
          if (halt !== null) halts.push(halt);
        } catch (error) {
          isBroken = true;
          throw error;
        }
      }),
    ),
  );
  for (const account of accounts) if (account.status === "rejected") throw account.reason;
  return halts;
}

async function sendAccount(
  context: SendContext,
  customerId: string,
  isStopped: () => boolean,
): Promise<Halt | null> {
  const { ledger } = context;
  for (const rows of batchesOf(ledger, customerId, ledger.run.settings.batchSize)) {
    if (isStopped()) return null;
    const ready = resolveParents(ledger, context.builder, customerId, rows);
    if (ready.length === 0) continue;
    const halt = await sendBatch(context, customerId, ready);
    context.onProgress(ready.length);
    if (halt !== null) return halt;
  }
  return null;
}

async function sendBatch(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
): Promise<Halt | null> {
  const { ledger, builder, transport, round, now } = context;
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
  return haltOf(decoded, judgement);
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
function blockerOf(
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
function failureText(answer: DecodedAnswer): string | null {
  const failure: Failure | null = answer.failure;
  if (failure === null) return null;
  const status =
    answer.kind === "failed" ? { code: answer.code, message: answer.message } : failure.status;
  return JSON.stringify({
    status: status === null ? null : { ...status, name: canonicalNames[status.code] ?? null },
    version: failure.version,
    errors: failure.errors,
    undecoded: failure.undecoded.map(({ typeUrl, bytes }) => ({
      type_url: typeUrl,
      base64: Buffer.from(bytes).toString("base64"),
    })),
  });
}
