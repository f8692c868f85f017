import { LEVEL, ROW_KIND, type Words } from "../column-map.ts";

/** Other things whose rows stand among those that maps read. */
const OTHERS = [
  "location",
  "sitelink",
  "callout",
  "callout extension",
  "structured snippet",
  "promotion",
  "price",
  "call",
  "image",
  "audience",
  "ad schedule",
  "placement",
  "placement exclusion",
  "asset group",
  "product group",
  "label",
  "budget",
] as const;

function kind(
  name: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Words {
  const fields = { [ROW_KIND]: name, ...more };
  return Object.fromEntries(
    words.flatMap((word) => [word, `${word}s`]).map((word) => [word, fields]),
  );
}

const NEGATIVE = "negative keyword";

/** What a row is about. */
export const rowKinds: Words = {
  ...kind("campaign", ["campaign"]),
  ...kind("ad group", ["ad group", "adgroup"]),
  ...kind("keyword", ["keyword"]),
  ...kind(NEGATIVE, [NEGATIVE], { negative: "true" }),
  ...kind(NEGATIVE, [`campaign ${NEGATIVE}`], { negative: "true", [LEVEL]: "campaign" }),
  ...kind(NEGATIVE, [`ad group ${NEGATIVE}`], { negative: "true", [LEVEL]: "ad group" }),
  ...kind("ad", ["ad", "responsive search ad"]),
  ...Object.assign({}, ...OTHERS.map((other) => kind(other, [other]))),
};
