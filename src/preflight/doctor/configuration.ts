import { RunError } from "../../messages/run-error.ts";
import {
  type Configuration,
  type Credentials,
  credentialsOf,
  type CredentialSources,
  findConfiguration,
} from "../../transport/credentials.ts";
import { type Check, notChecked, ok, problem } from "./check-result.ts";
import { checkValues } from "./configuration-values.ts";

const configuration = "configuration";

/** What was found. */
export interface Configured {
  /** Null if a value is missing, or cannot be right. */
  readonly credentials: Credentials | null;
  /** As it was written. */
  readonly loginCustomerId: string | null;
}

/**
 * What is configured, where it was found, and the form of each value but the customer ids'.
 * @param sources null if the server asks for no credentials; so is `configured` then.
 */
export function checkConfiguration(sources: CredentialSources | null): {
  readonly checks: readonly Check[];
  readonly configured: Configured | null;
} {
  if (sources === null) {
    const check = notChecked(configuration, "This server asks for no credentials.");
    return { checks: [check], configured: null };
  }
  try {
    const found = findConfiguration(sources);
    const values = checkValues(found, sources.readFile);
    // Signing in does not take a developer token.
    const isUsable = !values.some(
      ({ check, status }) => status === "problem" && check !== "developer_token",
    );
    const loginCustomerId = found.values.login_customer_id?.text ?? null;
    const complete = credentialsIn(found);
    return {
      checks: [complete.check, ...values],
      configured: { credentials: isUsable ? complete.credentials : null, loginCustomerId },
    };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const check = problem(configuration, error.message, error.wayOut);
    return { checks: [check], configured: { credentials: null, loginCustomerId: null } };
  }
}

/** Without the login customer: it does not take part in signing in, and is looked at by itself. */
function credentialsIn(found: Configuration): { check: Check; credentials: Credentials | null } {
  const { login_customer_id: _, ...values } = found.values;
  const places = placesOf(found);
  try {
    const credentials = credentialsOf({ ...found, values });
    return { check: ok(configuration, places), credentials };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const check = problem(configuration, `${error.message} ${places}`.trim(), error.wayOut);
    return { check, credentials: null };
  }
}

/** Which value came from where: "developer_token, client_id from ./google-ads.yaml." */
function placesOf({ values }: Configuration): string {
  const keys = new Map<string, string[]>();
  for (const [key, { place }] of Object.entries(values))
    keys.set(place, [...(keys.get(place) ?? []), key]);
  const parts = [...keys].map(([place, names]) => `${names.join(", ")} from ${place}`);
  return parts.length === 0 ? "" : `Found ${parts.join("; ")}.`;
}
