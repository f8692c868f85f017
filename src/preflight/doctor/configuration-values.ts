import { customerIdOf } from "../../api/customer-id.ts";
import { type Configuration, credentialKeys, type Key } from "../../transport/credentials.ts";
import { type Check, ok, problem, warning } from "./check-result.ts";
import { kindNames, type ValueKind, valueKindOf } from "./value-kind.ts";

/** The usual form of a value. Google does not guarantee any of these forms. */
interface Form {
  /** The kind of value that this form identifies. */
  readonly kind: ValueKind | null;
  readonly pattern: RegExp;
  /** The usual form in words, after "Unusual form. Usually ". */
  readonly usual: string;
  /** Where to find the right one. */
  readonly source: string;
}

const forms: Readonly<Partial<Record<Key, Form>>> = {
  developer_token: {
    kind: null,
    pattern: /^[\w-]{22}$/,
    usual: "it has 22 letters, digits, hyphens and underscores.",
    source: "Copy it from the API Center of your manager account.",
  },
  client_id: {
    kind: "client_id",
    pattern: /^[\w-]+\.apps\.googleusercontent\.com$/,
    usual: "it ends in .apps.googleusercontent.com.",
    source: "Copy it from the client in the Cloud console.",
  },
  client_secret: {
    kind: "client_secret",
    // Clients from before 2021 have secrets of 24 characters without the prefix.
    pattern: /^(?:GOCSPX-[\w-]+|[\w-]{24})$/,
    usual: "it starts with GOCSPX-.",
    source: "Copy it from the client in the Cloud console.",
  },
  refresh_token: {
    kind: "refresh_token",
    pattern: /^1\/\/[\w-]+$/,
    usual: "it starts with 1//.",
    source: "Sign in once with access_type=offline to get a refresh token, and put it here.",
  },
  impersonated_email: {
    kind: null,
    pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    usual: "it is an email address.",
    source: "Enter the email address of the user for whom the service account acts.",
  },
};

/**
 * Checks the form of each configured value except customer ids. Never shows any part of a value.
 * @param readFile the text of a file, or null if it does not exist.
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

/** Values that a service account does not need; ignored if a key file is configured. */
const userKeys: ReadonlySet<Key> = new Set(["client_id", "client_secret", "refresh_token"]);

function checkForm(key: Key, text: string, { kind, pattern, usual, source }: Form): Check {
  const found = valueKindOf(text);
  if (found !== null && found !== kind)
    return problem(key, `This is ${kindNames[found]}, not a ${words(key)}.`, source);
  if (/\s|^["'“”‘’]|["'“”‘’]$/.test(text)) {
    return problem(
      key,
      "It contains blanks, line breaks or quotation marks.",
      `Write it on one line. ${source}`,
    );
  }
  if (!pattern.test(text))
    return warning(key, `Unusual form. Usually ${usual}`, `Check the value. ${source}`);
  return ok(key, "It has the usual form.");
}

function words(key: Key): string {
  return key.replaceAll("_", " ");
}

/** Checks the form of a customer id, with or without hyphens. */
export function checkCustomerId(check: string, text: string): Check {
  const id = customerIdOf(text);
  if (id === null) {
    const kind = valueKindOf(text);
    return problem(
      check,
      `This is ${kind === null ? "" : `${kindNames[kind]}, `}not a customer id.`,
      "Write the ten digits of the account, like 123-456-7890.",
    );
  }
  return ok(check, id === text ? `${id}.` : `Read as ${id}, the form that Google requires.`);
}

function checkKeyFile(path: string, text: string | null): Check {
  const key = "json_key_file_path";
  if (text === null)
    return problem(
      key,
      `File not found: ${path}.`,
      "Enter the path of the service account's JSON key file.",
    );
  const another =
    "Create a JSON key for the service account in the Cloud console, and enter its path here.";
  const content = jsonIn(text);
  if (content === null) return problem(key, `${path} is not JSON.`, another);
  if ("installed" in content || "web" in content)
    return problem(key, `${path} contains an OAuth client, not a service account key.`, another);
  if (content["type"] !== "service_account") {
    return problem(key, `${path} is not a service account key.`, another);
  }
  const missing = ["client_email", "private_key"].filter((name) => !content[name]);
  if (missing.length > 0) return problem(key, `${path} lacks ${missing.join(" and ")}.`, another);
  return ok(key, `${path} is a service account key.`);
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
