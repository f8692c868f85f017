import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { category, codesOf } from "../../src/failure/codes.ts";
import { topics } from "../../src/knowledge/entries.ts";
import type { Entry } from "../../src/knowledge/entry.ts";
import { canonical } from "../../src/knowledge/topics/canonical.ts";
import { drive } from "../../src/knowledge/topics/drive.ts";
import { local } from "../../src/knowledge/topics/local.ts";
import { oauth } from "../../src/knowledge/topics/oauth.ts";

const ofGoogleAds = Object.values(topics).flatMap((topic) => Object.entries(topic));

const all: readonly (readonly [string, Entry])[] = [
  ...ofGoogleAds,
  ...canonical.map((entry) => [entry.name, entry] as const),
  ...drive.map((entry) => [`${entry.status} ${entry.reason}`, entry] as const),
  ...Object.entries(oauth),
  ...Object.entries(local),
];

function sentences({ happened, cause, remedy, prevention }: Entry): readonly string[] {
  return [happened, cause, remedy, prevention];
}

suite("what is known about errors", () => {
  test("covers the errors that uploads meet", () => {
    const { account: _, ...ofRows } = topics;
    const rows = Object.values(ofRows).flatMap((topic) => Object.keys(topic));
    assert.ok(rows.length >= 150, `${rows.length} entries`);
  });

  test("speaks of errors of the installed API only, but for one that documents still name", () => {
    const unknown = ofGoogleAds
      .map(([code]) => code)
      .filter((code) => {
        const [head = "", name] = code.split(".");
        const of = category(head);
        return of?.name !== head || !codesOf(of).some((value) => value.name === name);
      });
    assert.deepEqual(unknown, ["AuthenticationError.CLIENT_CUSTOMER_ID_IS_REQUIRED"]);
  });

  test("has one entry for each code", () => {
    const codes = ofGoogleAds.map(([code]) => code);
    assert.deepEqual(codes, [...new Set(codes)]);
  });

  test("says nothing twice", () => {
    const seen = new Map<string, string>();
    for (const [name, entry] of all) {
      for (const sentence of sentences(entry)) {
        assert.equal(seen.get(sentence), undefined, `${name}: ${sentence}`);
        seen.set(sentence, name);
      }
    }
  });

  test("consists of plain, whole sentences that say something", () => {
    for (const [name, entry] of all) {
      for (const sentence of sentences(entry)) {
        assert.match(sentence, /^\S.*\.$/, name);
        assert.ok(sentence.length > 12, `${name}: ${sentence}`);
        assert.doesNotMatch(sentence, /\w!|\u2014|an error occurred|try again\.$/i, name);
      }
    }
  });

  test("repeats none of Google's own descriptions", () => {
    for (const [code, entry] of ofGoogleAds) {
      const [head = "", name] = code.split(".");
      const of = category(head);
      const value = of && codesOf(of).find((one) => one.name === name);
      assert.ok(!sentences(entry).includes(value?.description ?? ""), code);
    }
  });
});
