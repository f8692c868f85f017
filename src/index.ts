/**
 * rowmend as a library: the errors of the Google Ads API, decoded, explained, and put to the rows and
 * columns of the sheet that was sent.
 *
 * With google-ads-api and code of your own, hand in what a call gave, be it the response of a mutate with
 * `partial_failure` or what it threw:
 *
 * ```ts
 * import { adviseOn, builderOf, decodeJson, errorsByOperation, locate } from "rowmend";
 *
 * const headers = ["ad_group", "keyword.text", "keyword.match_type"];
 * const rows = [["111", "hiking boots!", "EXACT"]]; // row i made operation i
 * const defaults = { entity: "ad_group_criterion", operation: "create", customerId: "1234567890" };
 *
 * const response = await customer.mutateResources(mutations, { partial_failure: true });
 * const builder = builderOf(headers, defaults);
 * for (const { failure } of decodeJson(response)) {
 *   for (const [operation, errors] of errorsByOperation(failure)) {
 *     const cells = operation === null ? [] : (rows[operation] ?? []);
 *     for (const error of errors) {
 *       const index = locate(error, cells, builder);
 *       const column = index === null ? null : (headers[index] ?? null);
 *       const value = index === null ? "" : (cells[index] ?? "");
 *       const { action, advice } = adviseOn(error, { column, value });
 *       console.log(operation, column, error.code, action, advice);
 *     }
 *   }
 * }
 * ```
 *
 * @packageDocumentation
 */

// For those who decode answers.
export { decodeFailure, decodeStatus } from "./failure/decode.ts";

export { decodeJson, type JsonFailure } from "./failure/json.ts";

export { decodeTrailers } from "./failure/trailer.ts";

export { errorsByOperation } from "./failure/by-operation.ts";

export {
  type ErrorDetails,
  type Failure,
  type FailureError,
  formatPath,
  type PathElement,
  type Status,
  type Undecoded,
} from "./failure/failure.ts";

export { fieldPath, type FieldPath, operationIndex, parsePath } from "./failure/location.ts";

// For those who decide what to do about an error.
export { classOf, type ErrorClass, retryDelaySeconds } from "./failure/classify.ts";

export { adviseOn, type Advice, type Place } from "./knowledge/advice.ts";

export { explain, type Explanation } from "./knowledge/explain.ts";

export type { Action } from "./knowledge/action.ts";

// For those who keep their data in sheets.
export { type Builder, builderOf, type RowDefaults } from "./operations/build.ts";

export { locate } from "./outcome/row-result.ts";

export type { ColumnMap } from "./operations/columns/column-map.ts";

export { parseMap } from "./operations/columns/map-file.ts";

export { recognise } from "./operations/columns/recognise.ts";

// For those who send batches of their own: exactly one verdict for each operation.
export { type DecodedAnswer, judge, type Judgement, type Verdict } from "./outcome/verdict.ts";

// For those who upload: the commands as functions, with the clock, the network and the wait handed in.
export type { NewRun, Source } from "./intake/new-run.ts";
export { settleByHand } from "./delivery/doubt/by-hand.ts";
export { type Drop, dropRows } from "./delivery/drop.ts";
export type { Unchanged } from "./intake/corrections/unchanged.ts";
export { report, resubmit, resume, settleByLookUp, upload } from "./upload.ts";
export { writeAgain } from "./report/standing.ts";

export { openRun, type OpenRun, readRun, runNames } from "./ledger/run-folder.ts";

export type { Progress, RoundContext } from "./delivery/session.ts";
export type { RoundResult } from "./report/folder.ts";

export type { Retries } from "./delivery/context.ts";

export type { RetryPolicy } from "./delivery/retry.ts";

export type { Summary } from "./report/summary.ts";

export { type ExitCode, exitCodes } from "./outcome/exit-code.ts";
export { type StopKind, stopKinds } from "./outcome/stop.ts";
export { type Counts, type Outcome, outcomes } from "./outcome/outcome.ts";
export type { Run, Settings } from "./ledger/run.ts";
export type { Target } from "./transport/target.ts";

export { connect, type ConnectOptions } from "./transport/connect.ts";

export {
  type Credentials,
  type CredentialSources,
  findCredentials,
} from "./transport/credentials.ts";

export type { Transport } from "./transport/transport.ts";

export { RunError } from "./messages/run-error.ts";

// For those who try things: a local Google Ads API over gRPC.
export { parseFault, type Sandbox, type SandboxOptions, startSandbox } from "./sandbox/server.ts";
