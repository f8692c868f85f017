/**
 * How a field is changed that is fixed in rows of its entity, but not in rows of another one; null for any
 * other field. An `ad_group_ad` holds an ad, which is an entity of its own: Google refuses to change the ad
 * through the first, and takes it through the second.
 *
 * @param path from the resource down.
 */
export function changedThrough(entity: string | null, path: string): string | null {
  return entity === "ad_group_ad" && /^ad(?:[.[]|$)/.test(path)
    ? "An existing ad is changed in a row with entity ad, operation update, and the ad's id as resource_name; the columns keep their headers. Leave the ad in place: a new one would begin without its history."
    : null;
}
