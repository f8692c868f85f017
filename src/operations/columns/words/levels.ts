import type { Words } from "../column-map.ts";

/** Where a keyword or an asset belongs. */
export const levels: Words = {
  account: "account",
  "manager account": "account",
  campaign: "campaign",
  "ad group": "ad group",
  adgroup: "ad group",
  "asset group": "asset group",
};
