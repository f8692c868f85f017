import { LEVEL, type Words } from "../column-map.ts";

const TYPES = ["broad", "phrase", "exact"] as const;

const OF_CAMPAIGN = { [LEVEL]: "campaign" };

/** `Broad`, `Broad match`: a match type, without and with the word that the web interface adds. */
function spellingsOf(type: string): readonly string[] {
  return [type, `${type} match`];
}

function negatives(prefix: string, more: Readonly<Record<string, string>>): Words {
  return Object.fromEntries(
    TYPES.flatMap((type) =>
      spellingsOf(type).map((text) => [
        `${prefix}${text}`,
        { "keyword.match_type": type.toUpperCase(), negative: "true", ...more },
      ]),
    ),
  );
}

/** Only says that the keyword is negative: the match type comes from another column or from the keyword's marks. */
const NEGATIVE = { negative: "true" };

/** Match types, as Google's tools write them. Google reads the retired broad match modifier as broad. */
export const matchTypes: Words = {
  ...Object.fromEntries(
    TYPES.flatMap((type) => spellingsOf(type).map((text) => [text, type.toUpperCase()])),
  ),
  "broad match modifier": "BROAD",
  ...negatives("negative ", {}),
  ...negatives("campaign negative ", OF_CAMPAIGN),
  negative: NEGATIVE,
  "campaign negative": { ...NEGATIVE, ...OF_CAMPAIGN },
};
