import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderOf } from "../../../src/operations/build.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { customerId, decoded, faultOf, faults, updated } from "../sheet.ts";

suite("a cell that clears its field", () => {
  for (const cell of ["[]", "remove_value", "Remove_Value", " REMOVE_VALUE "]) {
    test(`is ${cell}`, () => {
      const cleared = { value: {}, mask: ["final_url_suffix"] };
      assert.deepEqual(updated("campaign", { final_url_suffix: cell }), cleared);
      assert.deepEqual(updated("ad_group", { cpc_bid: cell }).mask, ["cpc_bid_micros"]);
      assert.deepEqual(updated("ad", { final_urls: cell }).mask, ["final_urls"]);
    });

    test(`is refused for a name or a status: ${cell}`, () => {
      assert.equal(faultOf("campaign", "name", cell).code, "CANNOT_CLEAR");
      assert.equal(faultOf("ad_group", "status", cell).code, "CANNOT_CLEAR");
    });
  }

  test("is refused in a new resource that must have the field", () => {
    const codes = faults("campaign", "create", { name: "remove_value", status: "[]" }).map(
      ({ code, fieldPath }) => [code, fieldPath],
    );
    assert.deepEqual(codes, [
      ["CANNOT_CLEAR", "name"],
      ["CANNOT_CLEAR", "status"],
    ]);
  });

  test("works in the columns of an export too", () => {
    const headers = ["Campaign", "Final URL suffix", "Tracking template"];
    const defaults = { entity: "campaign", operation: "update", customerId };
    const builder = builderOf(headers, defaults, builtInMaps["google-ads-web"] ?? null);
    const built = builder.build(["Tents", "remove_value", "[]"]);
    assert.equal(built.kind, "operation", JSON.stringify(built));
    const { campaign_operation: operation } = decoded(built.bytes) as {
      readonly campaign_operation: { readonly update_mask: { readonly paths: unknown } };
    };
    assert.deepEqual(operation.update_mask.paths, ["final_url_suffix", "tracking_url_template"]);
  });

  test("names no resource to look up", () => {
    const defaults = { entity: "ad_group", operation: "create", customerId };
    const built = builderOf(["name", "campaign.name"], defaults).build(["Domes", "[]"]);
    assert.equal(built.kind === "operation" && built.sought.length, 0);
  });
});
