import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

// npm leaves a platform's binary out of the lockfile where its registry did not offer it, and `npm ci`
// then refuses the lockfile everywhere.
test("the lockfile holds every optional package that another one names", () => {
  const path = new URL("../package-lock.json", import.meta.url);
  const { packages } = JSON.parse(readFileSync(path, "utf8")) as Lockfile;
  const missing = Object.values(packages)
    .flatMap((found) => Object.keys(found.optionalDependencies ?? {}))
    .filter((name) => packages[`node_modules/${name}`] === undefined);
  assert.deepEqual(missing, []);
});

test("the lockfile names no registry", () => {
  const text = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");
  assert.doesNotMatch(text, /"resolved":/);
});
