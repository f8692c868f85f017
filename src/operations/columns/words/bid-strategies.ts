import type { Words } from "../column-map.ts";

/** Stands for the settings of a strategy that means nothing without a figure from another column. */
export const NEEDS_FIGURE = "{?}";

const ENHANCED = '{"enhanced_cpc_enabled": true}';

/** Each strategy with the message that it stands for, and the words for it. */
const STRATEGIES: readonly (readonly [field: string, message: string, ...words: string[]])[] = [
  ["manual_cpc", "{}", "manual cpc", "cpc"],
  ["manual_cpc", ENHANCED, "manual cpc (enhanced)", "cpc (enhanced)", "enhanced cpc"],
  ["manual_cpm", "{}", "manual cpm", "cpm", "viewable cpm"],
  ["manual_cpv", "{}", "manual cpv", "cpv", "maximum cpv"],
  ["target_spend", "{}", "maximize clicks", "maximise clicks", "target spend"],
  ["maximize_conversions", "{}", "maximize conversions", "maximise conversions"],
  ["maximize_conversion_value", "{}", "maximize conversion value", "maximise conversion value"],
  // The API has the next two as the strategies above, with a target.
  ["maximize_conversions", NEEDS_FIGURE, "target cpa", "maximize conversions (target cpa)"],
  [
    "maximize_conversion_value",
    NEEDS_FIGURE,
    "target roas",
    "maximize conversion value (target roas)",
  ],
  ["target_impression_share", NEEDS_FIGURE, "target impression share"],
  ["target_cpm", "{}", "target cpm"],
  ["target_cpv", "{}", "target cpv"],
  ["percent_cpc", "{}", "percent cpc", "cpc%"],
];

/** Bidding strategies. Their figures are in columns of their own. */
export const bidStrategies: Words = Object.fromEntries(
  STRATEGIES.flatMap(([field, message, ...words]) =>
    words.map((word) => [word, { [`campaign.${field}`]: message }]),
  ),
);
