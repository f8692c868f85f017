/** Secrets as they look wherever they turn up: tokens, client secrets, and what stands behind their names. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bya29\.[\w.-]+/g, "[redacted]"],
  [/\b1\/\/0[\w-]{10,}/g, "[redacted]"],
  [/\bGOCSPX-[\w-]+/g, "[redacted]"],
  [/\b(Bearer\s+)[\w.~+/=-]{8,}/gi, "$1[redacted]"],
  [/\b(developer[-_]token["']?\s*[:=]\s*["']?)[\w-]{8,}/gi, "$1[redacted]"],
];

/** A text from outside without the secrets that a server or a proxy may have put into it. */
export function redact(text: string): string {
  let clean = text;
  for (const [secret, instead] of SECRETS) clean = clean.replace(secret, instead);
  return clean;
}
