import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import type { Check } from "../../../src/preflight/doctor/check-result.ts";
import {
  examine,
  type Questions,
  type Surroundings,
} from "../../../src/preflight/doctor/doctor.ts";
import { startSandbox } from "../../../src/sandbox/server.ts";
import { signInOf } from "../../../src/transport/auth.ts";
import { connectCustomers } from "../../../src/transport/google/customer-service.ts";
import { accessToken, grant, refuse, startTokenServer } from "../../support/token-server.ts";

// Two real servers: one gives access tokens over HTTP, one is a Google Ads API over gRPC.
const tokens = await startTokenServer();

const sandbox = await startSandbox({ statePath: null, now: () => new Date(0) });

after(async () => {
  await sandbox.close();
  await tokens.close();
});

const env = {
  GOOGLE_ADS_DEVELOPER_TOKEN: "hush-developer-0123456",
  GOOGLE_ADS_CLIENT_ID: "hush.apps.googleusercontent.com",
  GOOGLE_ADS_CLIENT_SECRET: "GOCSPX-hush",
};

const yaml = "refresh_token: 1//0hush\nlogin_customer_id: 900-000-0007\n";

interface Given extends Partial<Questions> {
  readonly env?: Readonly<Record<string, string>>;
  readonly yaml?: string;
  /** False for a server that asks for none. */
  readonly credentials?: boolean;
}

/** Everything the doctor says, and the minutes of its waits. */
async function examined(given: Given): Promise<{ checks: readonly Check[]; waits: number[] }> {
  let ms = 0;
  const waits: number[] = [];
  const questions = { customerId: null, loginCustomerId: null, waitForAccount: false, ...given };
  const checks: Check[] = [];
  const around: Surroundings = {
    sources:
      given.credentials === false
        ? null
        : {
            env: { ...env, ...given.env },
            configPath: null,
            defaultPaths: ["google-ads.yaml"],
            readFile: () => given.yaml ?? yaml,
          },
    signIn: (auth) => signInOf(auth, tokens.transporter),
    connect: (credentials, loginCustomerId) =>
      connectCustomers({
        credentials: {
          developerToken: credentials?.developerToken ?? "none",
          loginCustomerId,
          auth: { kind: "application_default" },
        },
        plaintext: { host: "127.0.0.1", port: sandbox.port },
      }),
    now: () => new Date(ms),
    sleep: async (wait) => {
      waits.push(wait / 60_000);
      ms += wait;
    },
    onWait: () => undefined,
  };
  for await (const check of examine(questions, around)) checks.push(check);
  const said = JSON.stringify(checks);
  assert.doesNotMatch(said, /hush/, "a secret shows");
  assert.ok(!said.includes(accessToken));
  for (const { status, way_out } of checks)
    assert.equal(way_out !== "", status === "problem" || status === "warning");
  return { checks, waits };
}

/** What is said about one thing: "ok: …". */
function about({ checks }: { readonly checks: readonly Check[] }, name: string): string {
  const found = checks.filter(({ check }) => check === name);
  assert.equal(found.length, 1, `${name} in ${checks.map(({ check }) => check).join(", ")}`);
  return found.map(({ status, message, way_out }) => `${status}: ${message} ${way_out}`).join("");
}

async function account(customerId: string, more: Given = {}): Promise<string> {
  return about(await examined({ customerId, ...more }), `account ${customerId}`);
}

