import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkHeaders, checkKind, noRows } from "../../src/intake/headers.ts";
import { parseMap } from "../../src/operations/columns/map-file.ts";
import { recognise } from "../../src/operations/columns/recognise.ts";
import { RunError } from "../../src/messages/run-error.ts";

function refusal(headers: readonly string[], text = headers.join(",")): RunError {
  try {
    checkHeaders(headers, "ads.csv", text);
  } catch (error) {
    assert.ok(error instanceof RunError);
    return error;
  }
  return assert.fail("nothing was refused");
}

suite("headers", () => {
  test("may be anything else: blank ones, one alone, some of ours", () => {
    for (const headers of [
      ["name", "", " "],
      ["name"],
      ["_run", "name"],
      ["_row", "_errors"],
      ["a b", "ab"],
    ]) {
      checkHeaders(headers, "ads.csv", headers.join(","));
    }
  });

  test("are not doubled, in any spelling", () => {
    const error = refusal(["Max CPC", "name", "max_cpc "]);
    assert.equal(error.message, "ads.csv has two columns max_cpc : the 1st and the 3rd.");
    const many = [...Array.from({ length: 20 }, (_, index) => `c${index}`), "x", "X"];
    assert.match(refusal(many).message, /the 21st and the 22nd\.$/);
    for (const [width, ordinals] of [
      [12, "the 11th and the 12th"],
      [112, "the 111th and the 112th"],
    ] as const) {
      const headers = Array.from({ length: width - 2 }, (_, index) => `c${index}`);
      assert.ok(refusal([...headers, "x", "X"]).message.endsWith(`${ordinals}.`));
    }
  });

  test("of a correction file go another way", () => {
    assert.equal(
      refusal(["name", "_run", "_row", "_errors"]).wayOut,
      "Send it with: rowmend resubmit ads.csv",
    );
  });

  test("in one column make think of another delimiter", () => {
    assert.match(refusal(["name;status"], "name;status").wayOut, /--delimiter ";"/);
    assert.match(
      refusal(["name\tstatus"], "name\tstatus").wayOut,
      /separated by a tab.* --delimiter "\\t"/,
    );
  });
});

test("a file without rows says what to do", () => {
  assert.match(noRows("ads.csv").message, /^ads\.csv has a header and no rows\.$/);
  assert.match(noRows("ads.csv").wayOut, /at least one row/);
});

/** Why a sheet with these headers is refused; null if it is not. */
function kindFault(header: string, entity: string | null = null): string | null {
  const headers = header.split(",");
  try {
    checkKind(headers, "ads.csv", recognise(headers), entity);
    return null;
  } catch (error) {
    assert.ok(error instanceof RunError);
    return `${error.message} ${error.wayOut}`;
  }
}

suite("a sheet that does not say what its rows are about", () => {
  for (const [header, told] of [
    ["Google Click ID,Conversion Name,Conversion Time", /holds offline conversions\./],
    ["Caller’s Phone Number,Call Start Time,Conversion Name", /holds conversions from calls\./],
    ["Order ID,Conversion Name,Adjustment Time,Adjustment Type", /holds conversion adjustments\./],
    ["Email,Phone,First Name,Last Name,Country,Zip", /customer match\./],
    ["Keyword,Currency,Avg. monthly searches", /list of keyword ideas\./],
    ["Campaign,Sitelink text", /holds sitelinks\. .*template asset/],
    ["Campaign,Location,Bid adj.", /holds locations\. .*template campaign_criterion/],
    ["Campaign ID,Location ID", /holds locations\./],
    ["Budget ID,Budget", /holds budgets\. .*--entity campaign_budget/],
    ["Negative keyword list name,Keyword", /negative keywords\. .*template shared_criterion/],
    ["Campaign,Ad Group,Field,Value", /columns Field and Value\./],
    ["Kampagne,Anzeigengruppe,Kosten", /look German \(Kampagne, Anzeigengruppe, Kosten\)/],
    ["Campagne,Groupe d’annonces,Mot clé", /look French/],
    ["キャンペーン,広告グループ", /look Japanese/],
    ["Produkt,Preis", /does not say what its rows are about\. .*--entity/],
  ] as const) {
    test(`is refused as a whole: ${header}`, () => assert.match(kindFault(header) ?? "", told));
  }

  test("is refused for its language whatever entity is given", () => {
    assert.match(kindFault("Kampagne,Anzeigengruppe", "ad_group") ?? "", /look German/);
  });

  test("is refused even if it looks like an export", () => {
    const terms = "Search term,Match type,Campaign,Ad group,Clicks";
    assert.match(kindFault(terms) ?? "", /report of search terms/);
  });

  test("is taken with an entity, as an export, or with a map of its own", () => {
    assert.equal(kindFault("name,Location", "label"), null);
    assert.equal(kindFault("entity,name"), null);
    assert.equal(kindFault("Campaign,Ad group,Keyword,Criterion type"), null);
    const map = parseMap("Kampagne: campaign.name", "a.yaml");
    checkKind(["Kampagne", "Kosten"], "ads.csv", map, null);
  });
});
