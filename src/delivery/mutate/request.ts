import { decodeStatus } from "../../failure/decode.ts";
import { statusCode } from "../../failure/status-code.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { entityNumberOf, refusesPartialFailure } from "../../operations/schema/entity.ts";
import { failureText } from "../../outcome/failure-record.ts";
import { rowResultsOf } from "../../outcome/row-result.ts";
import { type DecodedAnswer, judge } from "../../outcome/verdict.ts";
import type { Answer } from "../../transport/transport.ts";
import { type CallResult, endOf, openCall } from "../calls.ts";
import type { SendContext, Sent } from "../context.ts";
import { noteRate } from "../rate-limiter.ts";
import { blockerOf, namedWhereNeeded } from "../relatives.ts";

/** Makes one call for rows of an account: journals it, makes it, and settles its rows. Repeats nothing. */
export async function sendBatch(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
): Promise<Sent> {
  const { ledger, builder, transport, limits } = context;
  const { validateOnly } = ledger.run.settings;
  const operations = namedWhereNeeded(rows);
  const partialFailure = !operations.some(refusesPartialFailure);
  const result = await openCall<Mutated>(
    context,
    {
      method: "GoogleAdsService.Mutate",
      customerId,
      job: null,
      rows: rows.map((row) => row.number),
    },
    () => transport.mutate({ customerId, operations, partialFailure, validateOnly }),
    Math.max(...rows.map((row) => row.attempts)) + 1,
  );
  const decoded = decodedAnswer(result);
  const isOneKind = new Set(operations.map(entityNumberOf)).size === 1;
  const judgement = judge(rows.length, decoded, validateOnly, isOneKind);
  limits.noteJudged(judgement);
  noteRate(context.rateLimiter, customerId, decoded.failure);

  const code = decoded.kind === "failed" ? decoded.code : (decoded.failure?.status?.code ?? 0);
  const isAccepted = (_: UnsentRow, position: number): boolean =>
    judgement.verdicts[position]?.outcome === "accepted";
  const accepted = new Set(rows.filter(isAccepted).map(({ number }) => number));
  const rowResults = rowResultsOf(
    ledger.run.headers,
    (row) => ledger.rows.cellsOf(row),
    builder,
    (row: UnsentRow) => blockerOf(ledger, customerId, row, accepted),
  );
  const results = rows.map((row, position) => {
    const verdict = judgement.verdicts[position];
    if (verdict === undefined) throw new Error(`no verdict for position ${position}`);
    return rowResults.resultOf(row, verdict, code);
  });
  ledger.journal.close(
    result.request,
    {
      ...endOf(context, requestIdOf(result) ?? decoded.failure?.requestId ?? null),
      status: result.kind === "failed" ? result.answer.code : statusCode.OK,
      failure: failureText(decoded),
    },
    results,
    judgement.unplaced.map((error) => rowResults.unplacedError(error, code)),
  );
  return { answer: decoded, judgement };
}

type Mutated = Pick<Extract<Answer, { kind: "answered" }>, "results" | "partialFailure">;

function requestIdOf(result: CallResult<Mutated>): string | null {
  return result.kind === "failed" ? result.requestId : result.answer.requestId;
}

function decodedAnswer(result: CallResult<Mutated>): DecodedAnswer {
  if (result.kind === "failed") return result.answer;
  const { results, partialFailure } = result.answer;
  return {
    kind: "answered",
    results,
    failure: partialFailure === null ? null : decodeStatus(partialFailure),
  };
}
