import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parsePath } from "../../../src/failure/location.ts";
import { builderFor, type Cells } from "../sheet.ts";

/** The header of the column that an error at this path is about. */
function headerOf(entity: string, cells: Cells, path: string): string | null {
  const headers = Object.keys(cells);
  const values = Object.values(cells);
  const column = builderFor(entity, "create", headers).columnOf(values, parsePath(path));
  return column === null ? null : (headers[column] ?? "");
}

function h(index: number): string {
  return `ad.responsive_search_ad.headlines[${index}].text`;
}

suite("the column of a path", () => {
  test("is that of exactly this field, also if it is empty", () => {
    const cells = { name: "x", status: "", "keyword.text": "" };
    assert.equal(headerOf("ad_group_criterion", cells, "status"), "status");
    assert.equal(headerOf("ad_group_criterion", cells, "keyword.text"), "keyword.text");
  });

  test("is an amount's, whichever way it is written", () => {
    assert.equal(
      headerOf("ad_group", { "Ad Group.CPC bid": "" }, "cpc_bid_micros"),
      "Ad Group.CPC bid",
    );
    const both = { cpc_bid: "", cpc_bid_micros: "5" };
    assert.equal(headerOf("ad_group", both, "cpc_bid_micros"), "cpc_bid_micros");
    const none = { cpc_bid: "", cpc_bid_micros: "" };
    assert.equal(headerOf("ad_group", none, "cpc_bid_micros"), "cpc_bid");
  });

  test("is a cell above it, if that is filled: JSON or a list", () => {
    const path = "network_settings.target_youtube";
    assert.equal(headerOf("campaign", { network_settings: "{}" }, path), "network_settings");
    assert.equal(headerOf("campaign", { network_settings: "" }, path), null);
    assert.equal(headerOf("ad", { final_urls: "a|b" }, "final_urls[1]"), "final_urls");
    const json = { "ad.responsive_search_ad.headlines": "[{}]" };
    const [header] = Object.keys(json);
    assert.equal(headerOf("ad_group_ad", json, `${header}[0].text`), header);
  });

  test("is the nearest filled one below it", () => {
    const cells = { "keyword.text": "", "keyword.match_type": "EXACT" };
    assert.equal(headerOf("ad_group_criterion", cells, "keyword"), "keyword.match_type");
    const filled = { "keyword.match_type": "EXACT", "keyword.text": "x" };
    assert.equal(headerOf("ad_group_criterion", filled, "keyword"), "keyword.match_type");
    const deep = { "ad.responsive_search_ad.path1": "x", "ad.final_urls": "y" };
    assert.equal(headerOf("ad_group_ad", deep, "ad"), "ad.final_urls");
    const empty = { "keyword.text": "", "keyword.match_type": " " };
    assert.equal(headerOf("ad_group_criterion", empty, "keyword"), null);
  });

  test("is that of the element that was sent, not of the one with its number", () => {
    const cells = { [h(2)]: "C", [h(0)]: "", [h(1)]: "B", [h(9)]: "D" };
    const found = [0, 1, 2].map((index) => headerOf("ad_group_ad", cells, h(index)));
    assert.deepEqual(found, [h(1), h(2), h(9)]);
    // Google names an element that was not sent, or none: any filled one is near.
    assert.equal(headerOf("ad_group_ad", cells, h(3)), h(2));
    assert.equal(headerOf("ad_group_ad", cells, "ad.responsive_search_ad.headlines"), h(2));
    assert.equal(headerOf("ad_group_ad", { [h(0)]: "" }, h(0)), null);
  });

  test("does not count an element that a cell clears", () => {
    const cells = { [h(0)]: "[]", [h(1)]: "B" };
    assert.equal(headerOf("ad_group_ad", cells, h(0)), h(1));
  });

  test("is none if the path leads elsewhere", () => {
    const cells = { name: "x", "keyword.text": "y" };
    for (const path of ["", "status", "keyword.match_type", "placement.url", "nothing"]) {
      assert.equal(headerOf("ad_group_criterion", cells, path), null, path);
    }
  });
});

test("a row about nothing that is known has no layout, one about an action has no columns", () => {
  assert.equal(builderFor("nothing", "create", ["name"]).layoutOf(["x"]), null);
  assert.equal(headerOf("book_campaigns", { name: "x" }, "name"), null);
});

function has(entity: string, headers: readonly string[], path: string): boolean {
  const cells = headers.map(() => "");
  return builderFor(entity, "create", headers).hasColumn(cells, parsePath(path));
}

suite("whether the sheet has a column for a field", () => {
  test("it does, filled or not, for the field, its parts and what it is a part of", () => {
    for (const [headers, path] of [
      [["final_urls[0]"], "final_urls"],
      [["network_settings.target_google_search"], "network_settings"],
      [["network_settings"], "network_settings.target_google_search"],
      [["cpc_bid"], "cpc_bid_micros"],
      [["campaign.name"], "campaign"],
    ] as const) {
      const entity = path.startsWith("network") ? "campaign" : "ad_group";
      const of = path === "final_urls" ? "ad_group_criterion" : entity;
      assert.ok(has(of, headers, path), path);
    }
  });

  test("it does not, although another cell may say something about it", () => {
    const headers = ["ad_group", "keyword.text", "keyword.match_type"];
    for (const path of ["negative", "bid_modifier", "final_urls[0]", "keyword_plan", "things[3]"])
      assert.ok(!has("ad_group_criterion", headers, path), path);
  });
});
