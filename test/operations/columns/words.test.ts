import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Builder, builderOf } from "../../../src/operations/build.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { customerId, decoded } from "../sheet.ts";

type Cells = Readonly<Record<string, string>>;

function built(cells: Cells, operation: string | null = "create"): ReturnType<Builder["build"]> {
  const map = builtInMaps["google-ads-editor"] ?? null;
  return builderOf(Object.keys(cells), { entity: null, operation, customerId }, map).build(
    Object.values(cells),
  );
}

/** The resource that the row sends. */
function sent(cells: Cells, operation: string | null = "create"): Record<string, unknown> {
  const found = built(cells, operation);
  assert.equal(found.kind, "operation", JSON.stringify(found));
  const [message] = Object.values(decoded(found.bytes) as Record<string, Record<string, unknown>>);
  return (message?.["create"] ?? message?.["update"]) as Record<string, unknown>;
}

function codes(cells: Cells): readonly string[] {
  const found = built(cells);
  return found.kind === "refusal" ? found.faults.map(({ code }) => code) : [];
}

const group = { Campaign: "Tents", "Ad Group": "Domes" };

const campaign = {
  Campaign: "Tents",
  "Campaign type": "Search",
  "Bid strategy type": "Manual CPC",
  "EU political ads": "No",
};

suite("the words of a status", () => {
  for (const [word, status] of [
    ["Enabled", "ENABLED"],
    ["active", "ENABLED"],
    ["Live", "ENABLED"],
    ["On", "ENABLED"],
    ["PAUSED", "PAUSED"],
    ["Off", "PAUSED"],
  ] as const) {
    test(`${word} is ${status}`, () => {
      assert.equal(sent({ ...group, "Ad group status": word })["status"], status);
    });
  }

  for (const word of ["Inactive", "Disapproved", "Normal", "Pending", "Ended", "Eligible", "Yes"]) {
    test(`${word} is refused, because tools and people differ about it`, () => {
      assert.deepEqual(codes({ ...group, "Ad group status": word }), ["BAD_ENUM_VALUE"]);
    });
  }
});

suite("the words of a campaign's type", () => {
  for (const [word, channel] of [
    ["Search Network only", "SEARCH"],
    ["Search Only", "SEARCH"],
    ["Display Network only", "DISPLAY"],
    ["PMax", "PERFORMANCE_MAX"],
    ["Demand Gen", "DEMAND_GEN"],
    ["Hotel", "HOTEL"],
  ] as const) {
    test(`${word} is ${channel}`, () => {
      const { advertising_channel_type: type } = sent({ ...campaign, "Campaign type": word });
      assert.equal(type, channel);
    });
  }
});

suite("the words of a bidding strategy", () => {
  for (const [word, field, value] of [
    ["cpc", "manual_cpc", {}],
    ["CPC (enhanced)", "manual_cpc", { enhanced_cpc_enabled: true }],
    ["Enhanced CPC", "manual_cpc", { enhanced_cpc_enabled: true }],
    ["Viewable CPM", "manual_cpm", {}],
    ["Maximize Clicks", "target_spend", {}],
    ["Maximise conversions", "maximize_conversions", {}],
  ] as const) {
    test(`${word} is ${field}`, () => {
      assert.deepEqual(sent({ ...campaign, "Bid strategy type": word })[field], value);
    });
  }
});

suite("the words of networks", () => {
  for (const [cell, on] of [
    ["Google search", "google_search"],
    ["Google search;Search partners", "google_search search_network"],
    ["Search Partners ; Google Search", "google_search search_network"],
    ["Display Network, Google search", "google_search content_network"],
    ["Search Network only", "google_search search_network"],
    ["Search;Select", "google_search search_network content_network"],
  ] as const) {
    test(`${cell} turns on ${on}, and nothing else`, () => {
      const expected = Object.fromEntries(
        ["google_search", "search_network", "content_network"].map((name) => [
          `target_${name}`,
          on.split(" ").includes(name),
        ]),
      );
      assert.deepEqual(sent({ ...campaign, Networks: cell })["network_settings"], expected);
    });
  }

  test("that are not known are refused with the known ones", () => {
    assert.deepEqual(codes({ ...campaign, Networks: "Google search;Television" }), [
      "BAD_ENUM_VALUE",
    ]);
  });
});

suite("the words for what to do", () => {
  for (const [header, word] of [
    ["Action", "Set"],
    ["Action", "edit"],
    ["Operation", "Edit"],
    ["operation", "SET"],
  ] as const) {
    test(`${word} below ${header} is an update`, () => {
      const row = { ...group, "Ad group status": "Paused", [header]: word };
      assert.equal(sent(row, null)["status"], "PAUSED");
    });
  }

  test("are the same where headers are fields of the API", () => {
    const headers = ["operation", "name"];
    const builder = builderOf(headers, { entity: "label", operation: null, customerId });
    const label = builder.build(["Add", "Winter"]);
    assert.equal(label.kind === "operation" && label.verb, "create");
  });
});

suite("the texts of a responsive search ad", () => {
  const ad = { ...group, "Headline 1": "Domes", "Headline 2": "Light", "Headline 3": "Dry" };
  const descriptions = (cells: Cells): unknown => {
    const { ad: sentAd } = sent({ ...ad, ...cells }) as {
      readonly ad: { readonly responsive_search_ad: { readonly descriptions?: unknown } };
    };
    return sentAd.responsive_search_ad.descriptions;
  };
  const both = [{ text: "For two" }, { text: "For four" }];

  test("may begin with a description that has no number", () => {
    assert.deepEqual(descriptions({ Description: "For two", "Description 2": "For four" }), both);
  });

  test("may be called lines", () => {
    const lines = { "Description Line 1": "For two", "Description Line 2": "For four" };
    assert.deepEqual(descriptions(lines), both);
  });

  test("are not given twice", () => {
    const twice = { Description: "For two", "Description 1": "For six" };
    assert.deepEqual(codes({ ...ad, ...twice }), ["CONFLICTING_COLUMNS"]);
  });
});
