import { apiVersion } from "../api/package.ts";
import { classOf, classOfStatus, type ErrorClass, retryDelaySeconds } from "../failure/classify.ts";
import { descriptionOf } from "../failure/codes.ts";
import type { FailureError } from "../failure/failure.ts";
import { duration } from "../messages/duration.ts";
import type { Action } from "./action.ts";
import { canonicalEntryOf, entryOf, localEntryOf, oauthEntryIn } from "./entries.ts";
import { elementSentence, fieldSentence, triggerSentence } from "./particulars.ts";
import { type ExemptionWay, isExemptible, policyAdvice } from "./policy-advice.ts";
import { specificAdvice } from "./specific-advice.ts";
import type { Gap, Place } from "./subject.ts";

export type { Gap, Place };

/** What to do about an error, in the user's terms. */
export interface Advice {
  readonly action: Action;
  readonly advice: string;
}

/**
 * What to do about an error. A field that has no column is named in it.
 *
 * @param grpcCode google.rpc.Code of the call or of the Status around the error.
 * @param way whether the row can ask for an exemption now, only after other errors are fixed, or not at all.
 */
export function adviseOn(
  error: FailureError,
  place: Place,
  grpcCode: number | null = null,
  way: ExemptionWay = { kind: place.hasRun === false ? "possible" : "open" },
): Advice {
  const ours = localEntryOf(error.code ?? "");
  if (ours !== undefined) return localAdvice(ours, grpcCode);
  const kind = classOf(error, grpcCode);
  const action = actionOf(kind, error);
  const isAllowed = way.kind === "open" || way.kind === "possible";
  const advice = adviceOf(kind, error, place, grpcCode, way);
  return {
    action: action === "exempt" && !isAllowed ? "fix" : action,
    advice: isAboutRow(kind)
      ? `${withParticulars(advice, error, place)}${wayOut(kind, error, place)}`
      : advice,
  };
}

/** How the row goes on, if not by an edit. */
function wayOut(kind: ErrorClass, { code }: FailureError, place: Place): string {
  if (kind === "done") return ` ${isThere(place)}`;
  const isElsewhere = kind === "fault" && entryOf(code ?? "")?.isElsewhere === true;
  return isElsewhere ? ` ${goesAgain(place)}` : "";
}

/** Whether errors of a class are about what the row says. */
function isAboutRow(kind: ErrorClass): boolean {
  return kind === "fault" || kind === "done" || kind === "policy" || kind === "unknown";
}

/** Adds what the advice does not say yet: the field, the element of a list, and the value that Google names. */
function withParticulars(advice: string, error: FailureError, place: Place): string {
  // Advice with a value in it was written from what Google names, and decode shows it beside the advice.
  const isSpecific = specificAdvice(error, place) !== null || place.hasRun === false;
  let text = advice;
  for (const sentence of [
    fieldSentence,
    elementSentence,
    ...(isSpecific ? [] : [triggerSentence]),
  ]) {
    const more = sentence(error, place, text);
    if (more !== "") text = `${text} ${more}`;
  }
  return text;
}

/** What someone has to do about errors of a class. */
export function actionOf(
  kind: ErrorClass,
  error: Pick<FailureError, "details"> = { details: null },
): Action {
  switch (kind) {
    case "fault":
    case "done":
      return "fix";
    case "policy":
      return isExemptible(error) ? "exempt" : "fix";
    case "victim":
      return "blocked";
    case "retry":
    case "split":
      return "retry";
    case "wait":
      return "wait";
    case "account":
      return "account";
    case "unknown":
      return "report";
  }
}

function comesBack({ hasRun }: Place): string {
  return hasRun === false
    ? "Then send the row again."
    : "The row will then be sent again automatically.";
}

/** How a row goes again whose cure lies outside it. */
function goesAgain({ hasRun }: Place): string {
  return hasRun === false ? "Then send the row again." : "Then send the row again with --rows.";
}

/** Errors that no change of access can fix, because the account is the wrong one. */
const wrongAccount: ReadonlySet<string | null> = new Set([
  "RequestError.CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT",
  "RequestError.INVALID_CUSTOMER_ID",
]);

/** What to do with rows that were meant for another account; empty for other errors. */
export function moveAdvice({ code }: Pick<FailureError, "code">): string {
  return wrongAccount.has(code)
    ? "Rows keep their account, and resume cannot move them. Upload them again under the right account, with --again if the file is the same."
    : "";
}

function isThere({ hasRun }: Place): string {
  const isSo = "If the account is already as it should be,";
  return hasRun === false
    ? `${isSo} drop the row.`
    : `${isSo} close the row: rowmend settle <run> --row <row> --as accepted.`;
}

const nothingWrong = "Nothing is wrong with this row";

