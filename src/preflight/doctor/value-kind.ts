/** What kind of value a text is, judged by its form. Credentials are easily confused with each other. */
export type ValueKind = keyof typeof kindNames;

/** Each kind in words. */
export const kindNames = {
  access_token: "an access token (ya29.…)",
  authorization_code: "an authorization code (4/…)",
  refresh_token: "a refresh token (1//…)",
  client_secret: "a client secret (GOCSPX-…)",
  client_id: "a client id (….apps.googleusercontent.com)",
  api_key: "an API key (AIza…)",
  customer_id: "a customer id",
  service_account: "the email address of a service account",
  private_key: "a private key",
  placeholder: "the placeholder of an example file (INSERT_…_HERE)",
} as const;

const forms: readonly (readonly [ValueKind, RegExp])[] = [
  ["placeholder", /^\W*(?:INSERT_|YOUR[_-])/i],
  ["access_token", /^ya29\./],
  ["authorization_code", /^4\/[\w-]/],
  ["refresh_token", /^1\/[\w/-]/],
  ["client_secret", /^GOCSPX-/],
  ["client_id", /\.apps\.googleusercontent\.com$/],
  ["api_key", /^AIza[\w-]{35}$/],
  ["customer_id", /^\d{3}-?\d{3}-?\d{4}$/],
  ["service_account", /@[\w.-]+\.gserviceaccount\.com$/],
  ["private_key", /^-----BEGIN/],
];

/** The kind of a value by its form; null if the form is unknown. */
export function valueKindOf(text: string): ValueKind | null {
  return forms.find(([, form]) => form.test(text))?.[0] ?? null;
}
