import { nearest } from "../schema/suggestion.ts";
import { entityNumbers } from "../schema/entity.ts";

/** What a row is about. */
export interface RowKind {
  /** Null if nothing that rowmend reads. */
  readonly entity: string | null;
  /** In the words of a sheet: `keyword`, `negative keyword`, `a location`. */
  readonly name: string;
}

/** The kinds of rows that a sheet may name, with where the row's entity depends on its ad group. */
const KINDS = ["campaign", "ad group", "keyword", "negative keyword", "ad"] as const;

const SPOKEN: Readonly<Record<string, string>> = { ad_group_ad: "ad" };

const CRITERIA: ReadonlySet<string> = new Set(["ad_group_criterion", "campaign_criterion"]);

/** The kind of a row about an entity. */
export function kindOfEntity(entity: string, isKeyword: boolean, isNegative: boolean): RowKind {
  if (CRITERIA.has(entity) && isKeyword)
    return { entity, name: isNegative ? "negative keyword" : "keyword" };
  return { entity, name: SPOKEN[entity] ?? entity.replaceAll("_", " ") };
}

/**
 * The entity of a row whose kind the sheet names; null if no map reads such rows.
 * @param isInAdGroup the row names an ad group, or says that it is about one.
 */
export function entityOfKind(
  kind: string,
  isInAdGroup: boolean,
  isNegative: boolean,
): string | null {
  switch (kind.trim().toLowerCase()) {
    case "campaign":
      return "campaign";
    case "ad group":
      return "ad_group";
    case "keyword":
      return isInAdGroup || !isNegative ? "ad_group_criterion" : "campaign_criterion";
    case "negative keyword":
      return isInAdGroup ? "ad_group_criterion" : "campaign_criterion";
    case "ad":
      return "ad_group_ad";
    default:
      return null;
  }
}

/** Whether rows of the entity may be called that kind. */
export function isOfKind(entity: string, kind: string): boolean {
  return [true, false].some((isInAdGroup) =>
    [true, false].some((isNegative) => entityOfKind(kind, isInAdGroup, isNegative) === entity),
  );
}

/** Where something belongs: `account`, `campaign` or `ad group`; null if it is not known. */
export function levelOf(entity: string): string | null {
  switch (entity) {
    case "campaign":
    case "campaign_criterion":
      return "campaign";
    case "ad_group":
    case "ad_group_ad":
    case "ad_group_criterion":
      return "ad group";
    default:
      return null;
  }
}

/** Whether a row is of one of the kinds, each an entity or a word for a kind, in the form of `kindNamed`. */
export function isAmong({ entity, name }: RowKind, kinds: readonly string[]): boolean {
  return kinds.some((kind) => kind === entity || kind === name.replaceAll(" ", "_"));
}

/** A word for a kind of rows in the form in which kinds are compared, singular; null if it is not known. */
export function kindNamed(word: string): string | null {
  const name = word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
  const one = name.replace(/s$/, "");
  const known = knownKinds();
  return [name, one].find((candidate) => known.has(candidate)) ?? null;
}

/** The kind that someone most likely meant; or null. */
export function kindMeant(word: string): string | null {
  return nearest(
    word
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, "_"),
    knownKinds(),
  );
}

/** The proto files that name the entities are only read when a kind is asked for. */
function knownKinds(): ReadonlySet<string> {
  return new Set([...KINDS.map((kind) => kind.replaceAll(" ", "_")), ...entityNumbers().keys()]);
}
