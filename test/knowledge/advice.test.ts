import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { categories, codesOf } from "../../src/failure/codes.ts";
import type { FailureError } from "../../src/failure/failure.ts";
import { parsePath } from "../../src/failure/location.ts";
import { adviseOn } from "../../src/knowledge/advice.ts";

const nowhere = { column: null, value: "" };

function errorAt(code: string, path: string, more: Partial<FailureError> = {}): FailureError {
  return { code, message: null, trigger: null, path: parsePath(path), details: null, ...more };
}

function advice(error: FailureError, column: string | null = null, value = ""): string {
  return adviseOn(error, { column, value }).advice;
}

const headline =
  "mutate_operations[0].ad_group_ad_operation.create.ad.responsive_search_ad.headlines[2].text";

suite("advice on texts that are too long", () => {
  test("names the headline, its length and what is allowed", () => {
    assert.equal(
      advice(errorAt("StringLengthError.TOO_LONG", headline, { trigger: "x".repeat(34) })),
      "Headline 3 has 34 characters, 30 are allowed. Shorten it by 4.",
    );
  });

  test("counts like the user's header where cells before it are empty", () => {
    assert.match(
      advice(
        errorAt("StringLengthError.TOO_LONG", headline),
        "ad.responsive_search_ad.headlines[4].text",
        "x".repeat(34),
      ),
      /^Headline 5 has 34 characters/,
    );
  });

  test("speaks in the user's own words where the header is one", () => {
    assert.match(
      advice(errorAt("StringLengthError.TOO_LONG", headline), "Anzeigentitel 3", "x".repeat(31)),
      /^Anzeigentitel 3 has 31 characters/,
    );
  });

  test("counts double width twice, and says so", () => {
    assert.equal(
      advice(errorAt("StringLengthError.TOO_LONG", headline, { trigger: "靴".repeat(16) })),
      "Headline 3 has 32 characters, 30 are allowed. Shorten it by 2; characters of double width count twice.",
    );
  });

  test("gives no number that it does not know", () => {
    const list = `${"x".repeat(20)}|${"y".repeat(20)}`;
    for (const value of [list, `[{"text":"${"x".repeat(34)}"}]`, "short", "Sale {COUNTDOWN(x)}"]) {
      assert.equal(
        advice(errorAt("StringLengthError.TOO_LONG", headline), "Headlines", value),
        "Headlines is too long; 30 characters are allowed.",
      );
    }
  });

  const limits = [
    ["ad_group_ad", "ad.responsive_search_ad.descriptions[0].text", 90, "Description 1"],
    ["ad_group_ad", "ad.responsive_search_ad.path1", 15, "Path 1"],
    ["ad_group_ad", "ad.responsive_search_ad.path2", 15, "Path 2"],
    ["ad_group_ad", "ad.responsive_display_ad.long_headline.text", 90, "The long headline"],
    ["ad_group_ad", "ad.responsive_display_ad.business_name", 25, "The business name"],
    ["ad_group_criterion", "keyword.text", 80, "The keyword"],
    ["asset", "callout_asset.callout_text", 25, "The callout"],
    ["asset", "sitelink_asset.link_text", 25, "The link text"],
    ["asset", "sitelink_asset.description2", 35, "Description 2"],
    ["asset", "structured_snippet_asset.values[1]", 25, "Value 2"],
    ["campaign", "name", 255, "The name of the campaign"],
    ["ad_group", "name", 254, "The name of the ad group"],
    ["label", "name", 80, "The name of the label"],
    ["asset_group", "name", 128, "The name of the asset group"],
  ] as const;
  for (const [entity, field, most, name] of limits) {
    test(`${entity} ${field}: ${most}`, () => {
      const path = `mutate_operations[1].${entity}_operation.create.${field}`;
      const trigger = "x".repeat(most + 1);
      assert.equal(
        advice(errorAt("StringLengthError.TOO_LONG", path, { trigger })),
        `${name} has ${most + 1} characters, ${most} are allowed. Shorten it by 1.`,
      );
    });
  }

  test("a budget's name is counted in bytes", () => {
    const path = "mutate_operations[0].campaign_budget_operation.create.name";
    assert.match(
      advice(errorAt("StringLengthError.TOO_LONG", path, { trigger: "ü".repeat(150) })),
      /has 300 bytes, 255 are allowed/,
    );
  });

  test("a field without a known limit still gets the length", () => {
    assert.equal(
      advice(
        errorAt("StringLengthError.TOO_LONG", "operations[0].create.final_url_suffix"),
        "Suffix",
        "x".repeat(9),
      ),
      "The text in Suffix has 9 characters, more than Google allows here. Shorten it.",
    );
  });
});

