import { status as codes } from "@grpc/grpc-js";
import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { descriptionOf } from "../../../src/failure/codes.ts";
import { type FailureCase, failures } from "../../fixtures/failures.ts";
import {
  type Detail,
  detailOf,
  type ErrorSpec,
  mutateResponse,
  nameAt,
  refusal,
  statusBytes,
} from "../../support/answers.ts";
import type { Reports } from "../../support/cli.ts";
import { startLocalServer } from "../../support/local-server.ts";
import type { Reply } from "../../support/scripted-server.ts";

// Failures in all their forms, played as answers to an upload.

type Json = Readonly<Record<string, unknown>>;

function object(value: unknown): Json | null {
  if (Array.isArray(value)) return object(value[0]);
  return typeof value === "object" && value !== null ? (value as Json) : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Names as JSON has them; the objects of protobufjs have others. */
function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      inCamelCase(member),
    ]),
  );
}

/** Names as the .proto files have them. */
function snake(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What our own package can say of an error; codes that it does not have are left out. */
function errorOf(value: unknown): ErrorSpec {
  const { errorCode, message, location } = object(value) ?? {};
  const [code] = Object.entries(object(errorCode) ?? {});
  const elements = list(object(location)?.["fieldPathElements"]).map((element) => {
    const { fieldName, index } = object(element) ?? {};
    return {
      ...(typeof fieldName === "string" && { field_name: fieldName }),
      ...(/^\d+$/.test(String(index)) && { index: Number(index) }),
    };
  });
  return {
    ...(code !== undefined &&
      (typeof code[1] === "number" || isKnown(code.join("."))) && {
        error_code: { [snake(code[0])]: typeof code[1] === "number" ? code[1] : String(code[1]) },
      }),
    ...(typeof message === "string" && { message }),
    ...(elements.length > 0 && { location: { field_path_elements: elements } }),
  };
}

/** Whether the installed package has the code, "stringLengthError.TOO_LONG". */
function isKnown(code: string): boolean {
  return descriptionOf(pascal(code)) !== null;
}

function pascal(code: string): string {
  return code.replace(/^./, (first) => first.toUpperCase());
}

interface Rebuilt {
  readonly reply: Reply;
  readonly rows: number;
  readonly names: readonly (string | null)[];
}

/** The payload as protobuf; null if there is nothing in it that a message can hold. */
function rebuild({ kind, payload, expected, operationCount }: FailureCase): Rebuilt | null {
  const outer = object(inCamelCase(payload));
  const body = object(outer?.["data"]) ?? outer;
  const isWhole = kind === "request";
  const status = object(isWhole ? (body?.["error"] ?? body) : body?.["partialFailureError"]);
  // Dumps of other languages have a form of their own.
  const isForeign = list(status?.["details"]).some((detail) => object(detail)?.["@type"] === 0);
  if (body === null || status === null || isForeign) return null;
  const message = typeof status["message"] === "string" ? status["message"] : "";
  const details = list(status["details"]).map((item): Detail => {
    const detail = object(item) ?? {};
    const type = typeof detail["@type"] === "string" ? detail["@type"] : "";
    const version = /\.(v\d+)\.errors\.GoogleAdsFailure$/.exec(type)?.[1];
    if (version === undefined && !Array.isArray(detail["errors"]))
      return { type_url: type, value: Buffer.from(JSON.stringify(item)) };
    return detailOf(list(detail["errors"]).map(errorOf), version);
  });
  const results = list(body["results"] ?? body["mutateOperationResponses"]);
  const named = expected.map(({ operationIndex }) => (operationIndex ?? 0) + 1);
  const rows = Math.max(operationCount, ...named, results.length);
  const names = results.map((result, at) =>
    Object.keys(object(Object.values(object(result) ?? {})[0]) ?? object(result) ?? {}).length > 0
      ? nameAt(1, at)
      : null,
  );
  if (!isWhole) {
    const bytes = mutateResponse(names, statusBytes(details, message));
    return { reply: { kind: "answer", bytes }, rows, names };
  }
  const code = codes[String(status["status"]) as keyof typeof codes] ?? codes.INVALID_ARGUMENT;
  const bare = refusal(code, [], message);
  const trailers = { "grpc-status-details-bin": statusBytes(details, message, code) };
  return { reply: { ...bare, trailers } as Reply, rows, names: [] };
}

function check(
  { id, expected, hint }: FailureCase,
  { rows, names }: Rebuilt,
  reports: Reports,
): void {
  assert.equal(reports.results.length, rows, id);
  const distinct = new Map(expected.map((error) => [JSON.stringify(error), error]));
  for (const { operationIndex, errorCode, message } of distinct.values()) {
    const code = errorCode !== null && isKnown(errorCode) ? pascal(errorCode) : "";
    const found = reports.errors
      .filter((line) => line["code"] === code && line["message"] === (message ?? ""))
      .map((line) => Number(line["row"]));
    const position = rows === 1 ? 0 : operationIndex;
    if (position === null) assert.ok(found.length > 0, `${code} is not lost`);
    else {
      const row = position + 2;
      assert.ok(found.includes(row), `${code} is on row ${row}`);
      const alike = expected.filter(
        (other) => (rows === 1 ? 0 : other.operationIndex) === position,
      );
      assert.ok(found.filter((at) => at === row).length <= alike.length);
      assert.notEqual(reports.results[position]?.["outcome"], "accepted");
    }
  }
  const blamed = new Set(expected.map(({ operationIndex }) => (rows === 1 ? 0 : operationIndex)));
  const isAligned = names.length === rows;
  const gaps = names.filter((name, at) => name === null && !blamed.has(at)).length;
  for (const [position, row] of reports.results.entries()) {
    if (blamed.has(position)) continue;
    if (isAligned && names[position] !== null) assert.equal(row["outcome"], "accepted");
    else if (row["outcome"] === "rejected") {
      const isHinted = position === hint?.operationIndex;
      assert.ok(rows === 1 || isHinted || (isAligned && gaps === 1));
    } else assert.match(row["outcome"] ?? "", /^(in_doubt|deferred)$/);
  }
}

suite("failures as answers to an upload", async () => {
  const server = await startLocalServer();
  after(() => server.close());
  const untold: string[] = [];
  for (const one of failures) {
    if (one.kind === "batch") continue;
    const rebuilt = rebuild(one);
    if (rebuilt === null) untold.push(one.id);
    else
      test(one.id, async () => {
        check(one, rebuilt, await server.upload(rebuilt.rows, rebuilt.reply));
      });
  }

  test("only what a message cannot hold is left out", () => {
    assert.deepEqual(untold, [
      "a word in the place of the failure",
      "null in the place of the failure",
      "details as PHP's client prints them, about a field of the request",
    ]);
  });
});
