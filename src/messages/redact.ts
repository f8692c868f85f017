/** Patterns of secrets that are not known: tokens, client secrets, and values after their names. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bya29\.[\w.-]+/g, "[redacted]"],
  [/\b1(?:\/\/|%2F%2F|\\\/\\\/)0[\w-]{10,}/gi, "[redacted]"],
  [/\bGOCSPX-[\w-]+/g, "[redacted]"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g, "[redacted]"],
  [/\b((?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi, "$1[redacted]"],
  [
    /\b((?:developer[-_]token|client_secret|refresh_token|access_token|id_token)(?:\\*["']|%22)?\s*(?:[:=]|%3A|%3D)\s*(?:\\*["']|%22)?)[\w.~+/%-]{6,}/gi,
    "$1[redacted]",
  ],
];

/** Finds any of them at once: most texts have none. */
const ANY_PATTERN = new RegExp(PATTERNS.map(([secret]) => secret.source).join("|"), "i");

/** Shorter texts are too likely to stand for something else. */
const SHORTEST_SECRET = 6;

const known = new Set<string>();

let knownPattern: RegExp | null = null;

/**
 * Makes the secrets of this process known, so that `redact` finds them in every text from now on, however
 * they are encoded there.
 */
export function knowSecrets(secrets: Iterable<string | undefined>): void {
  const before = known.size;
  for (const secret of secrets) {
    // A private key has line breaks, which no encoding keeps in the same way.
    for (const line of secret?.split(/\s+/) ?? [])
      if (line.length >= SHORTEST_SECRET) known.add(line);
  }
  if (known.size === before) return;
  // The longest first: one may be a part of another.
  const all = [...known].toSorted((a, b) => b.length - a.length);
  knownPattern = new RegExp(
    all.flatMap((secret) => [asText(secret), ...asBase64(secret)]).join("|"),
    "g",
  );
}

/** Removes the secrets that a server or a proxy may have put into a text. */
export function redact(text: string): string {
  let clean = knownPattern === null ? text : text.replace(knownPattern, "[redacted]");
  if (!ANY_PATTERN.test(clean)) return clean;
  for (const [secret, instead] of PATTERNS) clean = clean.replace(secret, instead);
  return clean;
}

/** Each character as it is, in a URL, in JSON and in HTML, also several times over. */
function asText(secret: string): string {
  return Array.from(Buffer.from(secret, "utf8"), (code) => {
    const character = String.fromCharCode(code);
    const hex = anyCase(code.toString(16).padStart(2, "0"));
    const plain = character.replace(/[^\w]/, "\\$&");
    return `(?:\\\\*${plain}|%(?:25)*${hex}|\\\\+u00${hex}|&#0*${code};|&#[xX]0*${hex};)`;
  }).join("");
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** Its characters in base64, which depend on what stands before it. */
function asBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const own = text.slice(
      Math.ceil((offset * 8) / 6),
      Math.floor(((offset + bytes.length) * 8) / 6),
    );
    return own.length < SHORTEST_SECRET
      ? []
      : [own.replace(/[+/]/g, (sign) => (sign === "+" ? "[+-]" : "[/_]"))];
  });
}
