import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderOf } from "../../src/operations/build.ts";
import { builderFor, customerId, faults, sent } from "./sheet.ts";

function codes(entity: string, operation: string, cells: Readonly<Record<string, string>>) {
  return faults(entity, operation, cells).map(({ code, column, fieldPath }) => [
    code,
    column,
    fieldPath,
  ]);
}

const keyword = {
  ad_group: "5",
  "keyword.text": "red shoes",
  "keyword.match_type": "exact",
};

suite("the error of a formula", () => {
  for (const cell of ["#NAME?", "#REF!", "#N/A", "#DIV/0!", "#WERT!", "####"]) {
    test(`is not a text: ${cell}`, () => {
      const cells = { ...keyword, "keyword.text": cell };
      assert.deepEqual(codes("ad_group_criterion", "create", cells), [["FORMULA_ERROR", 1, ""]]);
    });
  }

  test("is not every text with a number sign", () => {
    for (const name of ["#1 tents", "#sale", "# tents"]) sent("label", "create", { name });
  });
});

suite("the control columns", () => {
  const none = { entity: null, operation: null, customerId: null };

  test("count before what holds for the whole file", () => {
    const headers = ["customer_id", "operation", "entity", "resource_name"];
    const builder = builderOf(headers, { entity: "ad", operation: "update", customerId });
    const built = builder.build(["987-654-3210", "REMOVE", "campaign", "5"]);
    assert.ok(built.kind === "operation");
    assert.deepEqual(
      [built.customerId, built.entity, built.verb],
      ["9876543210", "campaign", "remove"],
    );
    assert.equal(builder.build(["", "", "", "5"]).customerId, customerId);
  });

  test("say what is missing, all at once where it can be told", () => {
    const built = builderOf(["name"], none).build(["x"]);
    assert.ok(built.kind === "refusal");
    assert.deepEqual(
      built.faults.map(({ code }) => code),
      ["MISSING_CUSTOMER_ID", "MISSING_ENTITY"],
    );
    assert.equal(built.customerId, null);
  });

  for (const [cells, code, wayOut] of [
    [["campain", "create", "1234567890"], "UNKNOWN_ENTITY", /Did you mean campaign\?/],
    [["constructor", "create", "1234567890"], "UNKNOWN_ENTITY", /ad_group_criterion/],
    [["Keywords", "create", "1234567890"], "UNKNOWN_ENTITY", /Did you mean ad_group_criterion\?/],
    [["Sitelink", "create", "1234567890"], "UNKNOWN_ENTITY", /Did you mean asset\?/],
    [["campaign", "creat", "1234567890"], "UNKNOWN_OPERATION", /Did you mean create\?/],
    [["campaign", "", "1234567890"], "MISSING_OPERATION", /--operation/],
    [["ad", "create", "1234567890"], "UNSUPPORTED_OPERATION", /Use one of: update/],
    [["campaign", "create", "12345"], "BAD_CUSTOMER_ID", /123-456-7890/],
  ] as const) {
    test(`are refused with a way out: ${cells.join(", ")}`, () => {
      const built = builderOf(["entity", "operation", "customer_id"], none).build(cells);
      assert.ok(built.kind === "refusal");
      assert.equal(built.faults[0]?.code, code);
      assert.match(built.faults[0].advice, wayOut);
    });
  }
});

suite("a row that creates", () => {
  test("sends what is filled, and no mask", () => {
    assert.deepEqual(
      sent("ad_group_criterion", "create", { ...keyword, status: "", negative: "no" }),
      {
        create: {
          ad_group: `customers/${customerId}/adGroups/5`,
          keyword: { text: "red shoes", match_type: "EXACT" },
          negative: false,
        },
      },
    );
  });

  test("needs what is required, also where it is immutable too", () => {
    assert.deepEqual(codes("ad_group_asset", "create", { asset: "", ad_group: "5" }), [
      ["REQUIRED_FIELD", 0, "asset"],
      ["REQUIRED_FIELD", null, "field_type"],
    ]);
  });

  test("is told once about a required cell that is wrong", () => {
    const cells = { ad_group: "5", asset: "6", field_type: "SITELIN" };
    assert.deepEqual(codes("ad_group_asset", "create", cells), [
      ["BAD_ENUM_VALUE", 2, "field_type"],
    ]);
  });

  test("cannot leave out what is required by clearing it", () => {
    const cells = { ad_group: "5", asset: "[]", field_type: "SITELINK" };
    assert.deepEqual(codes("ad_group_asset", "create", cells), [["REQUIRED_FIELD", 1, "asset"]]);
  });

  test("sends a list with gaps without them", () => {
    const path = "ad.responsive_search_ad.headlines";
    const cells = {
      ad_group: "5",
      [`${path}[7].text`]: "C",
      [`${path}[0].text`]: "A",
      [`${path}[3].text`]: " ",
    };
    const { create } = sent("ad_group_ad", "create", cells) as { create: { ad: unknown } };
    assert.deepEqual(create.ad, {
      responsive_search_ad: { headlines: [{ text: "A" }, { text: "C" }] },
    });
  });

  test("is told of a field by the user's header", () => {
    const cells = { resource_name: "1~2", Effective_CPC_Bid: "1.10" };
    const [fault] = faults("ad_group_criterion", "update", cells);
    assert.equal(fault?.fieldPath, "effective_cpc_bid_micros");
    assert.equal(fault.message, "Effective_CPC_Bid is set by Google and cannot be written.");
  });

  test("cannot fill two members of a oneof", () => {
    const cells = { ...keyword, "placement.url": "example.com" };
    assert.deepEqual(codes("ad_group_criterion", "create", cells), [
      ["CONFLICTING_COLUMNS", 3, "placement"],
    ]);
  });

  test("cannot write what only Google sets", () => {
    assert.deepEqual(codes("campaign", "update", { resource_name: "1", id: "5", name: "x" }), [
      ["OUTPUT_ONLY_FIELD", 1, "id"],
    ]);
  });

  test("is told which field brings what Google sets", () => {
    assert.match(
      advice("Target ROAS"),
      /fill columns of its fields, such as target_roas\.target_roas/,
    );
    assert.match(advice("MANUAL_CPC"), /write \{\} into a column manual_cpc/);
    assert.equal(advice("cheap"), "Empty the cell, or remove the column.");
  });

  test("names the campaign of a bid modifier, whatever its annotation says", () => {
    const cells = { campaign: "7", "interaction_type.type": "CALLS", bid_modifier: "1.2" };
    const { create } = sent("campaign_bid_modifier", "create", cells) as {
      create: { campaign: string };
    };
    assert.equal(create.campaign, "customers/1234567890/campaigns/7");
  });
});

