import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { KeyHash } from "../../../src/preflight/check/key-hash.ts";
import { KeyIndex } from "../../../src/preflight/check/key-index.ts";

function hashOf(key: string): number {
  const hash = new KeyHash();
  hash.add(0, key);
  return hash.value;
}

suite("an index of keys", () => {
  test("finds exactly the keys that occur more than once, with their rows in order", () => {
    const key = fc.oneof(fc.constantFrom("a", "b", "ab", "ba", "a\u0000b"), fc.string());
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const index = new KeyIndex();
        for (const [at, text] of keys.entries()) index.add(hashOf(text), at + 2);
        const rows = Map.groupBy(keys.keys(), (at) => keys[at]?.toLowerCase());
        const expected = [...rows.values()]
          .filter(({ length }) => length > 1)
          .map((some) => some.map((at) => at + 2));
        const sorted = index.repeated().toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
        assert.deepEqual(sorted, expected);
      }),
    );
  });

  test("holds more keys than one piece of memory does", () => {
    const index = new KeyIndex();
    for (let row = 0; row < 150_000; row += 1) index.add(hashOf(`keyword ${row}`), row);
    assert.deepEqual(index.repeated(), []);
    index.add(hashOf("keyword 70000"), 150_000);
    assert.deepEqual(index.repeated(), [[70_000, 150_000]]);
  });
});
