import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decodeStatus } from "../../src/failure/decode.ts";
import { type Failure, type FailureError, formatPath } from "../../src/failure/failure.ts";
import { decodeJson, type JsonFailure } from "../../src/failure/json.ts";
import { encodeFailure, encodeStatusOf } from "./real-protos.ts";

const type = "type.googleapis.com/google.ads.googleads.v24.errors.GoogleAdsFailure";

const restError = {
  errorCode: { stringLengthError: "TOO_LONG" },
  message: "Too long.",
  trigger: { stringValue: "Winter boots for all" },
  location: {
    fieldPathElements: [
      { fieldName: "operations", index: 0 },
      { fieldName: "create" },
      { fieldName: "name" },
    ],
  },
};

const normalError: FailureError = {
  code: "StringLengthError.TOO_LONG",
  message: "Too long.",
  trigger: "Winter boots for all",
  path: [
    { name: "operations", index: 0 },
    { name: "create", index: null },
    { name: "name", index: null },
  ],
  details: null,
};

function only(value: unknown): JsonFailure {
  const [first, ...more] = decodeJson(value);
  assert.ok(first);
  assert.equal(more.length, 0);
  return first;
}

function failureOf(value: unknown): Failure {
  return only(value).failure;
}

/** The one error of a failure that holds `error` and nothing else. */
function errorOf(error: unknown): FailureError {
  const [first, ...more] = failureOf({
    error: { code: 3, details: [{ "@type": type, errors: [error] }] },
  }).errors;
  assert.ok(first);
  assert.equal(more.length, 0);
  return first;
}

function statusCode(error: object): number | undefined {
  return failureOf({ error }).status?.code;
}

function withDetails(...details: readonly unknown[]): Failure {
  return failureOf({ error: { code: 3, details } });
}

function pathOf(location: object): string {
  return formatPath(errorOf({ location }).path);
}

suite("where a failure is found", () => {
  const envelope = {
    error: {
      code: 400,
      status: "INVALID_ARGUMENT",
      message: "Request contains an invalid argument.",
      details: [{ "@type": type, errors: [restError], requestId: "req-1" }],
    },
  };
  const failure: Failure = {
    status: { code: 3, message: "Request contains an invalid argument." },
    errors: [normalError],
    requestId: "req-1",
    version: "v24",
    undecoded: [],
  };

  test("the error envelope of REST", () => {
    assert.deepEqual(only(envelope), { kind: "request", failure });
  });

  test("the array that searchStream answers", () => {
    assert.deepEqual(decodeJson([envelope]), [{ kind: "request", failure }]);
  });

  test("an envelope inside what an HTTP client wraps around it", () => {
    assert.deepEqual(only({ response: { status: 400, data: envelope } }).failure, failure);
  });

  test("a bare Status", () => {
    assert.deepEqual(failureOf(envelope.error), failure);
  });

  test("a bare GoogleAdsFailure", () => {
    assert.deepEqual(failureOf({ errors: [restError], requestId: "req-2" }), {
      status: null,
      errors: [normalError],
      requestId: "req-2",
      version: null,
      undecoded: [],
    });
  });

  test("a partial failure in an answer that succeeded", () => {
    const { code, message, details } = { ...envelope.error, code: 3 };
    const answer = { partialFailureError: { code, message, details }, results: [{}, {}] };
    assert.deepEqual(only(answer), { kind: "partial_failure", failure });
  });

  test("results of a batch job, each at its own operation", () => {
    const status = { code: 3, message: "", details: [{ "@type": type, errors: [restError] }] };
    const found = decodeJson({
      results: [
        { status },
        { operationIndex: "1", mutateOperationResponse: {} },
        { operationIndex: "7", status },
      ],
    });
    assert.deepEqual(
      found.map((one) => one.kind === "batch_result" && one.operationIndex),
      [0, 7],
    );
  });

  test("answers without a failure have none", () => {
    for (const value of [
      {},
      { results: [{ resourceName: "customers/1/campaigns/2" }] },
      { partialFailureError: null },
      { partialFailureError: {} },
      { partialFailureError: { code: 0 } },
      { partialFailureError: "a text" },
      { error: "invalid_grant", error_description: "Bad Request" },
      null,
      "text",
      7,
      [],
    ]) {
      assert.deepEqual(decodeJson(value), [], JSON.stringify(value));
    }
  });
});

