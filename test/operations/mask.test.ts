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
  });

  test("holds all that can be changed in a message that is given empty", () => {
    assert.deepEqual(updated("campaign", { manual_cpc: "{}" }), {
      value: { manual_cpc: {} },
      mask: ["manual_cpc.enhanced_cpc_enabled"],
    });
    const nested = {
      demand_gen_ad_group_settings: '{"channelControls": {"selectedChannels": {}}}',
    };
    const channels = mask("ad_group", nested) as readonly string[];
    assert.ok(channels.length > 1);
    const prefix = "demand_gen_ad_group_settings.channel_controls.selected_channels.";
    for (const path of channels) assert.ok(path.startsWith(prefix), path);
    assert.deepEqual(mask("campaign", { manual_cpm: "{}" }), ["manual_cpm"]);
  });

  test("leaves out bounds of a bid strategy that only a portfolio strategy has", () => {
    const target = "maximize_conversions.target_cpa_micros";
    assert.deepEqual(mask("campaign", { maximize_conversions: "{}" }), [target]);
    const all = mask("bidding_strategy", { maximize_conversions: "{}" }) as readonly string[];
    assert.deepEqual(all.toSorted(), [
      "maximize_conversions.cpc_bid_ceiling_micros",
      "maximize_conversions.cpc_bid_floor_micros",
      target,
    ]);
  });

  test("holds a list as a whole", () => {
    const headlines = "responsive_search_ad.headlines";
    const cell = '[{"text": "A"}, {"text": "B", "pinnedField": "HEADLINE_1"}]';
    assert.deepEqual(mask("ad", { [headlines]: cell }), [headlines]);
    assert.deepEqual(mask("audience", { dimensions: '[{"age": {}}]' }), ["dimensions"]);
    const nested = '{"targetRestrictions": [{"bidOnly": true}]}';
    assert.deepEqual(mask("campaign", { targeting_setting: nested }), [
      "targeting_setting.target_restrictions",
    ]);
  });
});
