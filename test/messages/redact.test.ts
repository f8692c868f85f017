import assert from "node:assert/strict";
import { test } from "node:test";
import { redact } from "../../src/messages/redact.ts";

test("tokens and secrets are taken out of a text, whatever stands around them", () => {
  const text =
    "Authorization: Bearer ya29.a0AbCdEf-12_3, developer-token: AbCdEfGhIjKlMnOpQrStUv; GOCSPX-abc_DEF-1 1//0gAbCdEfGhIjK";
  const clean = redact(text);
  for (const secret of ["ya29", "AbCdEfGhIjKlMnOpQrStUv", "abc_DEF", "gAbCdEfGhIjK"]) {
    assert.ok(!clean.includes(secret), clean);
  }
  assert.match(clean, /^Authorization: Bearer \[redacted\], developer-token: \[redacted\];/);
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
