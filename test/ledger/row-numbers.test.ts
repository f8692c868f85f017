import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatRowNumbers, parseRowNumbers } from "../../src/ledger/row-numbers.ts";

suite("row numbers", () => {
  test("are short where they follow each other", () => {
    assert.equal(formatRowNumbers([2, 3, 4, 7, 9, 10]), "2-4 7 9-10");
    assert.equal(formatRowNumbers([]), "");
    assert.deepEqual(parseRowNumbers(""), []);
  });

  test("come back as they were", () => {
    const ascending = fc
      .uniqueArray(fc.oneof(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2 })))
      .map((numbers) => numbers.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(ascending, (numbers) => {
        assert.deepEqual(parseRowNumbers(formatRowNumbers(numbers)), numbers);
      }),
    );
  });
});
