import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Content, contentOf, isAsSaid } from "../../../src/delivery/doubt/content.ts";
import { builderOf } from "../../../src/operations/build.ts";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";

function contentIn(
  entity: string,
  cells: Readonly<Record<string, string>>,
  operation = "create",
): Content | null {
  const builder = builderOf(Object.keys(cells), { entity, operation, customerId: "1234567890" });
  const built = builder.build(Object.values(cells), undefined, null);
  assert.ok(built.kind === "operation", JSON.stringify(built));
  return contentOf(readOperation(built.bytes));
}

const headlines = "ad.responsive_search_ad.headlines";

const descriptions = "ad.responsive_search_ad.descriptions";

const adCells = {
  ad_group: "7",
  "ad.final_urls": "https://example.com/boots",
  [`${headlines}[0].text`]: "Winter boots",
  [`${headlines}[1].text`]: "Dry feet",
  [`${headlines}[1].pinned_field`]: "HEADLINE_2",
  [`${headlines}[2].text`]: "Free returns",
  [`${descriptions}[0].text`]: "Boots for snow and mud.",
  [`${descriptions}[1].text`]: "Sent within a day.",
};

function adContent(cells: Readonly<Record<string, string>> = {}): Content {
  const content = contentIn("ad_group_ad", { ...adCells, ...cells });
  assert.ok(content !== null);
  return content;
}

/** A text as a query shows it: what is not set has its default, and Google says how it does. */
function text(words: string, pinned_field = "UNSPECIFIED") {
  return {
    text: words,
    _text: "text",
    pinned_field,
    asset_performance_label: "LEARNING",
    policy_summary_info: null,
  };
}

function shownAd(change: Readonly<Record<string, unknown>> = {}) {
  return {
    ad: {
      final_urls: ["https://example.com/boots"],
      responsive_search_ad: {
        headlines: [text("Free returns"), text("Winter boots"), text("Dry feet", "HEADLINE_2")],
        descriptions: [text("Sent within a day."), text("Boots for snow and mud.")],
        path1: "",
        ...change,
      },
    },
  };
}

describe("the content of a row", () => {
  test("is all that it says, but for its parent", () => {
    const { within, said } = adContent();
    assert.deepEqual(within, ["ad_group", "customers/1234567890/adGroups/7"]);
    assert.deepEqual([...said.keys()].toSorted(), ["ad.final_urls", descriptions, headlines]);
  });

  test("asks for the texts too of which it says nothing", () => {
    const { texts } = adContent();
    for (const path of ["ad.responsive_search_ad.path1", "ad.final_mobile_urls", "ad.name"])
      assert.ok(texts.has(path), path);
    assert.ok(!texts.has("ad.expanded_text_ad.description"), "of another kind of ad");
    assert.ok(!texts.has("ad.resource_name"), "set by Google");
  });

  test("of a criterion is whether it excludes, said or not", () => {
    const place = { campaign: "7", "placement.url": "example.com" };
    assert.equal(contentIn("campaign_criterion", place)?.said.get("negative"), false);
  });

  test("of a criterion is what it is about", () => {
    const content = contentIn("campaign_criterion", {
      campaign: "7",
      "location.geo_target_constant": "geoTargetConstants/2276",
      negative: "true",
    });
    assert.deepEqual(
      content?.said,
      new Map<string, unknown>([
        ["negative", true],
        ["location.geo_target_constant", "geoTargetConstants/2276"],
      ]),
    );
  });

  test("is not compared for what has no siblings, for nothing, and for changes", () => {
    assert.equal(contentIn("campaign_budget", { amount_micros: "5000000" }), null);
    assert.equal(contentIn("ad_group_ad", { ad_group: "7" }), null);
    const update = { resource_name: "customers/1234567890/adGroupAds/7~8", status: "PAUSED" };
    assert.equal(contentIn("ad_group_ad", update, "update"), null);
  });

  test("is not compared if a part of it cannot be read back", () => {
    const image = { ad_group: "7", "ad.image_ad.data": "aGVsbG8=" };
    assert.equal(contentIn("ad_group_ad", image), null);
  });
});

describe("an ad is as the row says", () => {
  test("whatever the order of its texts, and whatever Google adds to them", () => {
    assert.ok(isAsSaid(adContent(), shownAd()));
  });

  test("not with another text, one more, or one less", () => {
    const { headlines: shown } = shownAd().ad.responsive_search_ad;
    const [first, ...rest] = shown;
    const others = [[{ ...first, text: "Free" }, ...rest], [...shown, first], rest];
    for (const other of others) {
      assert.ok(!isAsSaid(adContent(), shownAd({ headlines: other })));
    }
  });

  test("not if a text is pinned elsewhere, or only in one of the two", () => {
    const elsewhere = adContent({ [`${headlines}[1].pinned_field`]: "HEADLINE_1" });
    const nowhere = adContent({ [`${headlines}[1].pinned_field`]: "" });
    assert.ok(!isAsSaid(elsewhere, shownAd()));
    assert.ok(!isAsSaid(nowhere, shownAd()));
  });

  test("not if it has a text of which the row says nothing", () => {
    assert.ok(!isAsSaid(adContent(), shownAd({ path1: "SALE" })));
    const { ad } = shownAd();
    assert.ok(!isAsSaid(adContent(), { ad: { ...ad, final_url_suffix: "a=b" } }));
  });

  test("whatever status Google gave it", () => {
    assert.ok(isAsSaid(adContent(), { ...shownAd(), status: "ENABLED" }));
    assert.ok(!isAsSaid(adContent({ status: "PAUSED" }), { ...shownAd(), status: "ENABLED" }));
  });
});
