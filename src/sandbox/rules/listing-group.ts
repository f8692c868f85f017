import { errorCodes } from "../error-code.ts";
import { child, has, type Message, number, text } from "../message.ts";
import { at } from "../refusal.ts";
import type { Draft } from "./entity-rules.ts";

/** `SUBDIVISION` of both enums, ListingGroupType and ListingGroupFilterType. */
const SUBDIVISION = 2;

/**
 * The names of the listing groups for which these operations make a child for everything else: one whose
 * dimension is there and has no value.
 */
export function dividedBy(operations: readonly Message[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const operation of operations) {
    const criterion = child(operation, "ad_group_criterion_operation") ?? {};
    const group = child(child(criterion, "create") ?? {}, "listing_group");
    const filterOperation = child(operation, "asset_group_listing_group_filter_operation") ?? {};
    const filter = child(filterOperation, "create");
    const parent =
      text(group ?? {}, "parent_ad_group_criterion") ??
      text(filter ?? {}, "parent_listing_group_filter");
    if (parent !== undefined && isEverythingElse(child(group ?? filter ?? {}, "case_value")))
      names.add(parent);
  }
  return names;
}

function isEverythingElse(value: Message | undefined): boolean {
  const dimension = Object.keys(value ?? {}).find((field) => has(value ?? {}, field));
  if (value === undefined || dimension === undefined) return false;
  const inner = child(value, dimension) ?? {};
  return Object.keys(inner).every((field) => /^(level|index|type)$/.test(field));
}

/**
 * errors/criterion_error.proto: a subdivision has a child for everything else, made in the same request.
 * If it has none, its other children fail with it.
 */
export function checkListingGroup(draft: Draft): void {
  const group = child(draft.resource, "listing_group");
  if (draft.verb !== "create" || group === undefined) return;
  const place = at(draft.path, "listing_group");
  const name = text(draft.resource, "resource_name") ?? "";
  if (number(group, "type") === SUBDIVISION && !draft.divided.has(name))
    draft.refuse(errorCodes.othersMissing, place);
  const parent = text(group, "parent_ad_group_criterion") ?? "";
  if (/~-\d+$/.test(parent) && !draft.divided.has(parent))
    draft.refuse(errorCodes.listingGroupElsewhere, place);
}

/** errors/asset_group_listing_group_filter_error.proto: the same of an asset group. */
export function checkListingGroupFilter(draft: Draft): void {
  if (draft.verb !== "create" || number(draft.resource, "type") !== SUBDIVISION) return;
  const name = text(draft.resource, "resource_name") ?? "";
  if (!draft.divided.has(name)) draft.refuse(errorCodes.filterOthersMissing, draft.path);
}
