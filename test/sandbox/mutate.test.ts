import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { connect, decodeFailure, type TestClient } from "./client.ts";
import { budget, keyword, label, nameOf } from "./operations.ts";

const failureKey = "google.ads.googleads.v25.errors.googleadsfailure-bin";

describe("partial failure", () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await connect();
  });
  test.afterEach(async () => {
    await client.close();
  });

  test("a failed position is an empty result, the others carry their resource name", async () => {
    const reply = await client.mutate([keyword("a"), keyword("b!"), keyword("c")]);
    assert.equal(reply.kind, "ok");
    assert.deepEqual(reply.kind === "ok" && reply.names, [
      nameOf("adGroupCriteria", "3~7000000001"),
      "",
      nameOf("adGroupCriteria", "3~7000000002"),
    ]);
  });

  test("without an error there is no partial_failure_error", async () => {
    const reply = await client.mutate([keyword("a")]);
    assert.equal(reply.kind === "ok" && reply.status, undefined);
  });

  test("the status of one error is its message and its place", async () => {
    const reply = await client.mutate([keyword("")]);
    assert.deepEqual(reply.kind === "ok" && reply.status, {
      code: 3,
      message:
        "Keyword text should not be empty., at mutate_operations[0].ad_group_criterion_operation.create.keyword.text",
      typeUrl: "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
    });
  });

  test("the status of several errors tells the first, in typographic quotation marks", async () => {
    const reply = await client.mutate([keyword("a"), keyword(""), keyword("b!")]);
    assert.match(
      (reply.kind === "ok" && reply.status?.message) || "",
      /^Multiple errors in \u{2018}details\u{2019}\. First error: Keyword text should not be empty\., at mutate_operations\[1\]\./u,
    );
  });

  test("the request id stands in the header and in the failure", async () => {
    const reply = await client.mutate([keyword("")]);
    assert.ok(reply.kind === "ok");
    assert.match(reply.requestId, /^[\w-]{22}$/);
    assert.equal(reply.failure?.requestId, reply.requestId);
  });

  test("an index of 0 is sent, and fields that are no list have none", async () => {
    const [error] = await client.errorsOf([keyword("")]);
    assert.equal(
      error?.path,
      "mutate_operations[0].ad_group_criterion_operation.create.keyword.text",
    );
  });

  test("one operation can have several errors", async () => {
    const errors = await client.errorsOf([keyword(`${"x".repeat(81)}!`)]);
    assert.deepEqual(
      errors.map((error) => error.code),
      ["criterion_error.KEYWORD_TEXT_TOO_LONG", "criterion_error.KEYWORD_HAS_INVALID_CHARS"],
    );
  });

  test("validate_only answers without results, and keeps nothing", async () => {
    const dry = await client.mutate([label(), label()], { validateOnly: true });
    assert.ok(dry.kind === "ok");
    assert.deepEqual(dry.names, []);
    // The operations of one request see each other.
    assert.deepEqual(
      dry.errors.map(({ code, path }) => [code, path]),
      [["label_error.DUPLICATE_NAME", "mutate_operations[1].label_operation.create.name"]],
    );
    const clean = await client.mutate([label()], { validateOnly: true });
    assert.deepEqual(clean.kind === "ok" && [clean.names, clean.errors], [[], []]);
    assert.deepEqual(await client.errorsOf([label()]), []);
  });
});

describe("without partial failure", () => {
  let client: TestClient;
  before(async () => {
    client = await connect();
  });
  after(async () => {
    await client.close();
  });

  test("one fault refuses all, in the trailers, and nothing is applied", async () => {
    const reply = await client.mutate([label({ name: "kept?" }), keyword("")], {
      partialFailure: false,
    });
    assert.ok(reply.kind === "error");
    assert.equal(reply.code, 3);
    assert.deepEqual(
      reply.errors.map(({ code, path }) => [code, path]),
      [
        [
          "criterion_error.INVALID_KEYWORD_TEXT",
          "mutate_operations[1].ad_group_criterion_operation.create.keyword.text",
        ],
      ],
    );
    assert.match(reply.trailers.get("request-id").join(""), /^[\w-]{22}$/);
    assert.ok(reply.trailers.get("grpc-status-details-bin")[0] instanceof Buffer);
    assert.deepEqual(await client.errorsOf([label({ name: "kept?" })]), []);
  });

  test("a request without a fault is applied", async () => {
    const reply = await client.mutate([budget(), label()], { partialFailure: false });
    assert.equal(reply.kind === "ok" && reply.names.every((name) => name !== ""), true);
  });

  test("the list of errors is cut to what trailers can carry", async () => {
    const reply = await client.mutate(
      Array.from({ length: 2000 }, () => keyword("")),
      { partialFailure: false },
    );
    assert.ok(reply.kind === "error");
    const [bytes] = reply.trailers.get(failureKey);
    assert.ok(bytes instanceof Buffer);
    assert.ok(bytes.length <= 28_000, `${bytes.length} bytes`);
    assert.ok(decodeFailure(bytes).errors.length > 100);
  });
});
