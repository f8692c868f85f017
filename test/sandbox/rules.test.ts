import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { connect, type TestClient } from "./client.ts";
import {
  adGroup,
  budget,
  campaign,
  keyword,
  label,
  nameOf,
  remove,
  searchAd,
  texts,
  update,
} from "./operations.ts";

let client: TestClient;

beforeEach(async () => {
  client = await connect();
});

afterEach(async () => {
  await client.close();
});

function many(count: number): readonly object[] {
  return texts(...Array.from({ length: count }, (_, index) => `text ${index}`));
}

function asset(create: object): object {
  return { asset_operation: { create } };
}

/** The errors of operations sent together: code and path inside the resource. */
async function errors(...operations: readonly object[]): Promise<readonly string[]> {
  const found = await client.errorsOf(operations);
  return found.map(({ code, path }) =>
    `${code} ${path.replace(/^mutate_operations\[\d+\]\.\w+?_operation\.?(?:create|update)?\.?/, "")}`.trim(),
  );
}

describe("campaign budgets", () => {
  test("have a positive amount in whole cents", async () => {
    assert.deepEqual(await errors(budget({ amount_micros: 0 })), [
      "range_error.TOO_LOW amount_micros",
    ]);
    assert.deepEqual(await errors(budget({ amount_micros: 15_000 })), [
      "campaign_budget_error.NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT amount_micros",
    ]);
    assert.deepEqual(await errors({ campaign_budget_operation: { create: { name: "b" } } }), [
      "field_error.REQUIRED amount_micros",
    ]);
  });

  test("have a name of their own", async () => {
    assert.deepEqual(await errors(budget(), budget()), [
      "campaign_budget_error.DUPLICATE_NAME name",
    ]);
    assert.deepEqual(await errors(budget({ name: "" })), ["string_length_error.TOO_SHORT name"]);
  });
});

describe("campaigns", () => {
  test("need a name, a channel, a budget, a way to bid and the EU declaration", async () => {
    assert.deepEqual(await errors({ campaign_operation: { create: {} } }), [
      "field_error.REQUIRED name",
      "field_error.REQUIRED advertising_channel_type",
      "field_error.REQUIRED campaign_budget",
      "field_error.REQUIRED contains_eu_political_advertising",
      "field_error.REQUIRED campaign_bidding_strategy",
    ]);
  });

  test("have names of at most 255 characters that no other campaign has", async () => {
    assert.deepEqual(await errors(campaign({ name: "é".repeat(256) })), [
      "string_length_error.TOO_LONG name",
    ]);
    assert.deepEqual(await errors(campaign({ name: "😀".repeat(255) })), []);
    assert.deepEqual(await errors(campaign(), campaign()), [
      "campaign_error.DUPLICATE_CAMPAIGN_NAME name",
    ]);
  });

  test("free their name when they are renamed or removed", async () => {
    assert.deepEqual(await errors(campaign()), []);
    const name = nameOf("campaigns", "7000000001");
    assert.deepEqual(
      await errors(update("campaign_operation", name, { name: "Boots" }), campaign()),
      [],
    );
    assert.deepEqual(await errors(campaign({ name: "Boots" })), [
      "campaign_error.DUPLICATE_CAMPAIGN_NAME name",
    ]);
    assert.deepEqual(
      await errors(remove("campaign_operation", name), campaign({ name: "Boots" })),
      [],
    );
  });
});

describe("ad groups", () => {
  test("need a campaign and a name that is new in it", async () => {
    assert.deepEqual(await errors({ ad_group_operation: { create: {} } }), [
      "field_error.REQUIRED campaign",
      "field_error.REQUIRED name",
    ]);
    const elsewhere = adGroup({ campaign: nameOf("campaigns", 9) });
    assert.deepEqual(await errors(adGroup(), elsewhere, adGroup()), [
      "ad_group_error.DUPLICATE_ADGROUP_NAME name",
    ]);
  });

  test("bid in whole cents within bounds", async () => {
    assert.deepEqual(await errors(adGroup({ cpc_bid_micros: 1 })), [
      "range_error.TOO_LOW cpc_bid_micros",
    ]);
    assert.deepEqual(await errors(adGroup({ cpc_bid_micros: 11_000_000_000 })), [
      "ad_group_error.BID_TOO_BIG cpc_bid_micros",
    ]);
    assert.deepEqual(await errors(adGroup({ cpc_bid_micros: 1_255_001 })), [
      "currency_error.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT cpc_bid_micros",
    ]);
  });
});

