import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { normalHeader } from "../../../src/operations/fields/header.ts";
import { fieldPaths } from "../../../src/operations/fields/layout.ts";
import { entityOf } from "../../../src/operations/schema/entity.ts";
import {
  builderFor,
  type Cells,
  decoded,
  faultOf,
  faults,
  operationOf,
  sent,
  updated,
} from "../sheet.ts";

const NAME = "customers/1234567890/adGroups/1";

suite("a header", () => {
  for (const header of [
    "cpc_bid_micros",
    "CPC Bid Micros",
    " cpc_bid micros ",
    "ad_group.cpc_bid_micros",
    "Ad Group.CPC bid micros",
  ]) {
    test(`is matched without regard to case, blanks and underscores: "${header}"`, () => {
      const { value, mask } = updated("ad_group", { [header]: "5" });
      assert.deepEqual(value, { cpc_bid_micros: "5" });
      assert.deepEqual(mask, ["cpc_bid_micros"]);
    });
  }

  test("is normal with underscores only", () => {
    assert.equal(normalHeader("  Max\u00a0CPC  Bid\t"), "max_cpc_bid");
  });

  test("may begin with the entity, also where a field has the entity's name", () => {
    const cells = { "campaign_label.campaign": "5", label: "6" };
    const { bytes } = operationOf("campaign_label", "create", cells);
    assert.deepEqual(decoded(bytes), {
      campaign_label_operation: {
        create: {
          campaign: "customers/1234567890/campaigns/5",
          label: "customers/1234567890/labels/6",
        },
      },
    });
  });

  test("names a control column in any spelling", () => {
    const builder = builderFor("", "", ["Entity", "OPERATION", "Customer ID", "resource_name"]);
    const built = builder.build(["Ad Group", "Remove", "123-456-7890", "5"]);
    assert.equal(built.kind === "operation" && built.entity, "ad_group");
    assert.equal(built.customerId, "1234567890");
  });
});

suite("a header that is no field", () => {
  test("is a fault of the rows that fill it, and of no other", () => {
    const builder = builderFor("ad_group", "update", ["resource_name", "name", "colour"]);
    assert.equal(builder.build(["1", "x", " "]).kind, "operation");
    const built = builder.build(["1", "x", "red"]);
    assert.deepEqual(
      built.kind === "refusal" && built.faults.map(({ code, column }) => [code, column]),
      [["UNKNOWN_COLUMN", 2]],
    );
  });

  test("is no fault of a row that removes", () => {
    assert.equal(
      operationOf("ad_group", "remove", { resource_name: "1", colour: "red" }).verb,
      "remove",
    );
  });

  for (const [entity, header, meant] of [
    ["ad_group_criterion", "match_type", "keyword.match_type"],
    ["ad_group_criterion", "Match Type", "keyword.match_type"],
    ["campaign", "nmae", "name"],
    ["ad_group", "cpc_bids", "cpc_bid"],
    ["campaign", "network_setting.target_google_search", "network_settings.target_google_search"],
  ] as const) {
    test(`is told what was meant: ${header} is ${meant}`, () => {
      assert.match(
        faultOf(entity, header, "x").advice,
        new RegExp(`Did you mean ${meant.replace(".", "\\.")}\\?`),
      );
    });
  }

  for (const header of [
    "",
    "constructor",
    "__proto__",
    "name.x",
    "name[0]",
    "keyword[0].text",
    "[0]",
    "a..b",
    "labels[x]",
    "zzzzzzzzzzzz",
  ]) {
    test(`may be anything: "${header}"`, () => {
      assert.equal(faultOf("campaign", header, "x").code, "UNKNOWN_COLUMN");
    });
  }
});

suite("two columns for one field", () => {
  const bids: Cells = { cpc_bid: "1.5", cpc_bid_micros: "2500000" };

  test("are a fault of a row that fills both", () => {
    const [fault, ...others] = faults("ad_group", "update", { resource_name: "1", ...bids });
    assert.deepEqual(others, []);
    assert.equal(fault?.code, "CONFLICTING_COLUMNS");
    assert.deepEqual([fault.column, fault.fieldPath], [2, "cpc_bid_micros"]);
  });

  test("are no fault of a row that removes", () => {
    assert.equal(
      operationOf("ad_group", "remove", { resource_name: NAME, ...bids }).kind,
      "operation",
    );
  });

  for (const header of Object.keys(bids)) {
    test(`are taken from the one that is filled: ${header}`, () => {
      const cells = { cpc_bid: "", cpc_bid_micros: "", [header]: bids[header] ?? "" };
      const { value } = updated("ad_group", cells);
      assert.deepEqual(value, { cpc_bid_micros: header === "cpc_bid" ? "1500000" : "2500000" });
    });
  }

  test("may be a message and its fields", () => {
    const path = "network_settings.target_google_search";
    const all = { network_settings: "", [path]: "true", "network_settings.target_youtube": "" };
    const network = { network_settings: { target_google_search: true } };
    assert.deepEqual(updated("campaign", all), { value: network, mask: [path] });
    const json = { ...all, network_settings: '{"targetGoogleSearch":true}', [path]: "" };
    assert.deepEqual(updated("campaign", json), { value: network, mask: [path] });
    const reversed = Object.fromEntries(Object.entries(json).toReversed());
    assert.deepEqual(updated("campaign", reversed), { value: network, mask: [path] });
  });

  test("may be a list and its elements", () => {
    const cells = { "final_urls[0]": "", final_urls: "https://a.example|https://b.example" };
    assert.deepEqual(updated("ad", cells).value, {
      final_urls: ["https://a.example", "https://b.example"],
    });
    const elements = {
      ad_group: "5",
      "ad.final_urls": "",
      "ad.final_urls[0]": "https://a.example",
    };
    const { create } = sent("ad_group_ad", "create", elements) as { create: { ad: unknown } };
    assert.deepEqual(create.ad, { final_urls: ["https://a.example"] });
  });

  test("may be three", () => {
    const cells = { "ad_group.cpc_bid": "", cpc_bid: "", cpc_bid_micros: "5" };
    assert.deepEqual(updated("ad_group", cells).value, { cpc_bid_micros: "5" });
  });
});

test("the paths to suggest are fields that can be written, amounts among them", () => {
  const type = entityOf("ad_group_ad")?.resource;
  assert.ok(type);
  const paths = fieldPaths(type);
  for (const path of ["ad.responsive_search_ad.headlines[0].text", "ad.final_urls", "status"]) {
    assert.ok(paths.includes(path), path);
  }
  assert.ok(!paths.some((path) => path.startsWith("policy_summary")));
  const adGroup = entityOf("ad_group")?.resource;
  assert.ok(adGroup && fieldPaths(adGroup).includes("cpc_bid"));
});