suite("advice with the value in it", () => {
  const keyword = "mutate_operations[0].ad_group_criterion_operation.create.keyword.text";

  test("keywords: words, length and marks", () => {
    const words = "best light tent for long walks in the very cold north";
    assert.equal(
      advice(errorAt("CriterionError.KEYWORD_HAS_TOO_MANY_WORDS", keyword), "Keyword", words),
      "The keyword has 11 words, 10 are allowed. Leave out 1.",
    );
    assert.equal(
      advice(errorAt("CriterionError.KEYWORD_HAS_INVALID_CHARS", keyword), "Keyword", "100% wool!"),
      "Remove % ! from the keyword.",
    );
    assert.match(
      advice(
        errorAt("CriterionError.KEYWORD_TEXT_TOO_LONG", keyword),
        "keyword.text",
        "x".repeat(87),
      ),
      /^The keyword has 87 characters, 80 are allowed/,
    );
  });

  test("lists: how many are needed or allowed", () => {
    const list =
      "mutate_operations[0].ad_group_ad_operation.create.ad.responsive_search_ad.headlines";
    assert.match(advice(errorAt("CollectionSizeError.TOO_FEW", list)), /^At least 3 headlines/);
    assert.match(advice(errorAt("CollectionSizeError.TOO_MANY", list)), /^At most 15 headlines/);
  });

  test("a text that stands twice in an ad", () => {
    assert.match(
      advice(errorAt("AssetError.DUPLICATE_ASSET", headline, { trigger: "Day Packs" })),
      /^Headline 3 is the same as another text/,
    );
  });

  test("required fields, missing resources and amounts", () => {
    assert.match(
      advice(errorAt("FieldError.REQUIRED", "operations[0].create.ad.final_urls")),
      /^ad\.final_urls is required/,
    );
    assert.match(
      advice(
        errorAt("MutateError.RESOURCE_NOT_FOUND", "operations[0].create.ad_group"),
        "ad_group",
        "158404",
      ),
      /^There is no 158404/,
    );
    assert.match(
      advice(
        errorAt(
          "CurrencyError.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT",
          "operations[0].create.cpc_bid_micros",
        ),
        "Max CPC",
        "0.333",
      ),
      /Round 0\.333 .* 0\.33/,
    );
  });

  test("what is required, by the user's header, or by one that a sheet can have", () => {
    const amount = errorAt(
      "FieldError.REQUIRED",
      "mutate_operations[0].campaign_budget_operation.create.amount_micros",
    );
    assert.equal(advice(amount, "amount"), "amount is required: fill its cell.");
    assert.match(advice(amount), /^amount is required: fill it, or add the column/);
    const bidding = advice(
      errorAt(
        "FieldError.REQUIRED",
        "mutate_operations[0].campaign_operation.create.campaign_bidding_strategy",
      ),
    );
    assert.match(
      bidding,
      /^One of these is required: bidding_strategy, .*manual_cpc, .*target_spend/,
    );
    assert.match(bidding, /\{\} means no further settings/);
    assert.doesNotMatch(bidding, /campaign_bidding_strategy/);
    const ad = "mutate_operations[0].ad_group_ad_operation.create.ad.responsive_search_ad";
    assert.match(
      advice(errorAt("FieldError.REQUIRED", ad), "Headline 1", "Boots"),
      /^ad\.responsive_search_ad is required/,
    );
  });

  test("minimums and limits that Google gives in the details", () => {
    const budgetPerDayMinimum = {
      currencyCode: "EUR",
      perDayMinimumMicros: "5000000",
      minimumAmountMicros: null,
      minimumTotalAmountMicros: null,
      failedAmountMicros: null,
      failedTotalAmountMicros: null,
    };
    assert.equal(
      advice(
        errorAt("CampaignBudgetError.BUDGET_BELOW_PER_DAY_MINIMUM", "", {
          details: { budgetPerDayMinimum },
        }),
      ),
      "Raise the budget to at least 5.00 EUR.",
    );
    const resourceCount = {
      enclosingId: "123",
      enclosingResource: "AD_GROUP",
      limitType: "RESPONSIVE_SEARCH_ADS_PER_AD_GROUP",
      limit: 3,
      existingCount: 3,
    };
    assert.match(
      advice(
        errorAt("ResourceCountLimitExceededError.RESOURCE_LIMIT", "", {
          details: { resourceCount },
        }),
      ),
      /^AD_GROUP 123 has 3 of 3 allowed/,
    );
  });
});