describe("keywords", () => {
  test("have a text and a match type", async () => {
    assert.deepEqual(await errors(keyword("", { keyword: {} })), [
      "field_error.REQUIRED keyword.match_type",
      "field_error.REQUIRED keyword.text",
    ]);
    const [empty] = await client.errorsOf([keyword("")]);
    assert.deepEqual([empty?.code, empty?.trigger], ["criterion_error.INVALID_KEYWORD_TEXT", ""]);
  });

  test("have at most 80 characters, 10 words and no special signs", async () => {
    assert.deepEqual(await errors(keyword("x".repeat(81))), [
      "criterion_error.KEYWORD_TEXT_TOO_LONG keyword.text",
    ]);
    assert.deepEqual(await errors(keyword("a b c d e f g h i j k")), [
      "criterion_error.KEYWORD_HAS_TOO_MANY_WORDS keyword.text",
    ]);
    const [error] = await client.errorsOf([keyword("50% off")]);
    assert.deepEqual(
      [error?.code, error?.trigger],
      ["criterion_error.KEYWORD_HAS_INVALID_CHARS", "50% off"],
    );
    assert.deepEqual(await errors(keyword("a b c d e f g h i j"), keyword("x".repeat(80))), []);
  });

  test("stand once in an ad group with one match type, whatever their capitals", async () => {
    const phrase = keyword("", { keyword: { text: "boots", match_type: "PHRASE" } });
    const elsewhere = keyword("boots", { ad_group: nameOf("adGroups", 4) });
    assert.deepEqual(await errors(keyword("boots"), phrase, elsewhere, keyword("Boots")), [
      "mutate_error.RESOURCE_ALREADY_EXISTS keyword",
    ]);
  });

  test("bid in whole cents, and not at all if negative", async () => {
    assert.deepEqual(await errors(keyword("a", { cpc_bid_micros: 9999 })), [
      "bidding_error.BID_TOO_SMALL cpc_bid_micros",
    ]);
    assert.deepEqual(await errors(keyword("a", { cpc_bid_micros: 20_000_000_000 })), [
      "bidding_error.BID_TOO_BIG cpc_bid_micros",
    ]);
    assert.deepEqual(await errors(keyword("a", { cpc_bid_micros: 12_345_678 })), [
      "currency_error.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT cpc_bid_micros",
    ]);
    assert.deepEqual(await errors(keyword("a", { negative: true, cpc_bid_micros: 10_000 })), [
      "criterion_error.FIELD_INCOMPATIBLE_WITH_NEGATIVE_TARGETING cpc_bid_micros",
    ]);
    const criterion = nameOf("adGroupCriteria", "3~5");
    assert.deepEqual(
      await errors(update("ad_group_criterion_operation", criterion, { cpc_bid_micros: 5 })),
      ["bidding_error.BID_TOO_SMALL cpc_bid_micros"],
    );
  });

  test("a criterion is of some type", async () => {
    const create = { ad_group: nameOf("adGroups", 3), status: "PAUSED" };
    assert.deepEqual(await errors({ ad_group_criterion_operation: { create } }), [
      "criterion_error.CONCRETE_TYPE_REQUIRED",
    ]);
  });

  test("of campaigns and lists obey the same rules", async () => {
    const words = { keyword: { text: "a!", match_type: "BROAD" } };
    const ofCampaign = { create: { campaign: nameOf("campaigns", 2), negative: true, ...words } };
    const ofList = { create: { shared_set: nameOf("sharedSets", 2), ...words } };
    const code = "criterion_error.KEYWORD_HAS_INVALID_CHARS keyword.text";
    assert.deepEqual(await errors({ campaign_criterion_operation: ofCampaign }), [code]);
    assert.deepEqual(await errors({ shared_criterion_operation: ofList }), [code]);
  });

  test("against a policy can be exempted with the key that the error gives", async () => {
    const text = "prescription drugs online";
    const [error] = await client.errorsOf([keyword(text)]);
    assert.equal(error?.code, "policy_violation_error.POLICY_ERROR");
    assert.equal(error?.trigger, text);
    const details = error?.details?.["policy_violation_details"] as Record<string, unknown>;
    assert.equal(details["is_exemptible"], true);
    const exempt = { exempt_policy_violation_keys: [details["key"]] };
    assert.deepEqual(await errors(keyword(text, {}, exempt)), []);
  });

  test("against a stricter policy cannot", async () => {
    const [error] = await client.errorsOf([keyword("counterfeit boots")]);
    const details = error?.details?.["policy_violation_details"] as Record<string, unknown>;
    assert.equal(details["is_exemptible"] ?? false, false);
    const exempt = { exempt_policy_violation_keys: [details["key"]] };
    assert.deepEqual(await errors(keyword("counterfeit boots", {}, exempt)), [
      "policy_violation_error.POLICY_ERROR keyword.text",
    ]);
  });
});

