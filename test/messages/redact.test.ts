import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { knowSecrets, redact } from "../../src/messages/redact.ts";

test("tokens and secrets are taken out of a text, whatever stands around them", () => {
  const text =
    "Authorization: Bearer ya29.a0AbCdEf-12_3, developer-token: AbCdEfGhIjKlMnOpQrStUv; GOCSPX-abc_DEF-1 1//0gAbCdEfGhIjK";
  const clean = redact(text);
  for (const secret of ["ya29", "AbCdEfGhIjKlMnOpQrStUv", "abc_DEF", "gAbCdEfGhIjK"]) {
    assert.ok(!clean.includes(secret), clean);
  }
  assert.match(clean, /^Authorization: Bearer \[redacted\], developer-token: \[redacted\];/);
});

test("one secret alone is enough", () => {
  for (const secret of ["ya29.a0Ab", "1//0gAbCdEfGhIjK", "1%2F%2F0gAbCdEfGhIjK", "GOCSPX-abc"])
    assert.equal(redact(`It is ${secret}!`), "It is [redacted]!");
});

test("other texts stay as they are", () => {
  for (const text of [
    "bearer bonds",
    "The developer token is not approved.",
    "10//2",
    "https://a.example//0",
  ]) {
    assert.equal(redact(text), text);
  }
});

const known = ["aB3/x+9_plain-Secret.", 'quo"ted\\secret', "1a2b3c4d", "zz99-%41-token&key"];

/** What servers and proxies make of a text that they give back. */
const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(""),
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(JSON.stringify({ said: text })),
  (text) => text.replace(/[^a-z]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`),
  (text) => text.replace(/["&<>]/g, (one) => `&#${one.charCodeAt(0)};`),
  (text) => Buffer.from(text).toString("base64"),
  (text) => Buffer.from(text).toString("base64url"),
];

test("known secrets are taken out of a text, however it is encoded and cut", () => {
  knowSecrets(known);
  const piece = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(
      fc.constantFrom(...known),
      piece,
      piece,
      fc.constantFrom(...encodings),
      (secret, before, after, encode) => {
        const clean = redact(`${before} ${encode(`${before}${secret}${after}`)} ${after}`);
        assert.ok(clean.includes("[redacted]"), clean);
        assert.ok(!clean.includes(secret), clean);
        for (const other of encodings) {
          const whole = other(secret).replace(/^"|"$|=+$/g, "");
          // The last character of base64 depends on what follows.
          assert.ok(!clean.includes(whole.slice(0, -1)), `${whole} in ${clean}`);
        }
      },
    ),
  );
});

test("what is too short to be a secret is not taken for one", () => {
  knowSecrets(["none", "", undefined]);
  assert.equal(redact("none of these"), "none of these");
});

test("secrets after their names, though nobody knows them", () => {
  for (const text of [
    "client_secret=abc123DEF456",
    '{"refresh_token": "abc123DEF456"}',
    String.raw`{\"access_token\":\"abc123DEF456\"}`,
    "client_secret%3Dabc123DEF456",
    "Authorization: Basic abc123DEF456",
    "-----BEGIN PRIVATE KEY-----abc123DEF456-----END PRIVATE KEY-----",
  ])
    assert.ok(!redact(text).includes("abc123DEF456"), redact(text));
});
