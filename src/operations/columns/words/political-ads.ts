import type { Words } from "../column-map.ts";

const NONE = "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING";

const SOME = "CONTAINS_EU_POLITICAL_ADVERTISING";

/** The campaign's declaration: Editor writes half a sentence, the web interface's spreadsheets have yes and no. */
export const politicalAds: Words = {
  "doesn't have eu political ads": NONE,
  "doesn’t have eu political ads": NONE,
  no: NONE,
  "has eu political ads": SOME,
  yes: SOME,
};