describe("responsive search ads", () => {
  const ad = "ad.responsive_search_ad";

  test("have 3 to 15 headlines and 2 to 4 descriptions", async () => {
    assert.deepEqual(
      await errors(searchAd({ headlines: texts("a", "b"), descriptions: texts("c") })),
      [
        `collection_size_error.TOO_FEW ${ad}.headlines`,
        `collection_size_error.TOO_FEW ${ad}.descriptions`,
      ],
    );
    assert.deepEqual(await errors(searchAd({ headlines: many(16), descriptions: many(5) })), [
      `collection_size_error.TOO_MANY ${ad}.headlines`,
      `collection_size_error.TOO_MANY ${ad}.descriptions`,
    ]);
    assert.deepEqual(await errors(searchAd({ headlines: many(15), descriptions: many(4) })), []);
  });

  test("with texts of a certain length, the first counted from 0", async () => {
    const long = searchAd({
      headlines: texts("x".repeat(31), "b", "c"),
      descriptions: texts("d", "y".repeat(91)),
      path1: "p".repeat(16),
    });
    assert.deepEqual(await errors(long), [
      `string_length_error.TOO_LONG ${ad}.headlines[0].text`,
      `string_length_error.TOO_LONG ${ad}.descriptions[1].text`,
      `string_length_error.TOO_LONG ${ad}.path1`,
    ]);
  });

  test("with headlines that differ", async () => {
    assert.deepEqual(await errors(searchAd({ headlines: texts("a", "b", "a") })), [
      `asset_error.DUPLICATE_ASSET ${ad}.headlines[2].text`,
    ]);
  });

  test("with a final URL", async () => {
    for (const [url, code] of [
      ["example.com", "MISSING_PROTOCOL_IN_FINAL_URL"],
      ["ftp://example.com", "INVALID_PROTOCOL_IN_FINAL_URL"],
      ["https:///shoes", "MISSING_HOST_IN_FINAL_URL"],
      ["https://example.com/a b", "MALFORMED_FINAL_URL"],
    ] as const) {
      assert.deepEqual(await errors(searchAd({}, {}, { final_urls: [url] })), [
        `url_field_error.${code} ad.final_urls[0]`,
      ]);
    }
    assert.deepEqual(await errors(searchAd({}, {}, { final_urls: [] })), [
      "field_error.REQUIRED ad.final_urls",
    ]);
  });

  test("that shout are disapproved, unless the topic is ignored", async () => {
    const loud = { headlines: texts("Buy now!!!", "b", "c") };
    const [error] = await client.errorsOf([searchAd(loud)]);
    assert.equal(error?.code, "policy_finding_error.POLICY_FINDING");
    assert.equal(error.trigger, "");
    assert.deepEqual(error.details?.["policy_finding_details"], {
      policy_topic_entries: [
        { topic: "SYMBOLS", type: "PROHIBITED", evidences: [{ text_list: { texts: ["!!!"] } }] },
      ],
    });
    const ignore = { policy_validation_parameter: { ignorable_policy_topics: ["SYMBOLS"] } };
    assert.deepEqual(await errors(searchAd(loud, ignore)), []);
  });

  test("ask for one kind of exemption only", async () => {
    const both = {
      ignorable_policy_topics: ["SYMBOLS"],
      exempt_policy_violation_keys: [{ policy_name: "p", violating_text: "t" }],
    };
    assert.deepEqual(await errors(searchAd({}, { policy_validation_parameter: both })), [
      "policy_validation_parameter_error.CANNOT_SET_BOTH_IGNORABLE_POLICY_TOPICS_AND_EXEMPT_POLICY_VIOLATION_KEYS policy_validation_parameter",
    ]);
  });

  test("are updated by themselves", async () => {
    const short = { responsive_search_ad: { headlines: texts("a") } };
    const headlines = update("ad_operation", nameOf("ads", 5), short, [
      "responsive_search_ad.headlines",
    ]);
    assert.deepEqual(await errors(headlines), [
      "collection_size_error.TOO_FEW responsive_search_ad.headlines",
    ]);
  });
});

