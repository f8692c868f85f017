import { accountText } from "../api/customer-id.ts";
import { callTimeoutMs } from "../api/limits.ts";
import { classOf, classOfStatus, retryDelaySeconds, waitsAlone } from "../failure/classify.ts";
import type { FailureError } from "../failure/failure.ts";
import { canonicalNames, statusCode } from "../failure/status-code.ts";
import { moveAdvice } from "../knowledge/advice.ts";
import { canonicalEntryOf, entryOf, oauthEntryIn } from "../knowledge/entries.ts";
import { duration } from "../messages/duration.ts";
import { redact } from "../messages/redact.ts";
import { oneLine, shortened } from "../messages/visible.ts";
import type { DecodedAnswer, Judgement } from "./verdict.ts";

/** What kind of reason ended the sending. */
export const stopKinds = [
  /** A quota or a rate limit of Google's. */
  "quota",
  /** Google could not answer for the moment, or two changes met. */
  "temporary",
  /** The server could not be reached. */
  "connection",
  /** The user stopped it. */
  "interrupted",
  /** A limit that the user set: --max-errors or --max-operations. */
  "limit",
  /** Somebody has to change credentials, access or settings before anything can be sent. */
  "access",
  /** A batch job that Google has, or did not take. */
  "job",
  /** Google refused a whole request for another reason. */
  "request",
] as const;

export type StopKind = (typeof stopKinds)[number];

/** Why nothing more is sent, although rows are left. */
export interface Stop {
  readonly kind: StopKind;
  /** Whether other accounts may go on. */
  readonly scope: "run" | "account";
  /** The account that it is about; left out or null if it is about all of them. */
  readonly customerId?: string | null;
  /** The error as `explain` knows it; null if there is none. */
  readonly code: string | null;
  readonly message: string;
  readonly wayOut: string;
  /** If only time has to pass: how much, or null if nobody knows. */
  readonly waitSeconds?: number | null;
  /** The same by the clock, ISO 8601 in UTC; left out or null if nobody knows. */
  readonly retryAt?: string | null;
}

/** Says which account a stop is about, if other accounts may go on. */
export function inAccount(stop: Stop, customerId: string): Stop {
  if (stop.scope === "run") return stop;
  return { ...stop, customerId, message: `Account ${accountText(customerId)}: ${stop.message}` };
}

/** Says when to go on, by the clock, and how. `command` is what to type then. */
export function withTime(stop: Stop, now: Date, command: string): Stop {
  const { waitSeconds } = stop;
  if (waitSeconds === undefined) return stop;
  const saying = (when: string): string =>
    [stop.wayOut, `Continue ${when}: ${command}`].filter((text) => text !== "").join(" ");
  if (waitSeconds === null) return { ...stop, wayOut: saying("later") };
  const at = new Date(now.getTime() + waitSeconds * 1000);
  // To the next full minute: a minute early would be refused once more.
  const minute = new Date(Math.ceil(at.getTime() / 60_000) * 60_000).toISOString();
  const retryAt = `${minute.slice(0, 19)}Z`;
  const time = `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`;
  const hours = Math.round(waitSeconds / 3_600);
  const span = hours < 2 ? duration(waitSeconds) : `${hours} hours`;
  return { ...stop, retryAt, wayOut: saying(`at ${time} (in ${span})`) };
}

/** The user stopped the run. */
export function interruption(command: string): Stop {
  return {
    kind: "interrupted",
    scope: "run",
    code: "LocalError.INTERRUPTED",
    message: "Interrupted.",
    wayOut: `Continue: ${command}`,
  };
}

/** Whether the run can go on without any change to its rows, its access or its options. */
export function isHelpedByTime({ kind }: Pick<Stop, "kind">): boolean {
  return kind !== "access" && kind !== "request";
}

/** Calls that ended without an answer and are not repeated automatically. */
const UNANSWERED: Readonly<Record<number, string>> = {
  [statusCode.CANCELLED]: `The call was cancelled before Google answered; rowmend waits for an answer at most ${duration(callTimeoutMs / 1000)}.`,
  [statusCode.DATA_LOSS]:
    "Google reported a loss of data. Report it to Google with the request id.",
};

/**
 * Whether an answer says that sending on is pointless, or unsafe, for now. An answer that only refuses
 * rows does not.
 */
export function stopOf(answer: DecodedAnswer, judgement: Judgement): Stop | null {
  const errors = judgement.verdicts.flatMap((verdict) =>
    verdict.outcome === "deferred" ? verdict.errors : [],
  );
  if (answer.kind === "failed") return failedStop(answer, [...answer.failure.errors]);
  // A time that Google names holds for the account, whatever became of the other rows.
  const timed = errors.find((error) => retryDelaySeconds(error) !== null);
  if (timed !== undefined) return errorStop(timed, "");
  const isStopped = judgement.verdicts.every((verdict) => verdict.outcome === "deferred");
  const error = errors.find((candidate) => !waitsAlone(candidate));
  return isStopped && error !== undefined ? errorStop(error, "") : null;
}

