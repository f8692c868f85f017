import { noFailure } from "../../failure/failure.ts";
import { isObject, member } from "../../failure/json-value.ts";
import { decodeJson, type JsonFailure } from "../../failure/json.ts";
import { oauthEntryIn } from "../../knowledge/entries.ts";
import { RunError } from "../../messages/run-error.ts";
import { readAnswer, type SavedType } from "./saved-bytes.ts";

/**
 * The failures in a saved API response: JSON in any form that `decodeJson` reads, one JSON response per
 * line, or a protobuf message as bytes, base64 or hexadecimal digits. `type` is the message type, for bytes
 * whose type cannot be detected.
 *
 * @param name the name of the response in error messages
 * @throws RunError if it is not an API response.
 */
export function readSaved(
  bytes: Uint8Array,
  name: string,
  type: SavedType | null = null,
): readonly JsonFailure[] {
  if (bytes.length === 0) {
    throw new RunError(`${name} is empty.`, { wayOut: "Save the complete API response in it." });
  }
  const text = textIn(bytes);
  const found = text === null ? readAnswer(bytes, type) : readText(text.trim(), name, type);
  if (found !== null) return found;
  throw new RunError(`${name} is not a Google Ads API response that rowmend recognises.`, {
    wayOut:
      type === null
        ? "If it is a protobuf message (binary, base64 or hex), give its type with --type."
        : "Check --type, or omit it.",
  });
}

/** Text as people save it, also in UTF-16 as Windows shells write it; null if the bytes are not text. */
function textIn(bytes: Uint8Array): string | null {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
    // Tags and lengths of a message are mostly control characters.
    return /[^\P{Cc}\t\r\n]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function readText(
  text: string,
  name: string,
  type: SavedType | null,
): readonly JsonFailure[] | null {
  if (!/^["[{]/.test(text)) return readEncoded(text, type);
  const value = parseJson(text, name);
  if (typeof value === "string") return readEncoded(value, type);
  const found = decodeJson(value);
  if (found.length > 0) return found;
  const stray = strayError(value);
  if (stray !== null) return [stray];
  return isAnswer(value, deepest) ? [] : null;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    try {
      if (lines.length > 1) return lines.map((line): unknown => JSON.parse(line));
    } catch {
      // The error for the whole text is more useful.
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RunError(`${name} is not valid JSON: ${reason}.`, {
      wayOut: "Save the complete response again, unchanged.",
      cause,
    });
  }
}

function readEncoded(text: string, type: SavedType | null): readonly JsonFailure[] | null {
  const compact = text.replaceAll(/[\s:]/g, "");
  const hex = compact.replace(/^0x/i, "");
  // Without a group to repeat, which takes a stack as deep as the text is long.
  if (hex.length % 2 === 0 && /^[\da-f]+$/i.test(hex)) {
    const found = readAnswer(Buffer.from(hex, "hex"), type);
    if (found !== null) return found;
  }
  const isBase64 = /^[\w+/-]{4,}={0,2}$/.test(compact);
  return isBase64 ? readAnswer(Buffer.from(compact, "base64"), type) : null;
}

const deepest = 8;

/** Top-level members of API responses, with or without errors. */
const answerMembers = [
  "error",
  "errors",
  "partial_failure_error",
  "results",
  "mutate_operation_responses",
  "next_page_token",
  "details",
  "code",
];

/** Whether the value is an API response. One without errors is recognised by its members. */
function isAnswer(value: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isAnswer(item, depth - 1));
  if (!isObject(value)) return false;
  if (Object.keys(value).length === 0) return true;
  return (
    answerMembers.some((name) => Object.hasOwn(value, name) || member(value, name) !== undefined) ||
    Object.hasOwn(value, "partialFailureError") ||
    ["data", "body", "response"].some((name) => isAnswer(member(value, name), depth - 1))
  );
}

/** An error in another form than the API's, such as `{"error": "invalid_grant"}` of the sign-in. */
function strayError(value: unknown): JsonFailure | null {
  if (!isObject(value)) return null;
  const stray = ["error", "partial_failure_error"]
    .map((name) => member(value, name))
    .find((error) => error !== undefined && !isObject(error));
  if (stray === undefined) return null;
  const text = typeof stray === "string" ? stray : JSON.stringify(stray);
  const description = member(value, "error_description");
  const message = typeof description === "string" ? `${text}: ${description}` : text;
  const failure =
    oauthEntryIn(message) === undefined
      ? { undecoded: [{ typeUrl: "", bytes: Buffer.from(JSON.stringify(stray)) }] }
      : { status: { code: UNAUTHENTICATED, message } };
  return { kind: "request", failure: { ...noFailure, ...failure } };
}

const UNAUTHENTICATED = 16;
