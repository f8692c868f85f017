import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { hashedPrefix, KeyHash } from "../../../src/preflight/check/key-hash.ts";

const part = fc.oneof(
  fc.constantFrom("", "a", "A", "ab", "É", "é", "İ", "ΟΣ", "ος", "K"),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);

const parts = fc.array(part, { maxLength: 4 });

function hashOf(key: readonly string[], start: KeyHash | null = null): number {
  const hash = new KeyHash();
  hash.begin(start);
  for (const [place, text] of key.entries()) hash.add(place, text);
  return hash.value;
}

function inLowerCase(key: readonly string[]): string {
  return JSON.stringify(key.map((text) => text.toLowerCase()));
}

suite("the hash of a key", () => {
  test("is the same exactly for keys that differ only in case", () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        assert.equal(hashOf(one) === hashOf(other), inLowerCase(one) === inLowerCase(other));
      }),
      { numRuns: 2_000 },
    );
  });

  test("tells the parts apart", () => {
    assert.notEqual(hashOf(["a", "b"]), hashOf(["b", "a"]));
    assert.notEqual(hashOf(["ab", ""]), hashOf(["a", "b"]));
    assert.notEqual(hashOf(["a"]), hashOf(["a", ""]));
  });

  test("does not depend on where a prefix ends", () => {
    fc.assert(
      fc.property(fc.string(), part, (prefix, rest) => {
        const hash = new KeyHash();
        hash.add(0, rest, hashedPrefix(prefix));
        assert.equal(hash.value, hashOf([prefix + rest]));
      }),
    );
  });

  test("does not depend on which parts are added first", () => {
    fc.assert(
      fc.property(part, part, (first, second) => {
        const start = new KeyHash();
        start.add(1, second);
        const hash = new KeyHash();
        hash.add(7, "of another key");
        hash.begin(start);
        hash.add(0, first);
        assert.equal(hash.value, hashOf([first, second]));
      }),
    );
  });
});
