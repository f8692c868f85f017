import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { apiVersion } from "../../../src/api/package.ts";
import { loadProtos } from "../../../src/api/protos.ts";
import { type SavedType, savedTypes } from "../../../src/commands/decode/saved-bytes.ts";
import { readSaved } from "../../../src/commands/decode/saved.ts";
import { RunError } from "../../../src/messages/run-error.ts";
import {
  detailOf,
  errorAt,
  failureBytes,
  mutateResponse,
  statusBytes,
} from "../../support/answers.ts";

const errors = [errorAt("operations[1].create.name", "string_length_error", "TOO_LONG")];

const status = statusBytes([detailOf(errors)], "Too long., at operations[1].create.name");

const services = `google.ads.googleads.${apiVersion()}.services`;

const root = loadProtos([
  "services/conversion_upload_service.proto",
  "services/batch_job_service.proto",
]);

function encode(name: string, object: object): Uint8Array {
  const type = root.lookupType(`${services}.${name}`);
  return type.encode(type.fromObject(object)).finish();
}

const decodedStatus = root.lookupType("google.rpc.Status").decode(status);

const messages: Readonly<Record<SavedType, Uint8Array>> = {
  status,
  failure: failureBytes(errors, "request-1"),
  "mutate-response": mutateResponse(["customers/1/adGroupCriteria/1~2", null], status),
  "upload-response": encode("UploadClickConversionsResponse", {
    partial_failure_error: decodedStatus,
    results: [{ gclid: "x" }, {}],
  }),
  "batch-results": encode("ListBatchJobResultsResponse", {
    results: [
      {
        mutate_operation_response: {
          campaign_result: { resource_name: "customers/1/campaigns/2" },
        },
      },
      { operation_index: 31, status: decodedStatus },
    ],
  }),
};

function codes(bytes: Uint8Array, type: SavedType | null = null): readonly (string | null)[] {
  return readSaved(bytes, "answer", type).flatMap(({ failure }) =>
    failure.errors.map(({ code }) => code),
  );
}

suite("reading a saved answer", () => {
  for (const type of savedTypes) {
    const bytes = messages[type];
    const base64 = Buffer.from(bytes).toString("base64");
    const hex = Buffer.from(bytes).toString("hex");
    const forms: Readonly<Record<string, Uint8Array>> = {
      binary: bytes,
      base64: Buffer.from(`${base64.replaceAll(/.{60}/g, "$&\n")}\n`),
      "base64 in quotation marks": Buffer.from(JSON.stringify(base64)),
      hex: Buffer.from(hex.toUpperCase()),
      "hex in pairs": Buffer.from(hex.replaceAll(/../g, "$& ")),
    };
    for (const [form, saved] of Object.entries(forms)) {
      test(`${type} in ${form} tells by itself what it is`, () => {
        assert.deepEqual(codes(saved), ["StringLengthError.TOO_LONG"]);
        assert.deepEqual(codes(saved, type), ["StringLengthError.TOO_LONG"]);
      });
    }
  }

  test("a result of a batch job keeps its own index", () => {
    const [found] = readSaved(messages["batch-results"], "answer");
    assert.partialDeepStrictEqual(found, { kind: "batch_result", operationIndex: 31 });
  });

  test("a failure that breaks off gives what stands before the break", () => {
    const long = failureBytes([...errors, ...errors, ...errors]);
    const [found] = readSaved(long.subarray(0, long.length - 5), "answer");
    assert.equal(found?.failure.errors.length, 2);
    assert.equal(found.failure.undecoded.length, 1);
  });

  test("JSON, also in UTF-16, and one answer in each line", () => {
    const answer = JSON.stringify({
      error: { code: 400, details: [], message: "Broken.", status: "INVALID_ARGUMENT" },
    });
    const utf16 = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(answer, "utf16le")]);
    assert.equal(readSaved(utf16, "answer").length, 1);
    assert.equal(readSaved(Buffer.from(`${answer}\n${answer}\n`), "answer").length, 2);
    assert.equal(readSaved(Buffer.from(`\uFEFF${answer}`), "answer").length, 1);
  });

  test("an answer without errors is an answer", () => {
    for (const text of [
      "{}",
      "[]",
      '{"results":[{"resourceName":"customers/1/campaigns/2"}]}',
      '{"mutateOperationResponses":[]}',
    ]) {
      assert.deepEqual(readSaved(Buffer.from(text), "answer"), [], text);
    }
    assert.deepEqual(readSaved(mutateResponse(["x"]), "answer", "mutate-response"), []);
  });

  test("an error in a strange form is not lost", () => {
    const [found] = readSaved(Buffer.from('{"partialFailureError":"strange"}'), "answer");
    const [part] = found?.failure.undecoded ?? [];
    assert.equal(Buffer.from(part?.bytes ?? []).toString(), '"strange"');
    const signIn = '{"error":"invalid_grant","error_description":"Bad Request"}';
    const [refusal] = readSaved(Buffer.from(signIn), "answer");
    assert.deepEqual(refusal?.failure.status, { code: 16, message: "invalid_grant: Bad Request" });
  });

  test("what is no answer is refused", () => {
    for (const text of [
      "",
      "hello",
      "null",
      "3",
      '{"a":1}',
      '[{"a":1}]',
      '{"error":',
      "Zm9vYmFy",
    ]) {
      assert.throws(() => readSaved(Buffer.from(text), "answer"), RunError, text);
    }
    assert.throws(
      () => readSaved(mutateResponse(["x"]), "answer"),
      /not a Google Ads API response/,
    );
  });

  test("any bytes are an answer or are refused, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(null, ...savedTypes), (bytes, type) => {
        try {
          readSaved(bytes, "answer", type);
        } catch (error) {
          assert.ok(error instanceof RunError);
        }
      }),
    );
  });
});
