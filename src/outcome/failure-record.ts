import type { Failure } from "../failure/failure.ts";
import { canonicalNames } from "../failure/status-code.ts";
import { redact } from "../messages/redact.ts";
import type { DecodedAnswer } from "./verdict.ts";

/** A failure as it is kept: everything decoded, the rest as base64. */
function kept({ status, version, errors, undecoded }: Failure): object {
  return {
    status: status === null ? null : { ...status, name: canonicalNames[status.code] ?? null },
    version,
    errors,
    undecoded: undecoded.map(({ typeUrl, bytes }) => ({
      type_url: typeUrl,
      base64: Buffer.from(bytes).toString("base64"),
    })),
  };
}

/** The failure of one operation of a batch job. */
export function recordOf(index: number, row: number | null, failure: Failure): object {
  return { operation_index: index, row, ...kept(failure) };
}

/** The failure of a call as JSON text, without secrets; null if there was none. */
export function failureText(answer: DecodedAnswer): string | null {
  const { failure } = answer;
  if (failure === null) return null;
  const status =
    answer.kind === "failed" ? { code: answer.code, message: answer.message } : failure.status;
  return redact(JSON.stringify(kept({ ...failure, status })));
}
