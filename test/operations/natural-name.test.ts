import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Operation } from "../../src/operations/build.ts";
import { readSought, soughtText } from "../../src/operations/sought-name.ts";
import { builderFor, type Cells, customerId, decoded, faults, operationOf } from "./sheet.ts";

/** What is said of an update that does not name its resource. */
function lacking(entity: string, cells: Cells): string {
  return faults(entity, "update", cells)[0]?.message ?? "";
}

function codes(entity: string, verb: string, cells: Cells): unknown {
  return faults(entity, verb, cells).map(({ code, column, fieldPath }) => [
    code,
    column,
    fieldPath,
  ]);
}

const sought = (operation: Operation): unknown =>
  operation.sought.map(({ text, column }) => [readSought(text), column]);

const shoes = { entity: "campaign", parts: [["campaign.name", "Shoes"]] } as const;

suite("a resource that is named by its own name", () => {
  test("is looked up for the field that refers to it", () => {
    const operation = operationOf("ad_group", "create", {
      name: "Boots",
      "campaign.name": " Shoes ",
    });
    assert.deepEqual(sought(operation), [[shoes, 1]]);
    assert.deepEqual(operation.uses, [soughtText(shoes)]);
  });

  test("is put in once it is known, by its real name or a temporary one", () => {
    const builder = builderFor("ad_group", "create", ["name", "campaign.name"]);
    const campaignOf = (names: ReadonlyMap<string, string>): unknown => {
      const built = builder.build(["Boots", "Shoes"], names);
      assert.equal(built.kind, "operation");
      const { ad_group_operation } = decoded(built.bytes) as {
        readonly ad_group_operation: { readonly create: { readonly campaign: unknown } };
      };
      return [ad_group_operation.create.campaign, built.uses.slice(1)];
    };
    const text = soughtText(shoes);
    const real = "customers/1/campaigns/7";
    const temporary = "customers/1/campaigns/-7";
    assert.deepEqual(campaignOf(new Map([[text, real]])), [real, []]);
    assert.deepEqual(campaignOf(new Map([[text, temporary]])), [temporary, [temporary]]);
    const both = new Map([
      [text, temporary],
      [temporary, real],
    ]);
    assert.deepEqual(campaignOf(both), [real, []]);
  });

  test("is told apart by what it stands in", () => {
    const cells = { "campaign.name": "Shoes", "ad_group.name": "Boots", "keyword.text": "boots" };
    assert.deepEqual(sought(operationOf("ad_group_criterion", "create", cells)), [
      [
        {
          entity: "ad_group",
          parts: [
            ["ad_group.name", "Boots"],
            ["campaign.name", "Shoes"],
          ],
        },
        1,
      ],
    ]);
  });

  test("gives way to an id", () => {
    const cells = { "campaign.name": "Shoes", campaign: "5", name: "Boots" };
    assert.deepEqual(operationOf("ad_group", "create", cells).uses, []);
  });

  test("may be a budget or a label too", () => {
    const budget = operationOf("campaign", "update", {
      resource_name: "1",
      "campaign_budget.name": "B",
    });
    assert.deepEqual(sought(budget), [
      [{ entity: "campaign_budget", parts: [["campaign_budget.name", "B"]] }, 1],
    ]);
    const label = operationOf("campaign_label", "create", { campaign: "1", "label.name": "L" });
    assert.deepEqual(sought(label), [[{ entity: "label", parts: [["label.name", "L"]] }, 1]]);
  });
});

/** What a row that updates looks up, and its mask. */
function update(entity: string, cells: Cells): readonly [unknown, readonly string[]] {
  const operation = operationOf(entity, "update", cells);
  const message = decoded(operation.bytes) as Readonly<
    Record<string, { readonly update_mask: { readonly paths: readonly string[] } }>
  >;
  return [
    operation.sought.map(({ text }) => readSought(text)),
    message[`${entity}_operation`]?.update_mask.paths ?? [],
  ];
}

suite("a row that says what it changes by its natural key", () => {
  test("changes the other fields only", () => {
    assert.deepEqual(update("campaign", { name: "Shoes", status: "paused" }), [
      [shoes],
      ["status"],
    ]);
    assert.deepEqual(
      update("ad_group", { "campaign.name": "Shoes", name: "Boots", cpc_bid: "1" }),
      [
        [
          {
            entity: "ad_group",
            parts: [
              ["ad_group.name", "Boots"],
              ["campaign.name", "Shoes"],
            ],
          },
        ],
        ["cpc_bid_micros"],
      ],
    );
  });

  test("may name a keyword by ad group, text and match type", () => {
    const cells = {
      ad_group: "5",
      "keyword.text": "boots",
      "keyword.match_type": "exact",
      cpc_bid: "1",
    };
    assert.deepEqual(update("ad_group_criterion", cells), [
      [
        {
          entity: "ad_group_criterion",
          parts: [
            ["ad_group_criterion.ad_group", `customers/${customerId}/adGroups/5`],
            ["ad_group_criterion.keyword.match_type", "EXACT"],
            ["ad_group_criterion.keyword.text", "boots"],
            ["ad_group_criterion.negative", "false"],
          ],
        },
      ],
      ["cpc_bid_micros"],
    ]);
  });

  test("may be a removal", () => {
    assert.deepEqual(sought(operationOf("campaign", "remove", { name: "Shoes" })), [[shoes, 0]]);
  });

  test("with a resource name is a change of the name", () => {
    assert.deepEqual(update("campaign", { resource_name: "1", name: "Shoes" }), [[], ["name"]]);
  });

  test("has to say all of it, and to change something", () => {
    assert.deepEqual(codes("ad_group", "update", { name: "Boots", cpc_bid: "1" }), [
      ["MISSING_RESOURCE_NAME", null, "resource_name"],
    ]);
    const keyword = { ad_group: "", "keyword.text": "boots", "keyword.match_type": "EXACT" };
    assert.deepEqual(codes("ad_group_criterion", "update", { ...keyword, cpc_bid: "1" }), [
      ["MISSING_RESOURCE_NAME", 0, "resource_name"],
    ]);
    const typo = { ...keyword, ad_group: "5", "keyword.match_type": "EXCAT", cpc_bid: "x" };
    assert.deepEqual(codes("ad_group_criterion", "update", typo), [
      ["BAD_ENUM_VALUE", 2, "keyword.match_type"],
      ["BAD_NUMBER", 3, "cpc_bid_micros"],
    ]);
    assert.deepEqual(codes("campaign", "update", { name: "Shoes" }), [
      ["NOTHING_TO_UPDATE", null, ""],
    ]);
  });

  test("is told what it lacks in words, and by the field where that is longer", () => {
    const keyword = { ad_group: "5", "keyword.text": "boots", status: "PAUSED" };
    assert.match(
      lacking("ad_group_criterion", keyword),
      /but its match type \(keyword\.match_type\) is missing\.$/,
    );
    assert.match(
      lacking("ad_group", { campaign: "5", name: "", status: "PAUSED" }),
      /but its name is missing\.$/,
    );
  });
});