suite("the status", () => {
  test("is the canonical name where there is one", () => {
    assert.equal(statusCode({ code: 400, status: "RESOURCE_EXHAUSTED" }), 8);
    assert.equal(statusCode({ code: 409, status: "ALREADY_EXISTS" }), 6);
  });

  test("is read from the HTTP status where there is none", () => {
    assert.equal(statusCode({ code: 401 }), 16);
    assert.equal(statusCode({ code: 429 }), 8);
    assert.equal(statusCode({ code: 503 }), 14);
    assert.equal(statusCode({ code: 418 }), 9);
    assert.equal(statusCode({ code: 599 }), 13);
  });

  test("is the canonical code as gRPC has it", () => {
    assert.equal(statusCode({ code: 14 }), 14);
  });

  test("is UNKNOWN where nothing tells", () => {
    assert.equal(statusCode({}), 2);
    assert.equal(statusCode({ code: 999_999 }), 2);
  });
});

suite("details of the status", () => {
  test("without a type count if they look like a failure", () => {
    assert.deepEqual(withDetails({ errors: [restError] }).errors, [normalError]);
  });

  test("of other types are kept as JSON text", () => {
    const info = {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "SERVICE_DISABLED",
    };
    const { errors, undecoded } = withDetails(info, { "@type": type, errors: [restError] });
    assert.equal(errors.length, 1);
    assert.deepEqual(undecoded, [
      { typeUrl: info["@type"], bytes: Buffer.from(JSON.stringify(info)) },
    ]);
  });

  test("that are still packed are decoded: base64, a Buffer in JSON, or bytes", () => {
    const packed = encodeFailure({ errors: [{ error_code: { string_length_error: 3 } }] });
    for (const value of [
      Buffer.from(packed).toString("base64"),
      Buffer.from(packed).toJSON(),
      [...packed],
      packed,
    ]) {
      assert.equal(
        withDetails({ type_url: type, value }).errors[0]?.code,
        "StringLengthError.TOO_LONG",
      );
    }
  });

  test("that are packed in no known way are kept", () => {
    assert.equal(
      withDetails({ type_url: type, value: { type: "Buffer", data: ["gone"] } }).undecoded.length,
      1,
    );
  });
});

