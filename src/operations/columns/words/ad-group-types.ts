import type { Words } from "../column-map.ts";

/** Types of ad groups, as Google's tools write them. `Standard` depends on the campaign and is left to Google. */
export const adGroupTypes: Words = {
  "search standard": "SEARCH_STANDARD",
  dynamic: "SEARCH_DYNAMIC_ADS",
  "search dynamic ads": "SEARCH_DYNAMIC_ADS",
  "search - dynamic": "SEARCH_DYNAMIC_ADS",
  display: "DISPLAY_STANDARD",
  "product shopping": "SHOPPING_PRODUCT_ADS",
  "shopping - product": "SHOPPING_PRODUCT_ADS",
};
