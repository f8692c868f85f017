import assert from "node:assert/strict";
import { suite, test } from "node:test";
import protobuf from "protobufjs";
import { apiEnum, enumValueName } from "../../src/api/enums.ts";
import { apiVersion, importedProtoPath, readProto } from "../../src/api/package.ts";
import { loadProtos } from "../../src/api/protos.ts";

suite("the installed API package", () => {
  test("has one version", () => {
    assert.match(apiVersion(), /^v\d+$/);
  });

  test("has the text of its .proto files", () => {
    assert.match(readProto("errors/errors.proto"), /message GoogleAdsFailure/);
    assert.throws(() => readProto("errors/no_such.proto"), { code: "ENOENT" });
  });

  test("has no files of google/api, google/rpc and google/longrunning", () => {
    assert.equal(importedProtoPath("google/rpc/status.proto"), null);
    assert.ok(importedProtoPath(`google/ads/googleads/${apiVersion()}/common/value.proto`));
  });
});

suite("apiEnum", () => {
  test("has names, numbers and comments, also of values broken over two lines", () => {
    const { name, byNumber } = apiEnum("errors/ad_group_error.proto");
    assert.equal(name, "AdGroupError");
    assert.deepEqual(byNumber.get(6), {
      name: "BID_TOO_BIG",
      number: 6,
      description: "Bid amount is too big.",
    });
    assert.match(byNumber.get(25)?.name ?? "", /_WITHOUT_ENABLED_TRAVEL_FEED$/);
  });

  test("names a number, or keeps it", () => {
    const file = "enums/policy_topic_entry_type.proto";
    assert.equal(enumValueName(file, 2), "PROHIBITED");
    assert.equal(enumValueName(file, 99), "UNKNOWN_99");
  });
});

suite("loadProtos", () => {
  const api = `google.ads.googleads.${apiVersion()}`;
  const root = loadProtos(["services/ad_group_criterion_service.proto"]);

  test("keeps names, comments and annotations", () => {
    const { fields } = root.lookupType(`${api}.resources.AdGroupCriterion`);
    assert.match(fields["keyword"]?.comment ?? "", /Keyword/);
    assert.equal(fields["resource_name"]?.options?.["(google.api.field_behavior)"], "IMMUTABLE");
  });

  test("can decode answers, Status included", () => {
    const answer = root.lookupType(`${api}.services.MutateAdGroupCriteriaResponse`);
    const bytes = answer.encode(answer.fromObject({ partial_failure_error: { code: 3 } })).finish();
    assert.deepEqual(answer.toObject(answer.decode(bytes)), { partial_failure_error: { code: 3 } });
    assert.ok(answer.fields["partial_failure_error"]?.resolvedType instanceof protobuf.Type);
  });
});
