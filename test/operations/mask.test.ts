import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { updated } from "./sheet.ts";

function mask(entity: string, cells: Readonly<Record<string, string>>): unknown {
  return updated(entity, cells).mask;
}

suite("an update mask", () => {
  test("holds exactly the filled columns, without the resource's name", () => {
    const cells = {
      name: "x",
      status: "",
      end_date_time: " ",
      "network_settings.target_youtube": "no",
    };
    assert.deepEqual(mask("campaign", cells), ["name", "network_settings.target_youtube"]);
  });

  test("holds a cleared field, which is not sent", () => {
    assert.deepEqual(updated("campaign", { tracking_url_template: "[]", name: "x" }), {
      value: { name: "x" },
      mask: ["tracking_url_template", "name"],
    });
    assert.deepEqual(updated("campaign", { "target_cpa.target_cpa": " [] " }), {
      value: {},
      mask: ["target_cpa.target_cpa_micros"],
    });
    assert.deepEqual(updated("ad", { final_urls: "[]" }), { value: {}, mask: ["final_urls"] });
  });

  test("holds the fields of a message written as JSON, not the message", () => {
    const json = '{"targetYoutube": true, "targetGoogleSearch": false}';
    assert.deepEqual(mask("campaign", { network_settings: json }), [
      "network_settings.target_youtube",
      "network_settings.target_google_search",
    ]);
    assert.deepEqual(mask("campaign", { manual_cpc: "{}" }), ["manual_cpc"]);
  });

  test("holds a list as a whole, however its elements are written", () => {
    const headlines = "responsive_search_ad.headlines";
    for (const cells of [
      { [headlines]: '[{"text": "A"}, {"text": "B", "pinnedField": "HEADLINE_1"}]' },
      { [`${headlines}[0].text`]: "A", [`${headlines}[1].text`]: "B" },
      { [`${headlines}[0]`]: '{"text": "A"}' },
      { [`${headlines}[0].text`]: "[]" },
    ]) {
      assert.deepEqual(mask("ad", cells), [headlines]);
    }
    const inList = { "dimensions[0].age": '{"includeUndetermined": true}' };
    assert.deepEqual(mask("audience", inList), ["dimensions"]);
    const nested = '{"targetRestrictions": [{"bidOnly": true}]}';
    assert.deepEqual(mask("campaign", { targeting_setting: nested }), [
      "targeting_setting.target_restrictions",
    ]);
  });
});
