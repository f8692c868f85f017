import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type protobuf from "protobufjs";
import { loadApi } from "../../../src/sandbox/api.ts";
import { decodePage, encodeSearch } from "../../../src/transport/google/search-page.ts";

const api = loadApi();

const page = api.message("services.SearchGoogleAdsResponse");

function bytesOf(type: protobuf.Type, content: Readonly<Record<string, unknown>>): Uint8Array {
  return type.encode(type.fromObject(content)).finish();
}

/** As a client of gRPC that knows all messages reads an answer. */
function readWhole(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const options = { longs: String, enums: String, defaults: true, oneofs: true };
  return page.toObject(page.decode(bytes), options);
}

const rows: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  campaign: { id: "9007199254740993", name: "Shoes", status: "PAUSED", manual_cpc: {} },
  ad_group_criterion: {
    resource_name: "customers/1/adGroupCriteria/2~3",
    keyword: { text: "boots", match_type: "EXACT" },
    negative: true,
    cpc_bid_micros: 1_250_000,
  },
  ad_group_ad: {
    ad: { id: 5, responsive_search_ad: { headlines: [{ text: "One" }, { text: "Two" }] } },
    status: "ENABLED",
  },
  batch_job: { status: "RUNNING", metadata: { operation_count: 12 } },
  you_tube_video_upload: { title: "A film" },
  metrics: { clicks: 7 },
};

suite("a page of a query's result", () => {
  for (const [name, content] of Object.entries(rows)) {
    test(`holds ${name} as a reader that knows everything has it`, () => {
      const bytes = bytesOf(page, { results: [{ [name]: content }], next_page_token: "more" });
      const [whole] = readWhole(bytes)["results"] as readonly Readonly<Record<string, unknown>>[];
      assert.deepEqual(decodePage(`SELECT ${name}.resource_name FROM ${name}`, bytes), {
        results: [{ [name]: whole?.[name] }],
        next_page_token: "more",
      });
    });
  }

  test("holds all resources that are selected, and no others", () => {
    const bytes = bytesOf(page, {
      results: [{ campaign: { name: "a" }, ad_group: { name: "b" }, label: { name: "c" } }],
    });
    const query = "SELECT ad_group.name, campaign.name, campaign.id FROM ad_group WHERE x = 'y'";
    const { results, next_page_token: next } = decodePage(query, bytes);
    assert.deepEqual(Object.keys(results[0] ?? {}).toSorted(), ["ad_group", "campaign"]);
    assert.equal(next, "");
  });

  test("keeps the number of an enum's value that the API does not name", () => {
    const bytes = bytesOf(page, { results: [{ campaign: { status: 77 } }] });
    const { results } = decodePage("SELECT campaign.status FROM campaign", bytes);
    assert.partialDeepStrictEqual(results, [{ campaign: { status: 77 } }]);
  });

  test("can hold whatever the API can be asked for", () => {
    const row = api.message("services.GoogleAdsRow");
    const selected = row.fieldsArray.map(({ name }) => `${name}.resource_name`).join(", ");
    const results = [Object.fromEntries(row.fieldsArray.map(({ name }) => [name, {}]))];
    const everything = decodePage(`SELECT ${selected} FROM campaign`, bytesOf(page, { results }));
    for (const { name } of row.fieldsArray) assert.ok(everything.results[0]?.[name], name);
  });

  test("is not read from what is no such message", () => {
    assert.throws(() => decodePage("SELECT campaign.id FROM campaign", Buffer.of(10, 200)));
    assert.throws(() => decodePage("SELECT shoe.id FROM shoe", Buffer.of()), /no field shoe/);
  });
});

test("a question has the form of the API", () => {
  const request = api.message("services.SearchGoogleAdsRequest");
  const question = { customer_id: "1", query: "SELECT label.id FROM label", page_token: "next" };
  assert.deepEqual(request.toObject(request.decode(encodeSearch(question))), question);
});
