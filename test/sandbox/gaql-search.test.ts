import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { connect, type TestClient } from "./client.ts";
import { adGroup, campaign, keyword, label, nameOf, remove, searchAd } from "./operations.ts";

let client: TestClient;

before(async () => {
  client = await connect();
  await client.mutate([
    campaign({ name: "Shoes", status: "PAUSED" }), // 7000000001
    campaign({ name: "It's boots" }), // 7000000002
    adGroup({ campaign: nameOf("campaigns", "7000000001") }), // 7000000003
    keyword("red shoes", { ad_group: nameOf("adGroups", "7000000003"), cpc_bid_micros: 10_000 }), // 4
    keyword("blue shoes", { ad_group: nameOf("adGroups", "7000000003") }), // 5
    searchAd(), // 6
  ]);
  await client.mutate([remove("campaign_operation", nameOf("campaigns", "7000000002"))]);
});

after(async () => {
  await client.close();
});

async function rows(query: string): Promise<readonly unknown[]> {
  const reply = await client.search(query);
  assert.deepEqual(reply.errors, []);
  return reply.rows;
}

describe("a query", () => {
  test("selects fields of what the sandbox holds, and always the resource name", async () => {
    assert.deepEqual(
      await rows("SELECT campaign.id, campaign.name, campaign.status FROM campaign"),
      [
        ["7000000001", "Shoes", "PAUSED"],
        ["7000000002", "It's boots", "REMOVED"],
      ].map(([id = "", name, status]) => ({
        campaign: { resource_name: nameOf("campaigns", id), id, name, status },
      })),
    );
  });

  for (const [where, count] of [
    ["campaign.name = 'Shoes'", 1],
    ["campaign.name = 'It\\'s boots'", 1],
    ['campaign.name = "It\'s boots"', 1],
    ["campaign.name IN ('Shoes', 'x')", 1],
    ["campaign.name NOT IN ('Shoes', 'x')", 1],
    ["campaign.status != 'REMOVED'", 1],
    ["campaign.status != REMOVED AND campaign.name = 'It\\'s boots'", 0],
    ["campaign.name LIKE '%boots'", 1],
    ["campaign.id >= 7000000002", 1],
    ["campaign.id = 7000000002", 1],
    [`campaign.resource_name = '${nameOf("campaigns", "7000000001")}'`, 1],
  ] as const) {
    test(`narrows: ${where}`, async () => {
      assert.equal((await rows(`SELECT campaign.id FROM campaign WHERE ${where}`)).length, count);
    });
  }

  test("finds keywords by their ad group, with their type and what they belong to", async () => {
    const found = await rows(
      `SELECT ad_group_criterion.criterion_id, ad_group_criterion.type, ad_group_criterion.keyword.match_type,
              campaign.name, customer.id
       FROM ad_group_criterion
       WHERE ad_group_criterion.ad_group = '${nameOf("adGroups", "7000000003")}'
         AND ad_group_criterion.keyword.text = 'red shoes'`,
    );
    assert.deepEqual(found, [
      {
        customer: { id: "1234567890" },
        campaign: { name: "Shoes" },
        ad_group_criterion: {
          resource_name: nameOf("adGroupCriteria", "7000000003~7000000004"),
          criterion_id: "7000000004",
          type: "KEYWORD",
          keyword: { match_type: "EXACT" },
        },
      },
    ]);
  });

  test("shows an ad with its id", async () => {
    assert.deepEqual(await rows("SELECT ad_group_ad.ad.id FROM ad_group_ad"), [
      {
        ad_group_ad: {
          resource_name: nameOf("adGroupAds", "3~7000000006"),
          ad: { id: "7000000006" },
        },
      },
    ]);
  });

  test("shows the account", async () => {
    assert.deepEqual(
      await rows(
        "SELECT customer.id, customer.status, customer.currency_code FROM customer LIMIT 1",
      ),
      [
        {
          customer: {
            resource_name: "customers/1234567890",
            id: "1234567890",
            status: "ENABLED",
            currency_code: "EUR",
          },
        },
      ],
    );
  });

  test("over what the sandbox does not keep finds nothing", async () => {
    assert.deepEqual(await rows("SELECT campaign.id FROM search_term_view"), []);
  });

  test("can be limited, and streamed", async () => {
    assert.equal((await rows("SELECT campaign.id FROM campaign LIMIT 1")).length, 1);
    assert.equal((await client.stream("SELECT campaign.id FROM campaign")).length, 2);
  });

  for (const [query, code] of [
    ["campaign.id FROM campaign", "EXPECTED_SELECT"],
    ["SELECT campaign.id", "EXPECTED_FROM"],
    ["SELECT campaign.id FROM", "UNEXPECTED_END_OF_QUERY"],
    ["SELECT campaign.id FROM moon", "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE"],
    ["SELECT campaign.fake_field FROM campaign", "UNRECOGNIZED_FIELD"],
    ["SELECT label.name FROM campaign", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"],
    ["SELECT campaign.id FROM campaign WHERE campaign.status = 'ON'", "BAD_ENUM_CONSTANT"],
    ["SELECT campaign.id FROM campaign WHERE campaign.id BETWEEN 1 AND 2", "BAD_OPERATOR"],
    ["SELECT campaign.id FROM campaign LIMIT 0", "BAD_LIMIT_VALUE"],
    ["SELECT campaign.id FROM campaign ORDER BY campaign.id", "UNEXPECTED_INPUT"],
    ["SELECT campaign.id FROM campaign WHERE campaign.name = 'open", "UNEXPECTED_INPUT"],
  ] as const) {
    test(`is refused: ${query}`, async () => {
      const reply = await client.search(query);
      assert.deepEqual([reply.code, reply.errors[0]?.code], [3, `query_error.${code}`]);
    });
  }
});

describe("pages", () => {
  test("hold 10,000 rows, and the last has no token", async () => {
    const customer = "5556667777";
    for (const batch of [0, 1]) {
      const labels = Array.from({ length: 7000 }, (_, index) =>
        label({ name: `${batch} ${index}` }),
      );
      await client.mutate(labels, { customer });
    }
    const query = "SELECT label.name FROM label";
    const first = await client.search(query, { customer });
    assert.equal(first.rows.length, 10_000);
    const second = await client.search(query, { customer, pageToken: first.nextPageToken });
    assert.deepEqual([second.rows.length, second.nextPageToken], [4000, ""]);
    const names = new Set([...first.rows, ...second.rows].map((row) => JSON.stringify(row)));
    assert.equal(names.size, 14_000);

    const limited = await client.search(`${query} LIMIT 10001`, { customer });
    const rest = await client.search(`${query} LIMIT 10001`, {
      customer,
      pageToken: limited.nextPageToken,
    });
    assert.equal(rest.rows.length, 1);
  });

  test("are refused for a token of somebody else", async () => {
    const reply = await client.search("SELECT label.name FROM label", { pageToken: "xyz" });
    assert.equal(reply.errors[0]?.code, "request_error.INVALID_PAGE_TOKEN");
  });
});
