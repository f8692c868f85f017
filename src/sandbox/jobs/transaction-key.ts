import { type ErrorCode, errorCodes } from "../error-code.ts";
import { child, has, type Message, number, text } from "../message.ts";

/** A key that operations of a job share if they are applied as a whole or not at all; they have to be adjacent. */
export interface TransactionKey {
  readonly key: string;
  /** Without such an operation among them they are not a transaction. */
  readonly isRoot: boolean;
  /** The error of the others if one of them fails. */
  readonly code: ErrorCode;
}

/** As in enums/advertising_channel_type.proto. */
const PERFORMANCE_MAX = 10;

/** The transactions that Google's guide to batch processing lists; undefined for all other operations. */
export function transactionOf(mutateOperation: Message): TransactionKey | undefined {
  const create = (member: string): Message | undefined => {
    const operation = child(mutateOperation, member);
    return operation && child(operation, "create");
  };
  const criterion = create("ad_group_criterion_operation");
  if (criterion !== undefined && has(criterion, "listing_group")) {
    const key = `tree ${text(criterion, "ad_group") ?? ""}`;
    return { key, isRoot: true, code: errorCodes.listingGroupElsewhere };
  }
  const filter = create("asset_group_listing_group_filter_operation");
  if (filter !== undefined) {
    const key = `filters ${text(filter, "asset_group") ?? ""}`;
    return { key, isRoot: true, code: errorCodes.filterTransaction };
  }
  const group = create("asset_group_operation");
  const groupAsset = create("asset_group_asset_operation");
  const assetGroup =
    (group && text(group, "resource_name")) ?? text(groupAsset ?? {}, "asset_group");
  if (assetGroup !== undefined) {
    const code = errorCodes.assetGroupTransaction;
    return { key: `assets ${assetGroup}`, isRoot: group !== undefined, code };
  }
  const campaign = create("campaign_operation");
  if (campaign !== undefined) {
    const isMax = number(campaign, "advertising_channel_type") === PERFORMANCE_MAX;
    const name = text(campaign, "resource_name");
    if (!isMax || name === undefined) return undefined;
    return { key: `links ${name}`, isRoot: true, code: errorCodes.campaignTransaction };
  }
  const link = text(create("campaign_asset_operation") ?? {}, "campaign");
  if (link === undefined) return undefined;
  return { key: `links ${link}`, isRoot: false, code: errorCodes.campaignTransaction };
}
