import { customerIdOf } from "../../api/customer-id.ts";
import { type Configuration, credentialKeys, type Key } from "../../transport/credentials.ts";
import { type Check, ok, problem, warning } from "./check-result.ts";
import { kindNames, type ValueKind, valueKindOf } from "./value-kind.ts";

/** What a value should look like. None of these forms is a promise of Google's. */
interface Form {
  /** What it is if its form is one that is known. */
  readonly kind: ValueKind | null;
  readonly pattern: RegExp;
  /** The usual form in words, behind "It has not the usual form: ". */
  readonly usual: string;
  /** Where to find the right one. */
  readonly source: string;
}

const forms: Readonly<Partial<Record<Key, Form>>> = {
  developer_token: {
    kind: null,
    pattern: /^[\w-]{22}$/,
    usual: "22 letters, digits, hyphens and underscores.",
    source: "Copy it from the API Center of the manager account.",
  },
  client_id: {
    kind: "client_id",
    pattern: /^[\w-]+\.apps\.googleusercontent\.com$/,
    usual: "it ends in .apps.googleusercontent.com.",
    source: "Copy it from the client in the Cloud console.",
  },
  client_secret: {
    kind: "client_secret",
    // Clients of before 2021 have secrets of 24 characters without the prefix.
    pattern: /^(?:GOCSPX-[\w-]+|[\w-]{24})$/,
    usual: "it starts with GOCSPX-.",
    source: "Copy it from the client in the Cloud console.",
  },
  refresh_token: {
    kind: "refresh_token",
    pattern: /^1\/\/[\w-]+$/,
    usual: "it starts with 1//.",
    source: "Sign in once for a refresh token, with access_type=offline, and write that one here.",
  },
  impersonated_email: {
    kind: null,
    pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    usual: "a mail address.",
    source: "Write the address of the user for whom the service account acts.",
  },
};

/**
 * The form of each value that is configured, but for customer ids. Values are never shown, not even in
 * part.
 * @param readFile the text of a file, or null if there is none.
 */
export function checkValues(
  { values }: Configuration,
  readFile: (path: string) => string | null,
): readonly Check[] {
  const isKeyFile = values.json_key_file_path !== undefined;
  return credentialKeys.flatMap((key) => {
    const text = values[key]?.text;
    const form = forms[key];
    if (text === undefined || (isKeyFile && userKeys.has(key))) return [];
    if (key === "json_key_file_path") return [checkKeyFile(text, readFile(text))];
    return form === undefined ? [] : [checkForm(key, text, form)];
  });
}

/** What a service account does not need, and what is therefore ignored beside its key. */
const userKeys: ReadonlySet<Key> = new Set(["client_id", "client_secret", "refresh_token"]);

function checkForm(key: Key, text: string, { kind, pattern, usual, source }: Form): Check {
  const found = valueKindOf(text);
  if (found !== null && found !== kind)
    return problem(key, `This is ${kindNames[found]}, not a ${words(key)}.`, source);
  if (/\s|^["'“”‘’]|["'“”‘’]$/.test(text)) {
    return problem(
      key,
      "There are blanks, line breaks or quotation marks in it.",
      `Write it on one line. ${source}`,
    );
  }
  if (!pattern.test(text))
    return warning(key, `It has not the usual form: ${usual}`, `Compare it. ${source}`);
  return ok(key, "It has the usual form.");
}

function words(key: Key): string {
  return key.replaceAll("_", " ");
}

/** The form of a customer id that somebody wrote, hyphens or not. */
export function checkCustomerId(check: string, text: string): Check {
  const id = customerIdOf(text);
  if (id === null) {
    const kind = valueKindOf(text);
    return problem(
      check,
      `This is ${kind === null ? "no customer id" : `${kindNames[kind]}, not a customer id`}.`,
      "Write the ten digits of the account, as in 123-456-7890.",
    );
  }
  return ok(check, id === text ? `${id}.` : `Read as ${id}, which is how Google wants it.`);
}

function checkKeyFile(path: string, text: string | null): Check {
  const key = "json_key_file_path";
  if (text === null)
    return problem(
      key,
      `There is no file ${path}.`,
      "Write the path of the service account's JSON key file.",
    );
  const another =
    "Create a JSON key for the service account in the Cloud console, and write its path here.";
  const content = jsonIn(text);
  if (content === null) return problem(key, `${path} is not JSON.`, another);
  if ("installed" in content || "web" in content)
    return problem(
      key,
      `${path} holds an OAuth client, not the key of a service account.`,
      another,
    );
  if (content["type"] !== "service_account") {
    return problem(key, `${path} is not the key of a service account.`, another);
  }
  const missing = ["client_email", "private_key"].filter((name) => !content[name]);
  if (missing.length > 0) return problem(key, `${path} lacks ${missing.join(" and ")}.`, another);
  return ok(key, `${path} is the key of a service account.`);
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const content: unknown = JSON.parse(text);
    // Any object can be read as a record.
    return typeof content === "object"
      ? (content as Readonly<Record<string, unknown>> | null)
      : null;
  } catch {
    return null;
  }
}
