import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { adLength, byteLength, wordCount } from "../../src/knowledge/length.ts";

suite("the length of a text in Google Ads", () => {
  test("characters of double width count twice", () => {
    assert.equal(adLength("Wanderschuhe für Kinder"), 23);
    assert.equal(adLength("登山靴"), 6);
    assert.equal(adLength("ハイキング boots"), 16);
    assert.equal(adLength("등산화"), 6);
    assert.equal(adLength("ＡＢＣ"), 6);
    // Half-width katakana is what its name says.
    assert.equal(adLength("ﾊｲｷﾝｸ"), 5);
  });

  test("an accent that is a character of its own does not count", () => {
    assert.equal(adLength("cafe\u0301"), 4);
  });

  test("a placeholder counts as its default; without one nobody can tell", () => {
    assert.equal(adLength("Buy {KeyWord:Hiking Boots} now"), 20);
    assert.equal(adLength("From {CUSTOMIZER.price:9 EUR}"), 10);
    assert.equal(adLength("In {LOCATION(City)}"), null);
    assert.equal(adLength("Ends in {COUNTDOWN(2027/01/31 12:00:00)}"), null);
  });

  test("Latin text has as many as it has letters", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -z]*$/), (text) => {
        assert.equal(adLength(text), text.length);
      }),
    );
  });

  test("names are counted in bytes, keywords in words", () => {
    assert.equal(byteLength(" Größe "), 7);
    assert.equal(wordCount("  light tent  for two "), 4);
  });
});