describe("labels and assets", () => {
  test("a label has a name of its own", async () => {
    assert.deepEqual(await errors({ label_operation: { create: {} } }), [
      "field_error.REQUIRED name",
    ]);
    assert.deepEqual(await errors(label({ name: " " })), ["label_error.INVALID_LABEL_NAME name"]);
    assert.deepEqual(await errors(label(), label()), ["label_error.DUPLICATE_NAME name"]);
  });

  test("an asset holds something, a text one at most 90 characters", async () => {
    assert.deepEqual(await errors(asset({ name: "a" })), [
      "asset_error.ASSET_DATA_IS_MISSING asset_data",
    ]);
    assert.deepEqual(await errors(asset({ text_asset: { text: "x".repeat(91) } })), [
      "string_length_error.TOO_LONG text_asset.text",
    ]);
    const named = asset({ name: "a", text_asset: { text: "x" } });
    assert.deepEqual(await errors(named, named), ["asset_error.DUPLICATE_ASSET_NAME name"]);
  });
});

const criterion = (listing_group: object, resource_name?: string): object => ({
  ad_group_criterion_operation: {
    create: {
      ad_group: nameOf("adGroups", 3),
      listing_group,
      ...(resource_name && { resource_name }),
    },
  },
});

describe("subdivisions of products", () => {
  const name = nameOf("adGroupCriteria", "3~-1");
  const root = criterion({ type: "SUBDIVISION" }, name);
  const child = (product_brand: object): object =>
    criterion({ type: "UNIT", parent_ad_group_criterion: name, case_value: { product_brand } });

  test("have a child for everything else in the same request", async () => {
    assert.deepEqual(await errors(root, child({ value: "acme" })), [
      "criterion_error.LISTING_GROUP_SUBDIVISION_REQUIRES_OTHERS_CASE listing_group",
      "criterion_error.LISTING_GROUP_ERROR_IN_ANOTHER_OPERATION listing_group",
    ]);
    assert.deepEqual(await errors(root, child({ value: "acme" }), child({})), []);
  });
});

test("a mask names the fields of a message, also of an empty one", async () => {
  const wanted = { resource_name: nameOf("campaigns", 7), maximize_conversions: {} };
  const operation = (paths: readonly string[]): object => ({
    campaign_operation: { update: wanted, update_mask: { paths } },
  });
  const [refusal] = await client.errorsOf([operation(["maximize_conversions"])]);
  assert.equal(refusal?.code, "field_mask_error.FIELD_HAS_SUBFIELDS");
  assert.deepEqual(await errors(operation(["maximize_conversions.target_cpa_micros"])), []);
});