suite("doctor", () => {
  beforeEach(() => tokens.follow(grant()));

  test("finds nothing wrong, in order, with one access token", async () => {
    const before = tokens.requests.length;
    const { checks } = await examined({ customerId: "123-456-7890" });
    assert.deepEqual(
      checks.map(({ check, status }) => `${check} ${status}`),
      [
        "configuration ok",
        "developer_token ok",
        "client_id ok",
        "client_secret ok",
        "refresh_token ok",
        "login_customer_id ok",
        "customer_id ok",
        "access token ok",
        "accessible accounts ok",
        "account 1234567890 ok",
      ],
    );
    assert.equal(tokens.requests.length - before, 1);
    assert.equal(tokens.requests.at(-1)?.get("refresh_token"), "1//0hush");
  });

  test("says where each value came from", async () => {
    assert.match(
      about(await examined({}), "configuration"),
      /refresh_token, login_customer_id from google-ads\.yaml; developer_token from GOOGLE_ADS_DEV/,
    );
  });

  test("names what is missing, and looks at what is there", async () => {
    const found = await examined({
      yaml: "refresh_token: ya29.hush\n",
      env: { GOOGLE_ADS_CLIENT_ID: "" },
    });
    assert.match(
      about(found, "configuration"),
      /^problem: .*client_id is missing.*Found refresh_tok/,
    );
    assert.match(about(found, "refresh_token"), /^problem: This is an access token/);
    assert.match(about(found, "access token"), /^not_checked: /);
    assert.match(about(found, "account"), /^not_checked: /);
  });

  test("does not sign in with a value that cannot be right", async () => {
    const before = tokens.requests.length;
    const found = await examined({ yaml: "refresh_token: 4/0hush\n" });
    assert.match(about(found, "configuration"), /^ok: /);
    assert.match(about(found, "refresh_token"), /^problem: /);
    assert.match(about(found, "access token"), /^not_checked: /);
    assert.equal(tokens.requests.length, before);
  });

  test("signs in although what is not needed for that is wrong", async () => {
    const swapped = { GOOGLE_ADS_DEVELOPER_TOKEN: "1//0hush" };
    const found = await examined({
      env: swapped,
      yaml: "refresh_token: 1//0hush\nlogin_customer_id: shop\n",
    });
    assert.match(about(found, "configuration"), /^ok: /);
    assert.match(about(found, "developer_token"), /^problem: /);
    assert.match(about(found, "login_customer_id"), /^problem: /);
    assert.match(about(found, "access token"), /^ok: /);
  });

  test("shows nothing of a file that is no YAML", async () => {
    const found = await examined({ yaml: 'refresh_token: "1//hush\nx: [hush' });
    assert.match(about(found, "configuration"), /^problem: google-ads\.yaml is not valid YAML/);
  });

  test("prefers the login customer of the command line", async () => {
    const found = await examined({ customerId: "1234567890", loginCustomerId: "5555555555" });
    assert.match(about(found, "account 1234567890"), /through the login customer 5555555555/);
  });

  test("goes on without a login customer that cannot be right, up to the account", async () => {
    const found = await examined({ customerId: "1234567890", loginCustomerId: "shop" });
    assert.match(about(found, "login_customer_id"), /^problem: /);
    assert.match(about(found, "accessible accounts"), /^ok: /);
    assert.match(about(found, "account"), /^not_checked: /);
  });

  test("asks a server that wants no credentials for none", async () => {
    const before = tokens.requests.length;
    const found = await examined({ credentials: false, customerId: "1234567890" });
    assert.match(about(found, "access token"), /^not_checked: /);
    assert.match(about(found, "account 1234567890"), /^ok: .*reach it directly/);
    assert.equal(tokens.requests.length, before);
  });
});

suite("a sign-in that is refused", () => {
  const refusals = [
    [refuse("invalid_grant", "Token has been expired or revoked."), /7 days.*"In production"/],
    [refuse("invalid_grant", "reauth related error (invalid_rapt)", "invalid_rapt"), /session/],
    [
      refuse("invalid_client", "The OAuth client was not found."),
      /Copy client_id and client_secret/,
    ],
    [refuse("unauthorized_client", "Unauthorized"), /with this client/],
    [refuse("deleted_client", "The OAuth client was deleted."), /Create a new client/],
    [refuse("invalid_scope", "Bad scope"), /auth\/adwords/],
    [refuse("admin_policy_enforced", "Blocked"), /administrator/],
    [refuse("moon_phase", "Wrong moon"), /did not issue an access token: moon_phase, Wrong moon\./],
  ] as const;
  for (const [reply, words] of refusals)
    test(`with ${String(reply.body["error_subtype"] ?? reply.body["error"])} is explained`, async () => {
      tokens.follow(reply);
      const found = await examined({ customerId: "1234567890" });
      assert.match(about(found, "access token"), /^problem: /);
      assert.match(about(found, "access token"), words);
      assert.match(about(found, "accessible accounts"), /^not_checked: /);
      assert.match(about(found, "account"), /^not_checked: /);
    });
});

suite("an account", () => {
  beforeEach(() => tokens.follow(grant()));

  test("that is cancelled, or is a manager, takes no upload", async () => {
    assert.match(await account("9000000005"), /^problem: .*cancelled.*reactivate/);
    assert.match(await account("9000000007"), /^problem: .*manager account.*client account/);
  });

  test("that is not enabled is explained", async () => {
    assert.match(await account("9000000001"), /^problem: .*CUSTOMER_NOT_ENABLED.*sign-up/);
  });

  test("without access is explained by what the credentials do reach", async () => {
    const direct = await account("9000000002", { yaml: "refresh_token: 1//0hush" });
    assert.match(direct, /whose id was not given.*--login-customer-id.*directly: 1234567890, /);
    const managed = await account("9000000002");
    assert.match(managed, /login customer 9000000007 does not manage it.*manager that is linked/);
    const foreign = await account("9000000002", { loginCustomerId: "5555555555" });
    assert.match(foreign, /do not reach the login customer 5555555555/);
  });

  test("that Google does not know yet is waited for, if that is asked for", async () => {
    assert.match(
      await account("9000000006"),
      /CUSTOMER_NOT_FOUND.*five minutes.*--wait-for-account/,
    );
    const { checks, waits } = await examined({ customerId: "9000000006", waitForAccount: true });
    assert.match(about({ checks }, "account 9000000006"), /^ok: /);
    assert.deepEqual(waits, [5, 0.5]);
  });
});
