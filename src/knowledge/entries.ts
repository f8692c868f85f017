import type { Entry, Topic } from "./entry.ts";
import { account } from "./topics/account.ts";
import { adGroups } from "./topics/ad-groups.ts";
import { ads } from "./topics/ads.ts";
import { assets } from "./topics/assets.ts";
import { batchJobs } from "./topics/batch-jobs.ts";
import { bids } from "./topics/bids.ts";
import { budgets } from "./topics/budgets.ts";
import { campaigns } from "./topics/campaigns.ts";
import { canonical, type CanonicalEntry } from "./topics/canonical.ts";
import { conversions } from "./topics/conversions.ts";
import { dates } from "./topics/dates.ts";
import { fields } from "./topics/fields.ts";
import { ids } from "./topics/ids.ts";
import { keywords } from "./topics/keywords.ts";
import { labels } from "./topics/labels.ts";
import { local, type LocalEntry } from "./topics/local.ts";
import { oauth } from "./topics/oauth.ts";
import { policy } from "./topics/policy.ts";
import { quota } from "./topics/quota.ts";
import { requests } from "./topics/requests.ts";
import { targeting } from "./topics/targeting.ts";
import { urls } from "./topics/urls.ts";

/** Errors of Google Ads by topic. Each code is in one topic only. */
export const topics: Readonly<Record<string, Topic>> = {
  account,
  adGroups,
  ads,
  assets,
  batchJobs,
  bids,
  budgets,
  campaigns,
  conversions,
  dates,
  fields,
  ids,
  keywords,
  labels,
  policy,
  quota,
  requests,
  targeting,
  urls,
};

const byCode: ReadonlyMap<string, Entry> = new Map(
  Object.values(topics).flatMap((topic) => Object.entries(topic)),
);

const byLocalCode: ReadonlyMap<string, LocalEntry> = new Map(Object.entries(local));

const byOAuthName: ReadonlyMap<string, Entry> = new Map(Object.entries(oauth));

const localPrefix = "LocalError.";

/** What is known about a code such as "StringLengthError.TOO_LONG" or "LocalError.BAD_NUMBER". */
export function entryOf(code: string): Entry | undefined {
  return byCode.get(code) ?? localEntryOf(code);
}

/** What is known about an error of ours, "LocalError.BAD_NUMBER". */
export function localEntryOf(code: string): LocalEntry | undefined {
  return code.startsWith(localPrefix) ? byLocalCode.get(code.slice(localPrefix.length)) : undefined;
}

/** What is known about a canonical (gRPC) code, from its number. */
export function canonicalEntryOf(grpcCode: number | null): CanonicalEntry | undefined {
  return grpcCode === null ? undefined : canonical[grpcCode];
}

/** What is known about a refusal of Google's sign-in, if a message names one. */
export function oauthEntryIn(message: string): Entry | undefined {
  for (const [word] of message.matchAll(/\b[a-z]+(?:_[a-z]+)+\b/g)) {
    const entry = byOAuthName.get(word);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
