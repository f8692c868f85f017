import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  checkCustomerId,
  checkValues,
} from "../../../src/preflight/doctor/configuration-values.ts";
import type { Key } from "../../../src/transport/credentials.ts";

function check(key: Key, text: string, file: string | null = null): string {
  const values = { [key]: { text, place: "google-ads.yaml" } };
  const [only, ...others] = checkValues({ values, looked: "" }, () => file);
  assert.ok(only);
  assert.deepEqual(others, []);
  assert.equal(only.check, key);
  assert.equal(only.way_out === "", only.status === "ok");
  if (!key.endsWith("path")) assert.doesNotMatch(only.message + only.way_out, /hush/);
  return `${only.status}: ${only.message}`;
}

function keyFile(content: unknown): string {
  return check("json_key_file_path", "key.json", JSON.stringify(content));
}

const usual: readonly (readonly [Key, string])[] = [
  ["developer_token", "hush_hush-hush_hush-22"],
  ["client_id", "1234-hush.apps.googleusercontent.com"],
  ["client_secret", "GOCSPX-hush_hush-hush"],
  ["client_secret", "hushhushhushhushhushhush"],
  ["refresh_token", "1//04hush-hush_hush"],
  ["impersonated_email", "hush@example.com"],
];

const mixedUp: readonly (readonly [Key, string, string])[] = [
  ["refresh_token", "ya29.hush", "an access token"],
  ["refresh_token", "4/0hush", "an authorization code"],
  ["refresh_token", "GOCSPX-hush", "a client secret"],
  ["client_secret", "hush.apps.googleusercontent.com", "a client id"],
  ["client_secret", "1//hush", "a refresh token"],
  ["client_id", "GOCSPX-hush", "a client secret"],
  ["client_id", "hush@project.iam.gserviceaccount.com", "the email address of a service account"],
  ["developer_token", "123-456-7890", "a customer id"],
  ["developer_token", "AIzahushhushhushhushhushhushhushhushhus", "an API key"],
  ["developer_token", "INSERT_DEVELOPER_TOKEN_HERE", "the placeholder of an example file"],
];

suite("the form of a value", () => {
  for (const [key, text] of usual)
    test(`${key} ${text.length} characters long is usual`, () => {
      assert.equal(check(key, text), "ok: It has the usual form.");
    });

  for (const [key, text, kind] of mixedUp)
    test(`${kind} in ${key} is recognised`, () => {
      const found = check(key, text);
      assert.ok(found.startsWith(`problem: This is ${kind}`), found);
      assert.ok(found.endsWith(`not a ${key.replaceAll("_", " ")}.`), found);
    });

  test("that is unusual may work", () => {
    assert.match(check("developer_token", "hush"), /^warning: .* 22 letters/);
    assert.match(check("client_id", "hush"), /^warning: .*apps\.googleusercontent\.com/);
    assert.match(check("refresh_token", "hush"), /^warning: .* 1\/\//);
  });

  test("with quotation marks or breaks in it cannot be right", () => {
    assert.match(check("developer_token", "“hush”"), /^problem: It contains/);
    assert.match(check("refresh_token", "1//hu\nsh"), /^problem: It contains/);
  });
});

suite("a key file", () => {
  const key = { type: "service_account", client_email: "a@b", private_key: "hush" };
  test("is one of a service account", () => {
    assert.equal(keyFile(key), "ok: key.json is a service account key.");
    assert.match(keyFile({ ...key, private_key: "" }), /^problem: key\.json lacks private_key/);
  });

  test("is told apart from other files", () => {
    assert.match(check("json_key_file_path", "key.json"), /^problem: File not found: key\.json/);
    assert.match(check("json_key_file_path", "key.json", "hush:"), /^problem: .* is not JSON/);
    assert.match(
      keyFile({ installed: { client_id: "x" } }),
      /^problem: .* contains an OAuth client/,
    );
    assert.match(keyFile({ type: "authorized_user" }), /^problem: .* is not a service account key/);
    assert.match(keyFile(null), /^problem: .* is not JSON/);
  });

  test("makes the values of a user's sign-in meaningless", () => {
    const values = {
      json_key_file_path: { text: "key.json", place: "" },
      refresh_token: { text: "4/hush", place: "" },
    };
    const checks = checkValues({ values, looked: "" }, () => JSON.stringify(key));
    assert.deepEqual(
      checks.map((one) => one.check),
      ["json_key_file_path"],
    );
  });
});

suite("a customer id", () => {
  test("is mended, and that is told", () => {
    assert.equal(checkCustomerId("id", "1234567890").message, "1234567890.");
    assert.match(checkCustomerId("id", "123-456-7890").message, /^Read as 1234567890/);
  });

  test("that is none is a problem", () => {
    for (const text of ["", "12345", "Shoe shop", "123-4567-890"])
      assert.equal(checkCustomerId("id", text).status, "problem");
    assert.match(checkCustomerId("id", "1//hush").message, /a refresh token.*, not a customer id/);
  });
});
