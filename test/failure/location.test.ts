import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatPath } from "../../src/failure/failure.ts";
import {
  fieldPath,
  operationIndex,
  parsePath,
  textIndex,
  textPath,
} from "../../src/failure/location.ts";

suite("formatPath and parsePath", () => {
  const texts = [
    "",
    "operations",
    "operations[0]",
    "operations[2].create.name",
    "mutate_operations[72].ad_group_ad_operation.create.ad.responsive_search_ad.headlines[0].text",
    "[0]",
    "[0].name",
    "name[1][2]",
  ];
  for (const text of texts) {
    test(text === "" ? "an empty path" : text, () =>
      assert.equal(formatPath(parsePath(text)), text),
    );
  }

  test("are inverse for names that are identifiers", () => {
    const element = fc.record(
      { name: fc.stringMatching(/^[a-z][a-z0-9_]*$/), index: fc.option(fc.nat()) },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(element), (path) => {
        assert.deepEqual(parsePath(formatPath(path)), path);
      }),
    );
  });
});

suite("operationIndex", () => {
  const cases: readonly (readonly [path: string, index: number | null])[] = [
    ["operations[0]", 0],
    ["operations[12].create.keyword.text", 12],
    ["mutate_operations[3].ad_group_operation.create.name", 3],
    ["conversions[15]", 15],
    ["conversion_adjustments[1].order_id", 1],
    ["conversations[2]", 2],
    ["operation[4].create", 4],
    ["operation.create.name", null],
    ["operations", null],
    ["operations.create.name", null],
    ["mutate_operations.ad_group_ad_operation", null],
    ["", null],
    ["[0]", null],
    ["resource_name", null],
    ["ad_group[0].name", null],
    ["keyword_seed", null],
    // Only the first element tells the operation.
    ["some_field.operations[0]", null],
    ["operations.create.headlines[2]", null],
  ];
  for (const [path, index] of cases) {
    test(`${path === "" ? "an empty path" : path}: ${index}`, () => {
      assert.equal(operationIndex(parsePath(path)), index);
    });
  }

  test("a negative index is none", () => {
    assert.equal(operationIndex([{ name: "operations", index: -1 }]), null);
  });
});

suite("fieldPath", () => {
  const cases: readonly (readonly [path: string, verb: string | null, fields: string])[] = [
    ["operations[1].create.campaign", "create", "campaign"],
    ["operations[1].update.keyword.text", "update", "keyword.text"],
    ["operations[1].remove", "remove", ""],
    ["operations[1].update_mask", "update_mask", ""],
    ["operations[1].update_mask.paths[0]", "update_mask", "paths[0]"],
    ["operations.create.name", "create", "name"],
    ["operation.create.name", "create", "name"],
    ["operations[0]", null, ""],
    ["operations[0].create", "create", ""],
    ["operations[0].exempt_policy_violation_keys[1]", null, "exempt_policy_violation_keys[1]"],
    ["mutate_operations[0]", null, ""],
    ["mutate_operations[0].campaign_operation", null, ""],
    ["mutate_operations[0].campaign_criterion_operation.remove", "remove", ""],
    [
      "mutate_operations[72].ad_group_ad_operation.create.ad.responsive_search_ad.headlines[0].text",
      "create",
      "ad.responsive_search_ad.headlines[0].text",
    ],
    ["mutate_operations.ad_group_ad_operation", null, ""],
    ["mutate_operations[4].asset_group_asset", null, "asset_group_asset"],
    // Conversions have no verb.
    ["conversions[0].call_start_date_time", null, "call_start_date_time"],
    ["conversion_adjustments[0]", null, ""],
    [
      "operations[0].create.user_identifiers[0].hashed_email",
      "create",
      "user_identifiers[0].hashed_email",
    ],
    // Paths that start below the list.
    ["", null, ""],
    ["resource_name", null, "resource_name"],
    ["create.name", "create", "name"],
    ["campaign_operation.create.name", "create", "name"],
    ["ad_group[0].name", null, "ad_group[0].name"],
    ["[0].name", null, "[0].name"],
    // A field is no wrapper for its name alone.
    ["long_running_operation.done", null, "long_running_operation.done"],
    // What looks like a verb below the resource is a field.
    ["operations[0].create.settings.update", "create", "settings.update"],
    ["operations[0].create.create", "create", "create"],
  ];
  for (const [path, verb, fields] of cases) {
    test(path === "" ? "an empty path" : path, () => {
      const found = fieldPath(parsePath(path));
      assert.equal(found.verb, verb);
      assert.equal(formatPath(found.fields), fields);
    });
  }

  test("gives the end of any path, and never more than three elements less", () => {
    const name = fc.constantFrom("operations", "create", "x_operation", "name", "update_mask", "");
    const element = fc.record({ name, index: fc.option(fc.nat(3)) });
    fc.assert(
      fc.property(fc.array(element), (path) => {
        const { fields } = fieldPath(path);
        assert.deepEqual(fields, path.slice(path.length - fields.length));
        assert.ok(path.length - fields.length <= 3);
      }),
    );
  });
});

suite("the text of a Status", () => {
  const cases: readonly (readonly [text: string, index: number | null, path: string])[] = [
    ["Too low., at operations[1].create.campaign", 1, "operations[1].create.campaign"],
    [
      "Multiple errors in \u2018details\u2019. First error: Too low., at operations[0].create.amount_micros",
      0,
      "operations[0].create.amount_micros",
    ],
    ["Multiple errors in 'details'. First error: Oh., at conversions[15]", 15, "conversions[15]"],
    ["Too short., at conversion_adjustments[0].order_id", 0, "conversion_adjustments[0].order_id"],
    [
      "Not it., at operations[3].create.user_identifiers[7].external_user_id",
      3,
      "operations[3].create.user_identifiers[7].external_user_id",
    ],
    [
      "No., at mutate_operations[4].campaign_operation",
      4,
      "mutate_operations[4].campaign_operation",
    ],
    ["Resource was not found., in operation 5, at resource_name", 5, "resource_name"],
    ["Resource was not found., in operation 5", 5, ""],
    ["No., at keyword_seed", null, "keyword_seed"],
    ["No., at operations.create.name", null, "operations.create.name"],
    ["Request contains an invalid argument.", null, ""],
    ["", null, ""],
    // Only the end of the text is Google's; what is before it may quote the user.
    ["Keyword 'a, at operations[9]' is bad.", null, ""],
    ["Text 'in operation 9' is bad., at operations[1].create.name", 1, "operations[1].create.name"],
    ["Resource name 'x, at [object Object]' is malformed: {id}~{id}.", null, ""],
  ];
  for (const [text, index, path] of cases) {
    test(JSON.stringify(text), () => {
      assert.equal(textIndex(text), index);
      assert.equal(formatPath(textPath(text)), path);
    });
  }
});
