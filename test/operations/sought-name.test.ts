import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { matchNames, nameQueries } from "../../src/delivery/names/find.ts";
import {
  asFound,
  bareName,
  nameText,
  readSought,
  soughtText,
  temporaryNameOf,
} from "../../src/operations/sought-name.ts";

const boots = {
  entity: "ad_group",
  parts: [
    ["ad_group.name", "Boots"],
    ["campaign.name", "Shoes"],
  ],
} as const;

suite("the text that stands for a name", () => {
  test("has no blanks, and can be read again", () => {
    const part = fc.tuple(
      fc.constantFrom("a.name", "b.name", "c.name"),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(part, { selector: ([path]) => path, minLength: 1 }), (parts) => {
        const sorted = parts.toSorted(([a], [b]) => (a < b ? -1 : 1));
        const text = soughtText({ entity: "campaign", parts });
        assert.doesNotMatch(text, /\s/);
        assert.deepEqual(readSought(text), { entity: "campaign", parts: sorted });
        assert.equal(bareName(asFound(text)), text);
      }),
    );
  });

  test("is no name of a resource", () => {
    assert.equal(bareName("customers/1/campaigns/-1"), null);
  });

  test("gives what the file creates a temporary name of its own", () => {
    const name = temporaryNameOf(soughtText(boots), "1");
    assert.match(name ?? "", /^customers\/1\/adGroups\/-1\d{15}$/);
    assert.notEqual(
      name,
      temporaryNameOf(soughtText({ ...boots, parts: [["ad_group.name", "Boots"]] }), "1"),
    );
    assert.equal(temporaryNameOf(soughtText({ entity: "ad_group_label", parts: [] }), "1"), null);
  });

  test("is told in words", () => {
    assert.equal(nameText(boots), 'ad group "Boots" (campaign "Shoes")');
    const keyword = {
      entity: "ad_group_criterion",
      parts: [
        ["ad_group.name", "Boots"],
        ["ad_group_criterion.keyword.match_type", "EXACT"],
        ["ad_group_criterion.keyword.text", "boots"],
        ["ad_group_criterion.negative", "false"],
      ],
    } as const;
    assert.equal(nameText(keyword), 'keyword "boots" (ad group "Boots", match type "EXACT")');
  });
});

function row(id: number, campaign: string): Record<string, unknown> {
  return { ad_group: { resource_name: `g${id}`, name: "Boots" }, campaign: { name: campaign } };
}

suite("looking names up", () => {
  test("takes one query for names of a kind, with quotation marks escaped", () => {
    const queries = nameQueries([
      { entity: "campaign", parts: [["campaign.name", "Dad's"]] },
      { entity: "campaign", parts: [["campaign.name", "Shoes"]] },
      boots,
    ]);
    assert.deepEqual(
      queries.map(({ query }) => query),
      [
        String.raw`SELECT campaign.resource_name, campaign.name FROM campaign WHERE campaign.name IN ('Dad\'s', 'Shoes') AND campaign.status != 'REMOVED'`,
        "SELECT ad_group.resource_name, ad_group.name, campaign.name FROM ad_group WHERE ad_group.name IN ('Boots') AND campaign.name IN ('Shoes') AND ad_group.status != 'REMOVED' AND campaign.status != 'REMOVED'",
      ],
    );
  });

  test("takes several queries for many names", () => {
    const names = Array.from({ length: 401 }, (_, index) => ({
      entity: "campaign",
      parts: [["campaign.name", `C${index}`]] as const,
    }));
    assert.deepEqual(
      nameQueries(names).map((query) => query.names.length),
      [200, 200, 1],
    );
  });

  test("tells apart what is called the same in several campaigns", () => {
    const [query] = nameQueries([
      boots,
      {
        ...boots,
        parts: [
          ["ad_group.name", "Boots"],
          ["campaign.name", "Sale"],
        ],
      },
    ]);
    assert.ok(query);
    assert.deepEqual(
      matchNames(query, [row(1, "Shoes"), row(2, "Sale"), row(3, "Sale"), row(4, "x")]),
      [["g1"], ["g2", "g3"]],
    );
  });
});