function failedStop(
  answer: Extract<DecodedAnswer, { kind: "failed" }>,
  errors: readonly FailureError[],
): Stop | null {
  if (!answer.sent && answer.code !== statusCode.UNAUTHENTICATED) {
    return {
      kind: "connection",
      scope: "run",
      code: "LocalError.NOT_CONNECTED",
      message: `Could not connect to the server: ${textOf(undefined, answer.message)}`,
      wayOut: "Check the network. This request was not sent.",
    };
  }
  // An account that is not found comes as statusCode.UNAUTHENTICATED too, and says nothing of the others.
  const isUnauthenticated =
    answer.code === statusCode.UNAUTHENTICATED && !errors.some(isAboutAccount);
  if (isUnauthenticated || answer.code === statusCode.UNIMPLEMENTED || errors.some(isAboutCaller)) {
    const error = errors.find(isAboutCaller) ?? errors[0];
    return {
      kind: "access",
      scope: "run",
      code: error?.code ?? canonicalNames[answer.code] ?? null,
      message: `Google refused the request: ${textOf(error, answer.message)}`,
      wayOut: callerAdvice(error, answer),
    };
  }
  const decisive = errors.find((error) => classOf(error, answer.code) !== "fault") ?? errors[0];
  if (decisive !== undefined) return errorStop(decisive, answer.message, answer.code);
  return bareStop(answer);
}

/** For a call that failed without saying more than its status. */
function bareStop({ code, message }: Extract<DecodedAnswer, { kind: "failed" }>): Stop {
  const kind = classOfStatus(code);
  if (kind === "account") return errorStop(undefined, message, code);
  const stop = {
    scope: "account",
    code: canonicalNames[code] ?? null,
    message: UNANSWERED[code] ?? `The call failed: ${textOf(undefined, message)}`,
  } as const;
  // To be repeated, or of a fate that time may show.
  if (kind === "retry" || kind === "wait" || kind === "unknown") {
    return {
      ...stop,
      kind: kind === "wait" ? "quota" : "temporary",
      wayOut: "",
      waitSeconds: null,
    };
  }
  return { ...stop, kind: "request", wayOut: canonicalEntryOf(code)?.remedy ?? "" };
}

function errorStop(
  error: FailureError | undefined,
  message: string,
  code: number | null = null,
): Stop {
  const kind = error === undefined ? classOfStatus(code) : classOf(error, code);
  const seconds = error === undefined ? null : retryDelaySeconds(error);
  const text = textOf(error, message);
  const stop = {
    scope: "account",
    code: error?.code ?? canonicalNames[code ?? -1] ?? null,
  } as const;
  switch (kind) {
    case "account":
      return {
        ...stop,
        kind: "access",
        message: `Google refused access: ${text}`,
        wayOut: accountAdvice(error),
      };
    case "retry":
    case "wait":
      return {
        ...stop,
        kind: kind === "wait" || isQuota(error, code) ? "quota" : "temporary",
        message: `Google asked to wait: ${text}`,
        wayOut: "",
        waitSeconds: seconds,
      };
    case "split":
      return {
        ...stop,
        kind: "request",
        message: `The request was too large: ${text}`,
        wayOut: "Continue with a smaller --batch-size.",
      };
    case "fault":
    case "policy":
    case "victim":
    case "done":
    case "unknown":
      return {
        ...stop,
        kind: "request",
        message: `The request failed: ${text}`,
        wayOut: "",
      };
  }
}

/** Rates that fill up again within seconds are retried, and are still a quota. */
function isQuota(error: FailureError | undefined, code: number | null): boolean {
  return error?.code?.startsWith("QuotaError.") === true || code === statusCode.RESOURCE_EXHAUSTED;
}

function isAboutAccount(error: FailureError): boolean {
  return /^AuthenticationError\.\w*CUSTOMER_(NOT_FOUND|ID_)/.test(error.code ?? "");
}

/** Errors that no account and no row can be blamed for: who is calling, and with which API version. */
function isAboutCaller(error: FailureError): boolean {
  const code = error.code ?? "";
  return (
    (code.startsWith("AuthenticationError.") && !isAboutAccount(error)) ||
    code.startsWith("HeaderError.") ||
    /^AuthorizationError\.(DEVELOPER_TOKEN|PROJECT|CLOUD_PROJECT|MISSING_TOS)/.test(code) ||
    /^RequestError\.(UNSUPPORTED_VERSION|DEVELOPER_TOKEN_|CLOUD_PROJECT_)/.test(code)
  );
}

function callerAdvice(
  error: FailureError | undefined,
  answer: Extract<DecodedAnswer, { kind: "failed" }>,
): string {
  const entry =
    entryOf(error?.code ?? "") ?? oauthEntryIn(answer.message) ?? canonicalEntryOf(answer.code);
  return entry?.remedy ?? "";
}

function accountAdvice(error: FailureError | undefined): string {
  const entry = entryOf(error?.code ?? "") ?? canonicalEntryOf(statusCode.PERMISSION_DENIED);
  const move = error === undefined ? "" : moveAdvice(error);
  return [entry?.remedy ?? "", move].filter((part) => part !== "").join(" ");
}

/** Characters of a text of Google's that a stop repeats. requests.ndjson has it all. */
const mostShown = 400;

/** What Google said, without secrets, on one line. */
function textOf(error: FailureError | undefined, message: string): string {
  const text =
    error === undefined
      ? message
      : [error.message ?? message, error.code === null ? "" : `(${error.code})`]
          .filter((part) => part !== "")
          .join(" ");
  return shortened(oneLine(redact(text)), mostShown);
}
