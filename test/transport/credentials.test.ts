import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { RunError } from "../../src/messages/run-error.ts";
import { type Credentials, findCredentials } from "../../src/transport/credentials.ts";

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function found({ env = {}, config, files = {} }: Given): Credentials {
  return findCredentials({
    env,
    configPath: config ?? null,
    defaultPaths: ["here/google-ads.yaml", "home/google-ads.yaml"],
    readFile: (path) => files[path] ?? null,
  });
}

function refusal(given: Given): RunError {
  try {
    found(given);
  } catch (error) {
    assert.ok(error instanceof RunError);
    return error;
  }
  return assert.fail("credentials were found");
}

const YAML = `developer_token: dev
client_id: id
client_secret: hush
refresh_token: 1//token
login_customer_id: 123-456-7890
use_proto_plus: True
`;

const complete: Credentials = {
  developerToken: "dev",
  loginCustomerId: "1234567890",
  auth: { kind: "refresh_token", clientId: "id", clientSecret: "hush", refreshToken: "1//token" },
};

suite("credentials", () => {
  test("come from google-ads.yaml, the first that there is", () => {
    const files = {
      "here/google-ads.yaml": YAML,
      "home/google-ads.yaml": "developer_token: other",
    };
    assert.deepEqual(found({ files }), complete);
    assert.deepEqual(found({ files: { "home/google-ads.yaml": YAML } }), complete);
  });

  test("come from the file that is named", () => {
    const files = { "mine.yaml": YAML, "here/google-ads.yaml": "developer_token: other" };
    assert.deepEqual(found({ config: "mine.yaml", files }), complete);
    const env = { GOOGLE_ADS_CONFIGURATION_FILE_PATH: "mine.yaml" };
    assert.deepEqual(found({ env, files }), complete);
    assert.match(refusal({ config: "none.yaml", files }).message, /file none\.yaml does not exist/);
  });

  test("come from the environment first", () => {
    const env = {
      GOOGLE_ADS_DEVELOPER_TOKEN: "newer",
      GOOGLE_ADS_LOGIN_CUSTOMER_ID: "9876543210",
      GOOGLE_ADS_CLIENT_SECRET: " ",
    };
    assert.deepEqual(found({ env, files: { "here/google-ads.yaml": YAML } }), {
      ...complete,
      developerToken: "newer",
      loginCustomerId: "9876543210",
    });
  });

  test("may be a service account's, or the machine's own", () => {
    const env = {
      GOOGLE_ADS_DEVELOPER_TOKEN: "dev",
      GOOGLE_ADS_JSON_KEY_FILE_PATH: "key.json",
      GOOGLE_ADS_IMPERSONATED_EMAIL: "ads@example.com",
    };
    assert.deepEqual(found({ env }), {
      developerToken: "dev",
      loginCustomerId: null,
      auth: { kind: "service_account", keyFile: "key.json", impersonatedEmail: "ads@example.com" },
    });
    const yaml = "developer_token: dev\nuse_application_default_credentials: True\n";
    assert.deepEqual(found({ files: { "here/google-ads.yaml": yaml } }).auth, {
      kind: "application_default",
    });
  });

  test("are text as it stands in the file, also where it looks like a number", () => {
    const yaml =
      "developer_token: 12345678901234567890123\nclient_id: 0x10\nclient_secret: 1e999\nrefresh_token: ~\n";
    const env = { GOOGLE_ADS_REFRESH_TOKEN: "r" };
    const { developerToken, auth } = found({ env, files: { "here/google-ads.yaml": yaml } });
    assert.equal(developerToken, "12345678901234567890123");
    assert.deepEqual(auth, {
      kind: "refresh_token",
      clientId: "0x10",
      clientSecret: "1e999",
      refreshToken: "r",
    });
    const bare = YAML.replace("123-456-7890", "1234567890");
    assert.deepEqual(found({ files: { "here/google-ads.yaml": bare } }), complete);
  });
});

suite("credentials that are not complete", () => {
  test("are named all at once, with where they were looked for", () => {
    const error = refusal({});
    assert.match(
      error.message,
      /developer_token, client_id, client_secret, refresh_token are missing/,
    );
    assert.match(error.wayOut, /here\/google-ads\.yaml, home\/google-ads\.yaml/);
    assert.match(error.wayOut, /GOOGLE_ADS_DEVELOPER_TOKEN, GOOGLE_ADS_CLIENT_ID/);
    assert.match(error.wayOut, /--sandbox/);
  });

  test("are told with the file that lacks them, and without what it holds", () => {
    const files = {
      "here/google-ads.yaml": "client_secret: hush\nclient_id: id\nrefresh_token:\n",
    };
    const error = refusal({ files });
    assert.match(error.message, /: developer_token, refresh_token are missing/);
    assert.match(error.wayOut, /looked for in here\/google-ads\.yaml\)/);
    assert.ok(!`${error.message}${error.wayOut}`.includes("hush"));
  });

  test("need only a developer token beside a service account", () => {
    const error = refusal({ env: { GOOGLE_ADS_JSON_KEY_FILE_PATH: "key.json" } });
    assert.match(error.message, /: developer_token is missing/);
  });

  for (const text of [
    "developer_token: [hush\n",
    "developer_token: 'hush\n",
    "a: hush\na: hush\n",
    "\thush: x",
  ]) {
    test(`in a broken file show nothing of it: ${JSON.stringify(text)}`, () => {
      const { message, wayOut, cause, stack } = refusal({
        files: { "here/google-ads.yaml": text },
      });
      assert.equal(message, "here/google-ads.yaml is not valid YAML.");
      assert.ok(![message, wayOut, String(cause), stack].join().includes("hush"));
    });
  }

  test("in a file that is something else are missing", () => {
    for (const text of ["", "hush", "- developer_token", "developer_token: {a: b}"]) {
      assert.match(refusal({ files: { "here/google-ads.yaml": text } }).message, /developer_token/);
    }
  });

  test("print no warning about a file, which would show its lines", () => {
    const warnings: unknown[] = [];
    const note = (warning: unknown): void => void warnings.push(warning);
    process.on("warning", note);
    found({ files: { "here/google-ads.yaml": YAML.replace("hush", "!odd hush") } });
    return new Promise<void>((resolve) => {
      setImmediate(() => {
        process.off("warning", note);
        assert.deepEqual(warnings, []);
        resolve();
      });
    });
  });

  test("have a login_customer_id with ten digits, if any", () => {
    const files = { "here/google-ads.yaml": YAML.replace("123-456-7890", "123-456") };
    const error = refusal({ files });
    assert.match(error.message, /login_customer_id is not a customer id/);
    assert.match(error.wayOut, /123-456-7890/);
  });
});
