import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { limitFinding } from "../../../src/preflight/check/limit-faults.ts";
import { textScreenOf } from "../../../src/preflight/check/text-screen.ts";
import { valueFinding } from "../../../src/preflight/check/value-faults.ts";

const PATHS = [
  ["ad_group_criterion", "keyword.text"],
  ["campaign_criterion", "keyword.text"],
  ["ad_group_ad", "ad.responsive_search_ad.headlines.text"],
  ["ad_group_ad", "ad.responsive_search_ad.path1"],
  ["ad_group_ad", "ad.final_urls"],
  ["campaign", "name"],
  ["label", "name"],
] as const;

const word = fc.constantFrom("a", "tent", "Zelt", "テント", "{CUSTOMIZER.price:9}", "100%", "~");

const text = fc.oneof(
  fc.array(word, { maxLength: 14 }).map((words) => words.join(" ")),
  fc.tuple(word, fc.nat(260)).map(([letters, count]) => letters.repeat(count).slice(0, count)),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "grapheme-ascii", maxLength: 100 }),
);

suite("in a text that a screen lets pass, nothing is found", () => {
  for (const [entity, names] of PATHS) {
    test(`${names} of ${entity}`, () => {
      const isHarmless = textScreenOf(names, entity);
      let harmless = 0;
      let faulty = 0;
      fc.assert(
        fc.property(text, (value) => {
          const found = limitFinding(value, names, entity) ?? valueFinding(names)?.(value) ?? null;
          if (found !== null) faulty += 1;
          if (!isHarmless(value)) return;
          assert.equal(found, null);
          harmless += 1;
        }),
        { numRuns: 500 },
      );
      const isAddress = names === "ad.final_urls";
      assert.ok(isAddress ? harmless === 0 : harmless > 20, `${harmless} texts were harmless`);
      assert.ok(faulty > 5, `only ${faulty} texts were faulty`);
    });
  }
});
