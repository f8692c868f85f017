import { type ReadOperation, valueAt } from "./encoded-operation.ts";

/** What makes a resource the only one of its kind, beside the id that Google gives it. */
export interface KeyRule {
  /** Fields of the resource that together occur once. */
  readonly fields: readonly string[];
  /** The field that says whether a resource is removed; a removed one does not count. */
  readonly status: string | null;
  /** True if there may be resources without the key: they have none then. */
  readonly isOptional?: boolean;
  /** With these values the key does not tell: Google changes it by itself. */
  readonly unless?: Readonly<Record<string, unknown>>;
}

const named = (...fields: readonly string[]): KeyRule => ({ fields, status: "status" });

const tied = (...fields: readonly string[]): KeyRule => ({ fields, status: null });

/**
 * The natural key of each entity that has one, with the reason. Google refuses a second resource with
 * the same key (the error in brackets), so that a resource found under it is the one that was asked for.
 *
 * Ads have none: two equal ads may stand in one ad group. Neither have criteria other than keywords,
 * whose values take many forms. Their content is compared instead (content.ts).
 */
const RULES: Readonly<Record<string, KeyRule>> = {
  // Names that are unique in the account (CampaignError.DUPLICATE_CAMPAIGN_NAME and the like).
  campaign: named("name"),
  // A budget of one campaign alone needs no name, and takes that of its campaign if it has one
  // (resources/campaign_budget.proto).
  campaign_budget: { ...named("name"), isOptional: true, unless: { explicitly_shared: false } },
  campaign_group: named("name"),
  label: named("name"),
  shared_set: named("name", "type"),
  bidding_strategy: named("name"),
  conversion_action: named("name"),
  customizer_attribute: named("name"),
  experiment: named("name"),
  // Names that are unique below their parent (AdGroupError.DUPLICATE_ADGROUP_NAME, AssetGroupError.DUPLICATE_NAME).
  ad_group: named("campaign", "name"),
  asset_group: named("campaign", "name"),
  // A keyword stands once in an ad group for each match type, as a target and as an exclusion
  // (MutateError.RESOURCE_ALREADY_EXISTS).
  ad_group_criterion: named("ad_group", "keyword.text", "keyword.match_type", "negative"),
  campaign_criterion: named("campaign", "keyword.text", "keyword.match_type", "negative"),
  shared_criterion: tied("shared_set", "keyword.text", "keyword.match_type"),
  // Links, whose resource name is made of what they tie together; that of customer_label alone says so
  // (its label is not to be set, resources/customer_label.proto).
  ad_group_label: tied("ad_group", "label"),
  ad_group_ad_label: tied("ad_group_ad", "label"),
  ad_group_criterion_label: tied("ad_group_criterion", "label"),
  campaign_label: tied("campaign", "label"),
  campaign_shared_set: named("campaign", "shared_set"),
  ad_group_asset: named("ad_group", "asset", "field_type"),
  asset_group_asset: named("asset_group", "asset", "field_type"),
  campaign_asset: named("campaign", "asset", "field_type"),
  customer_asset: named("asset", "field_type"),
  asset_set_asset: named("asset_set", "asset"),
  campaign_asset_set: named("campaign", "asset_set"),
};

/** What makes a resource of that entity the only one of its kind; null if nothing does but its id. */
export function keyRuleOf(entity: string): KeyRule | null {
  return Object.hasOwn(RULES, entity) ? (RULES[entity] ?? null) : null;
}

/** A key with the values of one operation. */
export interface NaturalKey {
  readonly entity: string;
  readonly fields: readonly string[];
  /** In the order of `fields`, as text. */
  readonly values: readonly string[];
  readonly status: string | null;
}

/** Fields that stand for false or the first choice when a row leaves them out. */
export const IF_ABSENT: Readonly<Record<string, string>> = { negative: "false" };

/**
 * The natural key of what an operation creates: `none` if it has none, or does not create; `incomplete`
 * if it lacks a part of it, which Google never lets pass, so that it surely was not carried out.
 */
export function naturalKeyOf({
  entity,
  verb,
  resource,
}: ReadOperation): NaturalKey | "none" | "incomplete" {
  const rule = Object.hasOwn(RULES, entity.name) ? RULES[entity.name] : undefined;
  if (rule === undefined || verb !== "create" || resource === null) return "none";
  const isKeywordRule = rule.fields.includes("keyword.text");
  if (isKeywordRule && resource["keyword"] === undefined) return "none";
  const isFleeting = Object.entries(rule.unless ?? {}).some(
    ([field, value]) => valueAt(resource, field) === value,
  );
  if (isFleeting) return "none";
  const values = rule.fields.map((field) => textOf(resource, field));
  if (values.includes(null)) return rule.isOptional === true ? "none" : "incomplete";
  return {
    entity: entity.name,
    fields: rule.fields,
    values: values.filter((value) => value !== null),
    status: rule.status,
  };
}

/** A field's value as a key is compared by it; null if it is not there. */
export function textOf(resource: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = valueAt(resource, field) ?? IF_ABSENT[field];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : null;
}