function itself({ hasRun }: Place): string {
  return hasRun === false
    ? "Send it again."
    : "It will be sent again automatically with the next resubmit or resume.";
}

const NOWHERE: Place = { column: null, value: "" };

/** The advice for an error of ours. The status of the call decides first, if it says anything. */
function localAdvice(
  ours: NonNullable<ReturnType<typeof localEntryOf>>,
  grpcCode: number | null,
): Advice {
  const ofStatus = classOfStatus(grpcCode);
  if (ofStatus === "account") {
    return {
      action: "account",
      advice: `${canonicalEntryOf(grpcCode)?.remedy} ${comesBack(NOWHERE)}`,
    };
  }
  // Rows in doubt get their own advice elsewhere. Any other row without an answer was only validated.
  const isSafe = ours.action === "settle" || ours.action === "retry";
  if (!isSafe) return { action: ours.action, advice: ours.remedy };
  return {
    action: ofStatus === "wait" ? "wait" : "retry",
    advice: `${ours.happened} ${nothingWrong}; it will be sent again automatically with the next resubmit or resume.`,
  };
}

function adviceOf(
  kind: ErrorClass,
  error: FailureError,
  place: Place,
  grpcCode: number | null,
  way: ExemptionWay,
): string {
  const entry = error.code === null ? canonicalEntryOf(grpcCode) : entryOf(error.code);
  const remedy = entry?.remedy ?? null;
  const because = entry === undefined ? googleSays(error) : `${entry.happened} `;
  const where = place.column?.trim() ?? "";
  const change =
    where === "" ? "Correct the row, or drop it." : `Change ${where}, or drop the row.`;
  switch (kind) {
    case "fault":
      return specificAdvice(error, place) ?? remedy ?? `${because}${change}`;
    case "done":
      return remedy ?? `${because}Change the value that makes it the same.`;
    case "policy":
      return (
        policyAdvice(error, way) ??
        `${because}Reword ${where || "the row"}; Google Ads shows whether an exemption is possible.`
      );
    case "victim":
      return remedy === null
        ? `${because}${nothingWrong}. It goes again with the row that it depends on.`
        : `${nothingWrong}. ${remedy}`;
    case "retry":
      return `${because}${nothingWrong}. ${itself(place)}`;
    case "split":
      return `${because}Send again with a smaller --batch-size.`;
    case "wait":
      return waitAdvice(error, because, remedy);
    case "account":
      return `${oauthRemedy(error) ?? remedy ?? statusRemedy(because, grpcCode)} ${moveAdvice(error) || comesBack(place)}`;
    case "unknown":
      return unknownAdvice(error, remedy);
  }
}

function waitAdvice(error: FailureError, because: string, remedy: string | null): string {
  const seconds = retryDelaySeconds(error);
  if (seconds === null && remedy !== null) return `${nothingWrong}. ${remedy}`;
  return `${because}${nothingWrong}. Send again ${seconds === null ? "later" : `after ${duration(seconds)}`}.`;
}

/** A failed sign-in has no Google Ads error code; its message names the reason. */
function oauthRemedy({ code, message }: FailureError): string | null {
  return code === null ? (oauthEntryIn(message ?? "")?.remedy ?? null) : null;
}

function statusRemedy(because: string, grpcCode: number | null): string {
  const ofStatus = classOfStatus(grpcCode) === "account" ? canonicalEntryOf(grpcCode) : undefined;
  return ofStatus?.remedy ?? `${because}Someone has to change the account's access or settings.`;
}

function unknownAdvice(error: FailureError, remedy: string | null): string {
  if (remedy !== null) return remedy;
  const newer = error.details?.unpublishedErrorCode;
  if (newer !== undefined) {
    return `Google calls this ${newer}, which is newer than this version of rowmend. Update rowmend, or report the request id to Google.`;
  }
  if (error.code === null)
    return "Google gave no error code. Report it to Google with the request id.";
  if (/\.UN(?:SPECIFIED|KNOWN(?:_-?\d+)?)$/.test(error.code)) {
    return `Version ${apiVersion()} of the Google Ads API, which this rowmend uses, has no name for this error; a newer one may have. Update rowmend, or report the error to Google with the request id.`;
  }
  return `${googleSays(error)}rowmend does not know what to do about ${error.code}. Report it to Google with the request id.`;
}

/** Google's own description of the error, to begin the advice with; empty if the message already says it. */
function googleSays(error: FailureError): string {
  const description = error.code === null ? null : descriptionOf(error.code);
  if (description === null || description === "") return "";
  if (lettersOf(description) === lettersOf(error.message ?? "")) return "";
  return `${/[.!?]$/.test(description) ? description : `${description}.`} `;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, "");
}