function violation(isExemptible: boolean): FailureError {
  return errorAt("PolicyViolationError.POLICY_ERROR", "", {
    details: {
      policyViolation: {
        name: "Medicines",
        description: "",
        key: { policyName: "medicines", violatingText: "prescription drugs" },
        isExemptible,
      },
    },
  });
}

suite("advice on policies", () => {
  test("names the text, the policy, and whether an exemption is possible", () => {
    assert.deepEqual(adviseOn(violation(true), nowhere), {
      action: "exempt",
      advice:
        '"prescription drugs" breaks the policy "Medicines". Reword it; to request an exemption instead, write yes into _exempt in corrections.csv.',
    });
    assert.deepEqual(adviseOn(violation(false), nowhere), {
      action: "fix",
      advice:
        '"prescription drugs" breaks the policy "Medicines". Reword it; this policy does not allow exemptions.',
    });
  });

  test("names the topics and the texts in which they were found", () => {
    const topics = [
      { topic: "SYMBOLS", type: "PROHIBITED", evidences: [{ kind: "texts", values: ["!!!"] }] },
    ] as const;
    const error = errorAt("PolicyFindingError.POLICY_FINDING", "", {
      details: { policyFinding: { topics } },
    });
    assert.equal(
      advice(error),
      'Google found the policy topic SYMBOLS (PROHIBITED) in "!!!". Reword it; to request an exemption instead, write yes into _exempt in corrections.csv.',
    );
  });
});

suite("advice on everything else", () => {
  test("no error of the whole catalogue has a merely generic advice", () => {
    for (const of of categories()) {
      for (const { name } of codesOf(of).slice(2)) {
        const code = `${of.name}.${name}`;
        const text = advice(errorAt(code, ""));
        assert.match(text, /^\S.{15,}[.]$/, code);
        assert.notEqual(text, "Correct the row and resubmit.", code);
      }
    }
  });

  test("an error without an entry brings Google's own description", () => {
    assert.equal(
      advice(errorAt("AdxError.UNSUPPORTED_FEATURE", ""), "Type", "x"),
      "Attempt to use non-AdX feature by AdX customer. Change Type, or drop the row.",
    );
  });

  test("what has nothing to do with the row says so, and for how long", () => {
    const quota = { rateScope: "ACCOUNT", rateName: "", retryDelaySeconds: 30 };
    const error = errorAt("QuotaError.RESOURCE_EXHAUSTED", "", { details: { quota } });
    assert.equal(adviseOn(error, nowhere).action, "wait");
    assert.match(advice(error), /Send again after 30 seconds\.$/);
    assert.match(
      advice(errorAt("DatabaseError.CONCURRENT_MODIFICATION", "")),
      /^Someone else changed .* will be sent again automatically/,
    );
  });

  test("a status without an error of Google Ads is advised on by its canonical code", () => {
    const bare = { ...errorAt("", ""), code: null };
    assert.match(adviseOn(bare, nowhere, 16).advice, /^Check the credentials/);
    assert.equal(adviseOn(bare, nowhere, 14).action, "retry");
    const signIn = { ...bare, message: "Getting metadata failed: invalid_grant" };
    assert.match(adviseOn(signIn, nowhere, 16).advice, /In production/);
  });

  test("errors of ours keep their own meaning", () => {
    assert.equal(adviseOn(errorAt("LocalError.REQUEST_REFUSED", ""), nowhere, 3).action, "retry");
    assert.equal(adviseOn(errorAt("LocalError.REQUEST_REFUSED", ""), nowhere, 7).action, "account");
    assert.equal(adviseOn(errorAt("LocalError.NOT_CONNECTED", ""), nowhere, 14).action, "retry");
    assert.equal(
      adviseOn(errorAt("LocalError.UNREADABLE_FAILURE", ""), nowhere, 3).action,
      "report",
    );
  });

  test("an error of a newer API version brings its true name", () => {
    const details = { unpublishedErrorCode: "CampaignError.NEWER" };
    const error = errorAt("SomethingNew.UNKNOWN_4", "", { details });
    assert.match(advice(error), /CampaignError\.NEWER/);
  });
});
