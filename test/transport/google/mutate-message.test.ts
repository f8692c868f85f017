import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import protobuf from "protobufjs";
import { apiVersion } from "../../../src/api/package.ts";
import { loadProtos } from "../../../src/api/protos.ts";
import {
  decodeMutateResponse,
  encodeMutateRequest,
} from "../../../src/transport/google/mutate-message.ts";

const services = `google.ads.googleads.${apiVersion()}.services`;

const root = loadProtos(["services/google_ads_service.proto"]);

const request = root.lookupType(`${services}.MutateGoogleAdsRequest`);

const response = root.lookupType(`${services}.MutateGoogleAdsResponse`);

const operationResponse = root.lookupType(`${services}.MutateOperationResponse`);

/** The operations that change no resource, and give no name. */
const NAMELESS: ReadonlySet<string> = new Set(["book_campaigns_result", "quote_campaigns_result"]);

suite("our envelope of a mutate", () => {
  const text = readFileSync(new URL("../../../protos/mutate.proto", import.meta.url), "utf8");
  const ours = protobuf.parse(text, { keepCase: true }).root;
  for (const [name, real] of [
    ["rowmend.MutateRequest", request],
    ["rowmend.MutateResponse", response],
  ] as const) {
    const type = ours.lookupType(name);
    test(`${name} has the numbers of ${real.name}`, () => {
      assert.ok(type.fieldsArray.length > 1);
      for (const field of type.fieldsArray) {
        const { id, repeated } = real.fields[field.name] ?? {};
        assert.deepEqual([field.id, field.repeated], [id, repeated], field.name);
      }
    });
  }
});

suite("a request", () => {
  test("is what the package's own message reads", () => {
    const operations = [
      { campaign_operation: { remove: "customers/1/campaigns/2" } },
      { ad_group_operation: { create: { name: "x" } } },
    ];
    const type = root.lookupType(`${services}.MutateOperation`);
    const bytes = encodeMutateRequest({
      customerId: "1234567890",
      operations: operations.map((operation) => type.encode(operation).finish()),
      partialFailure: true,
      validateOnly: false,
    });
    assert.deepEqual(request.toObject(request.decode(bytes)), {
      customer_id: "1234567890",
      mutate_operations: operations,
      partial_failure: true,
      validate_only: false,
    });
  });
});

function answer(message: object): ReturnType<typeof decodeMutateResponse> {
  return decodeMutateResponse(response.encode(response.fromObject(message)).finish());
}

suite("an answer", () => {
  for (const field of operationResponse.fieldsArray) {
    const result = field.resolve().resolvedType;
    assert.ok(result instanceof protobuf.Type);
    const hasName = !NAMELESS.has(field.name);

    test(`${field.name} ${hasName ? "begins with a resource name" : "has no resource name"}`, () => {
      const first = result.fieldsById[1];
      assert.equal(first?.name === "resource_name" && first.type === "string", hasName);
      assert.equal("resource_name" in result.fields, hasName);
      if (!hasName) return;
      const results = [
        { [field.name]: { resource_name: "customers/1/x/2" } },
        { [field.name]: { resource_name: "" } },
        { [field.name]: {} },
        {},
      ];
      assert.deepEqual(answer({ mutate_operation_responses: results }), {
        results: ["customers/1/x/2", null, null, null],
        partialFailure: null,
      });
    });
  }

  test("gives the name also where the whole resource comes with it", () => {
    const campaign_result = {
      resource_name: "customers/1/campaigns/2",
      campaign: { resource_name: "customers/1/campaigns/2", name: "x" },
    };
    assert.deepEqual(answer({ mutate_operation_responses: [{ campaign_result }] }).results, [
      "customers/1/campaigns/2",
    ]);
    const { campaign } = campaign_result;
    assert.deepEqual(
      answer({ mutate_operation_responses: [{ campaign_result: { campaign } }] }).results,
      [null],
    );
  });

  test("gives the partial failure undecoded", () => {
    const { partialFailure, results } = answer({
      mutate_operation_responses: [{}],
      partial_failure_error: { code: 3, message: "Multiple errors" },
    });
    assert.ok(partialFailure);
    const status = root.lookupType("google.rpc.Status");
    assert.deepEqual(status.toObject(status.decode(partialFailure)), {
      code: 3,
      message: "Multiple errors",
    });
    assert.deepEqual(results, [null]);
  });

  test("of a validation is empty", () => {
    assert.deepEqual(decodeMutateResponse(new Uint8Array()), { results: [], partialFailure: null });
  });

  test("that is cut off is an error", () => {
    const bytes = response
      .encode({
        mutate_operation_responses: [{ campaign_result: { resource_name: "customers/1/x/2" } }],
      })
      .finish();
    for (let length = 1; length < bytes.length; length += 1) {
      assert.throws(() => decodeMutateResponse(bytes.subarray(0, length)), `${length} bytes`);
    }
  });
});
