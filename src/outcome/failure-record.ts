import type { Failure } from "../failure/failure.ts";
import { canonicalNames } from "../failure/status-code.ts";
import { redact } from "../messages/redact.ts";
import type { DecodedAnswer } from "./verdict.ts";

/** A failure as it is kept: everything decoded, the rest as base64. */
export function recordOf(index: number, row: number | null, failure: Failure): object {
  const { status, version, errors, undecoded } = failure;
  return {
    operation_index: index,
    row,
    status: status === null ? null : { ...status, name: canonicalNames[status.code] ?? null },
    version,
    errors,
    undecoded: undecoded.map(({ typeUrl, bytes }) => ({
      type_url: typeUrl,
      base64: Buffer.from(bytes).toString("base64"),
    })),
  };
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
