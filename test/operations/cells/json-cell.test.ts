import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { faultOf, faults, updated } from "../sheet.ts";

function value(entity: string, header: string, json: string): unknown {
  return (updated(entity, { [header]: json }).value as Readonly<Record<string, unknown>>)[header];
}

suite("a cell with a message in JSON", () => {
  test("takes the names of the API and those of JSON", () => {
    for (const cell of [
      '{"target_google_search": true, "target_content_network": "false"}',
      '{"targetGoogleSearch": "TRUE", "targetContentNetwork": false}',
    ]) {
      assert.deepEqual(value("campaign", "network_settings", cell), {
        target_google_search: true,
        target_content_network: false,
      });
    }
  });

  test("holds messages and lists in it, enums by name, ids in short", () => {
    assert.deepEqual(
      value(
        "campaign",
        "targeting_setting",
        '{"targetRestrictions": [{"targetingDimension": "audience", "bidOnly": true}]}',
      ),
      { target_restrictions: [{ targeting_dimension: "AUDIENCE", bid_only: true }] },
    );
    assert.deepEqual(value("campaign", "selective_optimization", '{"conversionActions": [7]}'), {
      conversion_actions: ["customers/1234567890/conversionActions/7"],
    });
  });

  test("keeps numbers exact that JavaScript would round", () => {
    for (const digits of ["9007199254740993", "-9223372036854775808", "9223372036854775807"]) {
      assert.deepEqual(value("campaign", "target_cpa", `{"target_cpa_micros": ${digits}}`), {
        target_cpa_micros: digits,
      });
      assert.deepEqual(value("campaign", "target_cpa", `{"target_cpa_micros": "${digits}"}`), {
        target_cpa_micros: digits,
      });
    }
    assert.deepEqual(value("campaign", "target_roas", '{"target_roas": 1.50}'), {
      target_roas: 1.5,
    });
  });

  test("may be empty", () => {
    assert.deepEqual(value("campaign", "manual_cpc", "{}"), {});
  });

  for (const [cell, what, wayOut] of [
    [
      '{"target_googel_search": true}',
      /"target_googel_search" is not a field/,
      /target_google_search/,
    ],
    ['{"constructor": true}', /"constructor" is not a field/, /fields are/],
    ['{"__proto__": {}}', /"__proto__" is not a field/, /fields are/],
    ['{"target_youtube": true, "targetYoutube": false}', /targetYoutube/, /Keep one/],
    ['{"target_youtube": null}', /target_youtube/, /plain value/],
    ['{"target_youtube": [true]}', /target_youtube/, /plain value/],
    ["[1]", /NetworkSettings/, /an object/],
    ["true", /NetworkSettings/, /an object/],
    ["{target_youtube: true}", /not valid JSON/, /"target_google_search":true/],
  ] as const) {
    test(`is refused with a way out: ${cell}`, () => {
      const fault = faultOf("campaign", "network_settings", cell);
      assert.equal(fault.code, "BAD_JSON");
      assert.match(fault.message, what);
      assert.match(fault.advice, wayOut);
    });
  }

  test("fills one member of a oneof", () => {
    const both = '{"cpc_bid_ceiling_micros": 1, "target_roas": 2}';
    assert.deepEqual(value("campaign", "target_roas", both), {
      cpc_bid_ceiling_micros: "1",
      target_roas: 2,
    });
    const rivals = '{"product_brand": {"value": "x"}, "product_type": {}}';
    const [fault] = faults("asset_group_listing_group_filter", "create", { case_value: rivals });
    assert.equal(fault?.code, "BAD_JSON");
    assert.match(fault.message, /"product_type" cannot be used together with product_brand/);
  });
});

suite("words in a cell for a list of messages", () => {
  const path = "ad.responsive_search_ad.headlines";
  const advice = (cell: string): string =>
    faults("ad_group_ad", "create", { ad_group: "5", [path]: cell })[0]?.advice ?? "";

  test("are sent to columns of their own", () => {
    assert.match(advice("Warm Boots|Dry Boots"), /headlines\[0\]\.text, .*headlines\[1\]\.text/);
    assert.doesNotMatch(advice('[{"text": "Warm Boots"]'), /headlines\[0\]/);
  });
});
