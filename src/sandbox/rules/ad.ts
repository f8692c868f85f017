import { errorCodes } from "../error-code.ts";
import { child, children, has, type Message, text, texts } from "../message.ts";
import { at, type Path } from "../refusal.ts";
import { characters, type Draft, type EntityRules } from "./entity-rules.ts";

/** The two lists of texts of a responsive search ad. */
const textLists = [
  { field: "headlines", fewest: 3, most: 15, longest: 30 },
  { field: "descriptions", fewest: 2, most: 4, longest: 90 },
] as const;

const LONGEST_PATH = 15;

/** The policy violation that the sandbox finds in the text of an ad. */
const shouting = /[!?]*!![!?]*/g;

const shoutingTopic = "SYMBOLS";

const PROHIBITED = 2;

/** A resource that holds an ad, or is one; `prefix` is the mask path that leads to the ad. */
function checkAd(draft: Draft, ad: Message, path: Path, prefix: string): void {
  checkFinalUrls(draft, ad, path, prefix);
  const search = child(ad, "responsive_search_ad");
  if (search === undefined) return;
  const searchPath = at(path, "responsive_search_ad");
  const mask = `${prefix}responsive_search_ad.`;
  for (const { field, fewest, most, longest } of textLists) {
    if (!draft.touches(mask + field)) continue;
    const assets = children(search, field);
    const place = at(searchPath, field);
    if (assets.length < fewest) draft.refuse(errorCodes.tooFew, place);
    if (assets.length > most) draft.refuse(errorCodes.tooMany, place);
    const seen = new Set<string>();
    for (const [index, asset] of assets.entries()) {
      checkText(draft, asset, at(searchPath, field, index), longest, seen);
    }
  }
  for (const field of ["path1", "path2"]) {
    const words = text(search, field) ?? "";
    if (draft.touches(mask + field) && characters(words) > LONGEST_PATH) {
      draft.refuse(errorCodes.tooLong, at(searchPath, field));
    }
  }
  if (draft.verb === "create" && has(search, "path2") && !has(search, "path1")) {
    draft.refuse(errorCodes.required, at(searchPath, "path1"));
  }
  checkWords(draft, search, searchPath);
}

function checkText(
  draft: Draft,
  asset: Message,
  path: Path,
  longest: number,
  seen: Set<string>,
): void {
  const words = text(asset, "text");
  const place = at(path, "text");
  if (words === undefined) {
    draft.refuse(errorCodes.required, place);
    return;
  }
  if (words.trim() === "") draft.refuse(errorCodes.tooShort, place, { trigger: words });
  if (characters(words) > longest) draft.refuse(errorCodes.tooLong, place);
  if (seen.has(words)) draft.refuse(errorCodes.duplicateAsset, place, { trigger: words });
  seen.add(words);
}

/** errors/policy_finding_error.proto: one finding for the ad as a whole, with its topics. */
function checkWords(draft: Draft, search: Message, path: Path): void {
  const evidences = textLists
    .flatMap(({ field }) => children(search, field))
    .flatMap((asset) => text(asset, "text")?.match(shouting) ?? []);
  if (evidences.length === 0) return;
  const parameter = child(draft.operation, "policy_validation_parameter");
  if (parameter && texts(parameter, "ignorable_policy_topics").includes(shoutingTopic)) return;
  draft.refuse(errorCodes.policyFinding, path, {
    trigger: "",
    details: {
      policy_finding_details: {
        policy_topic_entries: [
          {
            topic: shoutingTopic,
            type: PROHIBITED,
            evidences: [{ text_list: { texts: [...new Set(evidences)] } }],
          },
        ],
      },
    },
  });
}

function checkFinalUrls(draft: Draft, ad: Message, path: Path, prefix: string): void {
  if (!draft.touches(`${prefix}final_urls`)) return;
  const urls = texts(ad, "final_urls");
  if (urls.length === 0 && has(ad, "responsive_search_ad")) {
    draft.refuse(errorCodes.required, at(path, "final_urls"));
  }
  for (const [index, url] of urls.entries()) {
    const code = urlError(url);
    if (code !== undefined) draft.refuse(code, at(path, "final_urls", index), { trigger: url });
  }
}

function urlError(url: string): (typeof errorCodes)[keyof typeof errorCodes] | undefined {
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)/i.exec(url);
  const protocol = parts?.[1]?.toLowerCase();
  if (protocol === undefined) return errorCodes.urlWithoutProtocol;
  if (protocol !== "http" && protocol !== "https") return errorCodes.urlWrongProtocol;
  if (parts?.[2] === "") return errorCodes.urlWithoutHost;
  return /[\s<>"\\^`]/.test(url) ? errorCodes.urlMalformed : undefined;
}

function checkExemptions(draft: Draft): void {
  const parameter = child(draft.operation, "policy_validation_parameter");
  if (parameter === undefined) return;
  const topics = texts(parameter, "ignorable_policy_topics");
  const keys = children(parameter, "exempt_policy_violation_keys");
  if (topics.length > 0 && keys.length > 0) {
    const place = at(draft.path.parent, "policy_validation_parameter");
    draft.refuse(errorCodes.bothExemptions, place);
  }
}

/** resources/ad_group_ad.proto. */
export const adGroupAdRules: EntityRules = {
  check: (draft) => {
    checkExemptions(draft);
    const ad = child(draft.resource, "ad");
    if (ad !== undefined && draft.verb === "create") {
      checkAd(draft, ad, at(draft.path, "ad"), "ad.");
    } else if (draft.verb === "create") {
      draft.refuse(errorCodes.required, at(draft.path, "ad"));
    }
  },
};

/** resources/ad.proto: an `ad` resource can only be updated. */
export const adRules: EntityRules = {
  check: (draft) => {
    checkExemptions(draft);
    checkAd(draft, draft.resource, draft.path, "");
  },
};
