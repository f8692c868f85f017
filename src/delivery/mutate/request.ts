import { decodeStatus } from "../../failure/decode.ts";
import { decodeTrailers } from "../../failure/trailer.ts";
import type { UnsentRow } from "../../ledger/ledger.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import { failureText } from "../../outcome/failure-record.ts";
import { settlerOf } from "../../outcome/settlement.ts";
import { type DecodedAnswer, judge } from "../../outcome/verdict.ts";
import type { Answer } from "../../transport/transport.ts";
import type { SendContext, Sent } from "../context.ts";
import { notePace } from "../pace.ts";
import { blockerOf } from "../relatives.ts";

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
