import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sandboxIds } from "../../src/sandbox/server.ts";
import { connect, type MutateOptions, type TestClient } from "./client.ts";
import { keyword, update } from "./operations.ts";

describe("a request as a whole", () => {
  let client: TestClient;
  before(async () => {
    client = await connect();
  });
  after(async () => {
    await client.close();
  });

  async function refusal(
    options: MutateOptions,
    operations: readonly object[] = [keyword("a")],
  ): Promise<unknown> {
    const reply = await client.mutate(operations, options);
    return reply.kind === "error" && [reply.code, reply.errors[0]?.code, reply.errors[0]?.path];
  }

  test("needs a developer token", async () => {
    const expected = [3, "request_error.DEVELOPER_TOKEN_PARAMETER_MISSING", ""];
    assert.deepEqual(await refusal({ headers: {} }), expected);
  });

  test("needs a login customer of ten digits, if it names one", async () => {
    const headers = { "developer-token": "x", "login-customer-id": "123-456-7890" };
    assert.deepEqual(await refusal({ headers }), [3, "header_error.INVALID_LOGIN_CUSTOMER_ID", ""]);
  });

  test("needs a customer id of ten digits", async () => {
    const expected = [3, "request_error.INVALID_CUSTOMER_ID", ""];
    assert.deepEqual(await refusal({ customer: "" }), expected);
    assert.deepEqual(await refusal({ customer: "123-456-7890" }), expected);
  });

  test("holds at least one operation, and at most 10,000", async () => {
    assert.deepEqual(await refusal({}, []), [3, "field_error.REQUIRED", "mutate_operations"]);
    const many = Array.from({ length: 10_001 }, () => ({}));
    assert.deepEqual(await refusal({}, many), [3, "request_error.TOO_MANY_MUTATE_OPERATIONS", ""]);
  });

  test("is at most 64 MB", async () => {
    const error = await client.raw("Mutate", Buffer.alloc(64 * 1024 * 1024 + 1));
    assert.ok(error !== "ok");
    assert.ok(error.metadata.get("request-id").length > 0);
    assert.match(String(error.metadata.get("grpc-status-details-bin")[0]), /exceeds the system/);
  });

  test("that cannot be decoded is an internal error, and the sandbox lives on", async () => {
    const error = await client.raw("Mutate", Buffer.from([0x0a, 0xff]));
    assert.equal(error !== "ok" && error.code, 13);
    assert.deepEqual(await client.errorsOf([keyword("a")]), []);
  });

  test("with an operation that knows no partial failure is refused", async () => {
    const customer = update("customer_operation", "customers/1234567890", {
      auto_tagging_enabled: true,
    });
    assert.deepEqual(await refusal({}, [keyword("b"), customer]), [
      3,
      "mutate_error.OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE",
      "mutate_operations[1].customer_operation",
    ]);
    const atomic = await client.mutate([customer], { partialFailure: false });
    assert.deepEqual(atomic.kind === "ok" && atomic.names, ["customers/1234567890"]);
  });
});

describe("special accounts", () => {
  let client: TestClient;
  before(async () => {
    client = await connect();
  });
  after(async () => {
    await client.close();
  });

  for (const [customer, status, code] of [
    ["9000000001", 7, "authorization_error.CUSTOMER_NOT_ENABLED"],
    ["9000000002", 7, "authorization_error.USER_PERMISSION_DENIED"],
    ["9000000003", 8, "quota_error.RESOURCE_EXHAUSTED"],
  ] as const) {
    test(`${customer} answers ${code}`, async () => {
      const reply = await client.mutate([keyword("a")], { customer });
      assert.deepEqual(reply.kind === "error" && [reply.code, reply.errors[0]?.code], [
        status,
        code,
      ]);
      const search = await client.search("SELECT customer.id FROM customer", { customer });
      assert.deepEqual([search.code, search.errors[0]?.code], [status, code]);
      assert.match(sandboxIds, new RegExp(customer));
    });
  }

  test("the exhausted quota tells to come back in about eleven hours", async () => {
    const reply = await client.mutate([keyword("a")], { customer: "9000000003" });
    assert.deepEqual(reply.errors[0]?.details?.["quota_error_details"], {
      rate_scope: "DEVELOPER",
      rate_name: "Number of operations for basic access",
      retry_delay: { seconds: "40591", nanos: 0 },
    });
  });

  test("the busy account says so of every operation", async () => {
    const reply = await client.mutate([keyword("a"), keyword("b")], { customer: "9000000004" });
    assert.ok(reply.kind === "ok");
    assert.deepEqual(reply.names, ["", ""]);
    assert.deepEqual(
      reply.errors.map(({ code, path, message }) => [code, path, message]),
      [0, 1].map((index) => [
        "quota_error.RESOURCE_TEMPORARILY_EXHAUSTED",
        `mutate_operations[${index}]`,
        "Too many requests. Retry in 30 seconds.",
      ]),
    );
  });
});
