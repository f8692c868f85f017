import { type ReadOperation, valueAt } from "./encoded-operation.ts";

/** Fields that identify a resource, besides the id that Google gives it. */
export interface KeyRule {
  /** Fields of the resource whose values are unique together. */
  readonly fields: readonly string[];
  /** The field that says whether a resource is removed; a removed one does not count. */
  readonly status: string | null;
  /** True if a resource may lack these fields; it then has no natural key. */
  readonly isOptional?: boolean;
  /** With these values the key does not identify the resource, because Google changes it. */
  readonly unless?: Readonly<Record<string, unknown>>;
}

const named = (...fields: readonly string[]): KeyRule => ({ fields, status: "status" });

const tied = (...fields: readonly string[]): KeyRule => ({ fields, status: null });

/**
 * The natural key of each entity that has one, with the reason. Google refuses a second resource with
 * the same key (the error in brackets), so a resource found by it is the right one.
 *
 * Ads do not have one: an ad group may contain two equal ads. Nor do criteria other than keywords, whose
 * values have many forms. Their content is compared instead (content.ts).
 */
const RULES: Readonly<Record<string, KeyRule>> = {
  // Names that are unique in the account (CampaignError.DUPLICATE_CAMPAIGN_NAME and the like).
  campaign: named("name"),
  // A budget of a single campaign does not need a name, and takes the campaign's name if it has one
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
  // A keyword occurs once in an ad group for each match type, as a target and as an exclusion
  // (MutateError.RESOURCE_ALREADY_EXISTS).
  ad_group_criterion: named("ad_group", "keyword.text", "keyword.match_type", "negative"),
  campaign_criterion: named("campaign", "keyword.text", "keyword.match_type", "negative"),
  shared_criterion: tied("shared_set", "keyword.text", "keyword.match_type"),
  // Links, whose resource name consists of the ids of both ends. customer_label is not among them, because its
  // label cannot be set (resources/customer_label.proto).
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

/** The fields that identify a resource of that entity; null if only its id does. */
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

/** The values of fields that a row leaves out. */
export const IF_ABSENT: Readonly<Record<string, string>> = { negative: "false" };

/**
 * The natural key of what an operation creates: `none` if it has none, or does not create; `incomplete`
 * if a part of it is missing; Google always refuses this, so it was certainly not applied.
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

/** A field's value in the form in which keys are compared; null if it is not set. */
export function textOf(resource: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = valueAt(resource, field) ?? IF_ABSENT[field];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : null;
}
