import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import { wholesOf } from "../../../src/preflight/check/wholes.ts";
import { type Cells, operationOf } from "../../operations/sheet.ts";

/** The faults of rows about these entities, from row 2 on. */
function found(...rows: readonly (readonly [entity: string, cells: Cells])[]): readonly string[] {
  const wholes = wholesOf();
  for (const [position, [entity, cells]] of rows.entries())
    wholes.note(
      position + 2,
      readOperation(operationOf(entity, "create", cells).bytes),
      () => null,
    );
  return wholes.faults().map(({ row, fault }) => `${row} ${fault.code}: ${fault.advice}`);
}

const root = { resource_name: "5~-1", ad_group: "5", "listing_group.type": "SUBDIVISION" };

const child = {
  ad_group: "5",
  "listing_group.type": "UNIT",
  "listing_group.parent_ad_group_criterion": "5~-1",
};

const dimension = "listing_group.case_value.product_brand";

suite("a subdivision of products", () => {
  const brand = { ...child, [`${dimension}.value`]: "acme" };

  test("needs a child for everything else", () => {
    const [fault = ""] = found(["ad_group_criterion", root], ["ad_group_criterion", brand]);
    assert.match(
      fault,
      /^2 PARTS_MISSING: Add a row below it with \{\} in listing_group\.case_value\.product_brand/,
    );
    const others = { ...child, [dimension]: "{}" };
    assert.deepEqual(
      found(
        ["ad_group_criterion", root],
        ["ad_group_criterion", brand],
        ["ad_group_criterion", others],
      ),
      [],
    );
  });

  test("is not made whole by a child without a value of its own dimension", () => {
    const filter = { asset_group: "6", listing_source: "SHOPPING" };
    const rows = [
      [
        "asset_group_listing_group_filter",
        { ...filter, resource_name: "6~-1", type: "SUBDIVISION" },
      ],
      [
        "asset_group_listing_group_filter",
        { ...filter, type: "UNIT_EXCLUDED", parent_listing_group_filter: "6~-1" },
      ],
    ] as const;
    assert.equal(found(...rows).length, 1);
  });

  test("keeps its level apart from its value", () => {
    const category = "listing_group.case_value.product_type";
    const others = { ...child, [category]: '{"level": "LEVEL1"}' };
    assert.deepEqual(found(["ad_group_criterion", root], ["ad_group_criterion", others]), []);
  });
});

const assetOf = (field_type: string): readonly [string, Cells] => [
  "asset_group_asset",
  { asset_group: "-5", asset: "9", field_type },
];

suite("a new asset group", () => {
  const group = { resource_name: "-5", campaign: "7", name: "A", final_urls: "https://a.example" };
  const whole = [
    "HEADLINE",
    "HEADLINE",
    "HEADLINE",
    "LONG_HEADLINE",
    "DESCRIPTION",
    "DESCRIPTION",
    "MARKETING_IMAGE",
    "SQUARE_MARKETING_IMAGE",
  ].map(assetOf);

  test("needs its first assets", () => {
    assert.deepEqual(found(["asset_group", group], ...whole), []);
    const [fault = ""] = found(["asset_group", group], ...whole.slice(1));
    assert.match(fault, /^2 PARTS_MISSING: Add rows of asset_group_asset .* asset_group = -5/);
  });

  test("needs none if it shows products", () => {
    const filter = { asset_group: "-5", listing_source: "SHOPPING", type: "UNIT_INCLUDED" };
    assert.deepEqual(
      found(["asset_group", group], ["asset_group_listing_group_filter", filter]),
      [],
    );
  });
});

const page = (name: string, url: string): readonly [string, Cells] => [
  "asset",
  { resource_name: name, "page_feed_asset.page_url": url },
];

const link = (asset: string): readonly [string, Cells] => [
  "asset_set_asset",
  { asset_set: "30", asset },
];

test("a page is in a page feed once", () => {
  const [fault = "", ...others] = found(
    page("-1", "https://a.example/1"),
    page("-2", "https://a.example/2"),
    page("-3", "https://a.example/1"),
    link("-1"),
    link("-2"),
    link("-3"),
  );
  assert.match(fault, /^7 SAME_RESOURCE_TWICE/);
  assert.deepEqual(others, []);
});
