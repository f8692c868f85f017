/** Patterns of secrets: tokens, client secrets, and values after their names. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bya29\.[\w.-]+/g, "[redacted]"],
  [/\b1\/\/0[\w-]{10,}/g, "[redacted]"],
  [/\bGOCSPX-[\w-]+/g, "[redacted]"],
  [/\b(Bearer\s+)[\w.~+/=-]{8,}/gi, "$1[redacted]"],
  [/\b(developer[-_]token["']?\s*[:=]\s*["']?)[\w-]{8,}/gi, "$1[redacted]"],
];

/** Removes the secrets that a server or a proxy may have put into a text. */
export function redact(text: string): string {
  let clean = text;
  for (const [secret, instead] of SECRETS) clean = clean.replace(secret, instead);
  return clean;
}
