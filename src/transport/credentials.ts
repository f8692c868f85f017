import { parse } from "yaml";
import { customerIdOf } from "../api/customer-id.ts";
import { knowSecrets } from "../messages/redact.ts";
import { RunError } from "../messages/run-error.ts";

/** The credentials for the API. They are never written to a log, a report or a ledger. */
export interface Credentials {
  readonly developerToken: string;
  /** Ten digits, or null. */
  readonly loginCustomerId: string | null;
  readonly auth:
    | {
        readonly kind: "refresh_token";
        readonly clientId: string;
        readonly clientSecret: string;
        readonly refreshToken: string;
      }
    | {
        readonly kind: "service_account";
        readonly keyFile: string;
        readonly impersonatedEmail: string | null;
      }
    | { readonly kind: "application_default" };
}

/** The inputs for finding the credentials. */
export interface CredentialSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--config`, or null. */
  readonly configPath: string | null;
  /** Where to look for google-ads.yaml if it is not named, in order. */
  readonly defaultPaths: readonly string[];
  /** The text of a file, or null if there is none. */
  readonly readFile: (path: string) => string | null;
}

/** The names that Google's own client libraries use, in google-ads.yaml and, with a prefix, in the environment. */
export const credentialKeys = [
  "developer_token",
  "client_id",
  "client_secret",
  "refresh_token",
  "login_customer_id",
  "json_key_file_path",
  "impersonated_email",
  "use_application_default_credentials",
] as const;

export type Key = (typeof credentialKeys)[number];

/** A value as it was written, and its source: a file's path, or a variable's name. */
export interface Configured {
  readonly text: string;
  readonly place: string;
}

/** All configured values, and where rowmend looked for them. */
export interface Configuration {
  readonly values: Readonly<Partial<Record<Key, Configured>>>;
  /** The file that was read, or the files that rowmend looked for. */
  readonly looked: string;
}

type Values = Partial<Record<Key, Configured>>;

/**
 * Credentials from google-ads.yaml and the `GOOGLE_ADS_*` variables, which take precedence.
 * @throws RunError that names every missing value, and where rowmend looked for it.
 */
export function findCredentials(sources: CredentialSources): Credentials {
  return credentialsOf(findConfiguration(sources));
}

/**
 * The credentials that a configuration makes.
 * @throws RunError as `findCredentials` does.
 */
export function credentialsOf({ values, looked }: Configuration): Credentials {
  const missing: string[] = [];
  const need = (key: Key): string => {
    const value = values[key];
    if (value === undefined) missing.push(key);
    return value?.text ?? "";
  };
  const developerToken = need("developer_token");
  const auth = authOf(values, need);
  if (missing.length > 0) throw missingError(missing, looked);
  const loginCustomerId = loginCustomerIdOf(values.login_customer_id?.text);
  return { developerToken, loginCustomerId, auth };
}

function authOf(values: Values, need: (key: Key) => string): Credentials["auth"] {
  if (values.json_key_file_path !== undefined) {
    return {
      kind: "service_account",
      keyFile: values.json_key_file_path.text,
      impersonatedEmail: values.impersonated_email?.text ?? null,
    };
  }
  if (/^true$/i.test(values.use_application_default_credentials?.text ?? ""))
    return { kind: "application_default" };
  return {
    kind: "refresh_token",
    clientId: need("client_id"),
    clientSecret: need("client_secret"),
    refreshToken: need("refresh_token"),
  };
}

/**
 * The values in google-ads.yaml and in the `GOOGLE_ADS_*` variables, which take precedence.
 * @throws RunError if a named file does not exist, or a file is not YAML.
 */
export function findConfiguration(sources: CredentialSources): Configuration {
  const found = readConfiguration(sources);
  knowSecrets(secretsIn(found, sources.readFile));
  return found;
}

/** The values that must not come back in any text, with those in the key file. */
function* secretsIn(
  { values }: Configuration,
  readFile: CredentialSources["readFile"],
): Generator<string | undefined> {
  yield values.developer_token?.text;
  yield values.client_secret?.text;
  yield values.refresh_token?.text;
  const path = values.json_key_file_path?.text;
  if (path === undefined) return;
  const text = keyFile(path, readFile);
  // A secret may have been written in the place of the path.
  if (text === null && !/\.json$/i.test(path)) yield path;
  const secrets = /"(?:private_key|private_key_id|client_secret|refresh_token)"\s*:\s*"([^"]*)"/g;
  for (const [, secret = ""] of (text ?? "").matchAll(secrets))
    yield secret.replaceAll("\\n", "\n").replace(/-----[A-Z ]+-----/g, "");
}

function keyFile(path: string, readFile: CredentialSources["readFile"]): string | null {
  try {
    return readFile(path);
  } catch {
    return null;
  }
}

function readConfiguration(sources: CredentialSources): Configuration {
  const fromEnv = pick((key) => {
    const place = variableOf(key);
    return { text: sources.env[place], place };
  });
  const named = sources.configPath ?? sources.env["GOOGLE_ADS_CONFIGURATION_FILE_PATH"] ?? null;
  if (named !== null) {
    const text = sources.readFile(named);
    if (text === null)
      throw new RunError(`The file ${named} does not exist.`, {
        wayOut: "Give the path of your google-ads.yaml.",
      });
    return { values: { ...fromFile(named, text), ...fromEnv }, looked: named };
  }
  for (const path of sources.defaultPaths) {
    const text = sources.readFile(path);
    if (text !== null) return { values: { ...fromFile(path, text), ...fromEnv }, looked: path };
  }
  return { values: fromEnv, looked: sources.defaultPaths.join(", ") };
}

function fromFile(path: string, text: string): Values {
  let document: unknown;
  try {
    // Failsafe: every value stays text, even a token that looks like a number. Warnings would show lines of
    // the file, and so secrets.
    document = parse(text, { schema: "failsafe", logLevel: "error" });
  } catch {
    // Without the library's message: it shows the line, which may contain a secret.
    throw new RunError(`${path} is not valid YAML.`, {
      wayOut: "Write lines such as developer_token: abc.",
    });
  }
  if (typeof document !== "object" || document === null) return {};
  const entries = document as Readonly<Record<string, unknown>>;
  return pick((key) => {
    const value = entries[key];
    return { text: typeof value === "string" ? value : undefined, place: path };
  });
}

function pick(
  read: (key: Key) => { readonly text: string | undefined; readonly place: string },
): Values {
  const values: Values = {};
  for (const key of credentialKeys) {
    const { text, place } = read(key);
    const trimmed = text?.trim() ?? "";
    if (trimmed !== "") values[key] = { text: trimmed, place };
  }
  return values;
}

function variableOf(key: string): string {
  return `GOOGLE_ADS_${key.toUpperCase()}`;
}

function loginCustomerIdOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const id = customerIdOf(text);
  if (id !== null) return id;
  throw new RunError("login_customer_id is not a customer id.", {
    wayOut: "Write its ten digits, as in 123-456-7890.",
  });
}

function missingError(missing: readonly string[], looked: string): RunError {
  return new RunError(
    `The credentials are not complete: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    {
      wayOut: `Put them into google-ads.yaml (looked for in ${looked}) or into ${missing.map(variableOf).join(", ")}. To try rowmend without an account, add --sandbox.`,
    },
  );
}