suite("an error", () => {
  test("may be a protobufjs object: snake_case, enum numbers, Longs", () => {
    assert.deepEqual(
      errorOf({
        error_code: { string_length_error: 3, error_code: "string_length_error" },
        message: "Too long.",
        trigger: { int64_value: { low: -1, high: -1, unsigned: false }, value: "int64_value" },
        location: { field_path_elements: [{ field_name: "operations", index: 2 }] },
      }),
      {
        code: "StringLengthError.TOO_LONG",
        message: "Too long.",
        trigger: "-1",
        path: [{ name: "operations", index: 2 }],
        details: null,
      },
    );
  });

  test("keeps codes that the installed version does not have", () => {
    assert.equal(
      errorOf({ errorCode: { criterionError: "SOME_NEW" } }).code,
      "CriterionError.SOME_NEW",
    );
    assert.equal(errorOf({ errorCode: { newKindError: "ODD" } }).code, "NewKindError.ODD");
    assert.equal(
      errorOf({ errorCode: { stringLengthError: 23 } }).code,
      "StringLengthError.UNKNOWN_23",
    );
  });

  test("without a code, message, trigger or place has none of them", () => {
    assert.deepEqual(errorOf({}), {
      code: null,
      message: null,
      trigger: null,
      path: [],
      details: null,
    });
  });

  test("with parts of the wrong type has none of them either", () => {
    for (const odd of [null, 5, true, [], ["x"], {}, { a: { b: 1 } }]) {
      const error = { errorCode: odd, message: {}, trigger: odd, location: odd, details: odd };
      assert.deepEqual(
        errorOf(error),
        { code: null, message: null, trigger: null, path: [], details: null },
        JSON.stringify(odd),
      );
    }
  });

  test("has a trigger as text, whatever its type", () => {
    assert.equal(errorOf({ trigger: { stringValue: "" } }).trigger, "");
    assert.equal(errorOf({ trigger: { int64Value: "2" } }).trigger, "2");
    assert.equal(errorOf({ trigger: { booleanValue: false } }).trigger, "false");
    assert.equal(errorOf({ trigger: { doubleValue: 1.5 } }).trigger, "1.5");
  });

  const indexes: readonly (readonly [unknown, number | null])[] = [
    [0, 0],
    ["1", 1],
    [{ value: "118" }, 118],
    [{ low: 3, high: 0, unsigned: false }, 3],
    [true, null],
    ["x", null],
    ["", null],
    [1.5, null],
    [null, null],
  ];
  for (const [index, read] of indexes) {
    test(`has the index ${JSON.stringify(index)} as ${read}`, () => {
      const location = { fieldPathElements: [{ fieldName: "operations", index }] };
      assert.deepEqual(errorOf({ location }).path, [{ name: "operations", index: read }]);
    });
  }

  test("may name the operation beside the path, as old samples do", () => {
    const keyword = { fieldName: "keyword" };
    assert.equal(pathOf({ operationIndex: "1" }), "operations[1]");
    assert.equal(
      pathOf({ operationIndex: 0, fieldPathElements: [keyword] }),
      "operations[0].keyword",
    );
    assert.equal(
      pathOf({ operationIndex: 1, fieldPathElements: [{ fieldName: "operations", index: 2 }] }),
      "operations[2]",
    );
  });

  test("has its details in the same form as from bytes", () => {
    const details = {
      policyViolationDetails: {
        externalPolicyName: "Gambling",
        externalPolicyDescription: "Not everywhere.",
        key: { policyName: "GAMBLING", violatingText: "poker" },
        isExemptible: true,
      },
      policyFindingDetails: { policyTopicEntries: [{ topic: "ALCOHOL", type: "LIMITED" }] },
      quotaErrorDetails: { rateScope: "ACCOUNT", rateName: "Requests", retryDelay: "1.5s" },
    };
    const bytes = encodeStatusOf({
      errors: [
        {
          details: {
            policy_violation_details: {
              external_policy_name: "Gambling",
              external_policy_description: "Not everywhere.",
              key: { policy_name: "GAMBLING", violating_text: "poker" },
              is_exemptible: true,
            },
            policy_finding_details: {
              policy_topic_entries: [{ topic: "ALCOHOL", type: "LIMITED" }],
            },
            quota_error_details: {
              rate_scope: "ACCOUNT",
              rate_name: "Requests",
              retry_delay: { seconds: 1, nanos: 500_000_000 },
            },
          },
        },
      ],
    });
    assert.deepEqual(errorOf({ details }).details, decodeStatus(bytes).errors[0]?.details);
  });

  test("with details of a newer kind keeps them", () => {
    const details = { brandNewDetails: { a: 1 } };
    const failure = failureOf({ errors: [{ message: "m", details }] });
    assert.equal(
      Buffer.from(failure.undecoded[0]?.bytes ?? []).toString(),
      JSON.stringify(details),
    );
  });
});

suite("anything", () => {
  test("is read without throwing", () => {
    fc.assert(fc.property(fc.anything(), (value) => void decodeJson(value)));
  });

  test("is read without throwing in every place of a failure", () => {
    const anything = fc.anything();
    const answer = fc.record(
      {
        "@type": fc.oneof(fc.constant(type), anything),
        errors: fc.oneof(
          anything,
          fc.array(
            fc.record({
              errorCode: fc.oneof(anything, fc.dictionary(fc.string(), anything)),
              message: anything,
              trigger: fc.oneof(
                anything,
                fc.record({ int64Value: anything, stringValue: anything }),
              ),
              location: fc.record({
                fieldPathElements: fc.array(fc.record({ fieldName: anything, index: anything })),
                operationIndex: anything,
              }),
              details: fc.record({
                policyFindingDetails: anything,
                quotaErrorDetails: fc.record({ rateScope: anything, retryDelay: anything }),
                policyViolationDetails: anything,
              }),
            }),
          ),
        ),
        value: anything,
        data: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(answer, anything, (detail, code) => {
        decodeJson({
          error: { code, details: [detail] },
          partialFailureError: { details: detail },
        });
        decodeJson(detail);
      }),
    );
  });

  test("nested without end is given up", () => {
    let value: unknown = { error: { code: 3 } };
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    assert.deepEqual(decodeJson(value), []);
  });
});