/** What a campaign is advised whose bidding_strategy_type is filled. */
function advice(cell: string): string {
  const cells = { resource_name: "1", bidding_strategy_type: cell };
  const builder = builderOf(Object.keys(cells), {
    entity: "campaign",
    operation: "update",
    customerId: "1234567890",
  });
  const built = builder.build(Object.values(cells));
  return built.kind === "refusal" ? (built.faults[0]?.advice ?? "") : "";
}

suite("a row that updates", () => {
  test("cannot change what is fixed, in a message neither", () => {
    const cells = { resource_name: "5~6", "keyword.text": "x", status: "paused" };
    assert.deepEqual(codes("ad_group_criterion", "update", cells), [
      ["IMMUTABLE_FIELD", 1, "keyword.text"],
    ]);
  });

  test("cannot clear what is required", () => {
    const cells = { resource_name: "1", "call_asset.phone_number": "[]" };
    assert.deepEqual(codes("asset", "update", cells), [
      ["CANNOT_CLEAR", 1, "call_asset.phone_number"],
    ]);
  });

  test("names its resource and changes something", () => {
    assert.deepEqual(codes("campaign", "update", { resource_name: "", status: "PAUSED" }), [
      ["MISSING_RESOURCE_NAME", 0, "resource_name"],
    ]);
    assert.deepEqual(codes("campaign", "update", { status: "PAUSED" }), [
      ["MISSING_RESOURCE_NAME", null, "resource_name"],
    ]);
    assert.deepEqual(codes("campaign", "update", { resource_name: "1", name: "" }), [
      ["NOTHING_TO_UPDATE", null, ""],
    ]);
  });
});

suite("a row that removes", () => {
  test("needs the name only, whatever else is filled", () => {
    const cells = {
      resource_name: "5~6",
      id: "7",
      "keyword.match_type": "nonsense",
      colour: "red",
    };
    assert.deepEqual(sent("ad_group_criterion", "remove", cells), {
      remove: `customers/${customerId}/adGroupCriteria/5~6`,
    });
    assert.deepEqual(codes("campaign", "remove", { status: "PAUSED" }), [
      ["MISSING_RESOURCE_NAME", null, "resource_name"],
    ]);
  });
});

suite("cells", () => {
  const builder = builderFor("campaign", "update", ["resource_name", "name", "status"]);

  test("may be missing at the end, or more than there are headers if they are empty", () => {
    assert.equal(builder.build(["1", "x"]).kind, "operation");
    assert.equal(builder.build(["1", "x", "", "", " "]).kind, "operation");
  });

  test("beyond the headers are refused", () => {
    const built = builder.build(["1", "x", "", "", "y"]);
    assert.ok(built.kind === "refusal");
    assert.deepEqual(
      built.faults.map(({ code }) => code),
      ["TOO_MANY_CELLS"],
    );
    assert.match(built.faults[0]?.message ?? "", /5 cells, the header has 3/);
  });

  test("are all checked, and all faults come together", () => {
    const cells = {
      resource_name: "x y",
      status: "on",
      colour: "red",
      "network_settings.target_youtube": "ja",
    };
    const found = codes("campaign", "update", cells).map(([code]) => code);
    assert.deepEqual(
      found.toSorted((a, b) => String(a).localeCompare(String(b))),
      ["BAD_BOOLEAN", "BAD_ENUM_VALUE", "BAD_RESOURCE_NAME", "UNKNOWN_COLUMN"],
    );
  });

  test("that make a request too large are refused", () => {
    const [fault] = faults("asset", "create", { "text_asset.text": "x".repeat(10_485_760) });
    assert.equal(fault?.code, "ROW_TOO_LARGE");
  });

  test("may hold an image, although the message around it is Google's", () => {
    const { create } = sent("asset", "create", { name: "x", "image_asset.data": "AAEC" }) as {
      create: object;
    };
    assert.deepEqual(create, { name: "x", image_asset: { data: "AAEC" } });
  });
});
