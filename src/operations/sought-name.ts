import { createHash } from "node:crypto";
import { pascalCase } from "../api/protos.ts";
import { quoted } from "./cells/fault.ts";
import { patternsOf } from "./schema/entity.ts";

/** A resource that a row identifies by something other than its resource name, usually by its own name. */
export interface SoughtName {
  readonly entity: string;
  /** Paths as written in queries (`ad_group.name`, `campaign.name`) with the values to find, in order of the paths. */
  readonly parts: readonly (readonly [path: string, value: string])[];
}

// A placeholder is kept among the temporary names of a row until its resource is known.
export const SOUGHT = "find:";

/** Stands in the place of `SOUGHT` once the resource is known. */
export const FOUND = "found:";

/** The placeholder for a resource until it is looked up: the same for the same name, and without spaces. */
export function soughtText({ entity, parts }: SoughtName): string {
  const sorted = parts.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${SOUGHT}${encodeURIComponent(JSON.stringify([entity, ...sorted]))}`;
}

/** The inverse; null for anything else. */
export function readSought(text: string): SoughtName | null {
  const bare = bareName(text);
  if (bare === null) return null;
  const [entity, ...parts] = JSON.parse(decodeURIComponent(bare.slice(SOUGHT.length))) as [
    string,
    ...(readonly [string, string])[],
  ];
  return { entity, parts };
}

/** The placeholder once its resource is known, permanently. */
export function asFound(text: string): string {
  return text.replace(SOUGHT, FOUND);
}

export function isSought(text: string): boolean {
  return text.startsWith(SOUGHT);
}

/** The placeholder as it was before the look-up; null for the temporary name of a resource. */
export function bareName(text: string): string | null {
  if (text.startsWith(SOUGHT)) return text;
  return text.startsWith(FOUND) ? SOUGHT + text.slice(FOUND.length) : null;
}

/**
 * The temporary name of a resource that the file itself creates under a name, by which other rows find
 * it: made from the name alone, so that both rows derive the same one. Null for resources whose name does not
 * have exactly one id.
 */
export function temporaryNameOf(text: string, customerId: string): string | null {
  const entity = readSought(text)?.entity;
  if (entity === undefined) return null;
  const [pattern] = patternsOf(`googleads.googleapis.com/${pascalCase(entity)}`);
  const match = /^customers\/\{customer_id\}\/(\w+)\/\{\w+\}$/.exec(pattern ?? "");
  const id =
    FIRST_TIED + BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 12)}`);
  return match === null ? null : `customers/${customerId}/${match[1] ?? ""}/-${id}`;
}

/** Such ids have 16 digits and begin with 1, so they do not clash with ids that people write. */
const FIRST_TIED = 10n ** 15n;

export function isNaturalName(resourceName: string): boolean {
  return /\/-1\d{15}$/.test(resourceName);
}

/** For messages: `ad group "Boots" (campaign "Shoes")`, `keyword "boots" (match type "EXACT", ...)`. */
export function nameText({ entity, parts }: SoughtName): string {
  const isKeyword = parts.some(([path]) => path === `${entity}.keyword.text`);
  const own = `${entity}.${isKeyword ? "keyword.text" : "name"}`;
  const name = parts.find(([path]) => path === own)?.[1];
  const others = parts
    .filter(([path, value]) => path !== own && !(path.endsWith(".negative") && value === "false"))
    .map(([path, value]) => {
      const field = path.startsWith(`${entity}.`) ? path.slice(entity.length + 1) : path;
      const words = field.replace(/^keyword\./, "").replace(/\.name$/, "");
      return `${words.replace(/[._]/g, " ")} ${quoted(value)}`;
    });
  return [
    isKeyword ? "keyword" : entity.replaceAll("_", " "),
    name === undefined ? "" : ` ${quoted(name)}`,
    others.length === 0 ? "" : ` (${others.join(", ")})`,
  ].join("");
}
