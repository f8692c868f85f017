import type { Words } from "../column-map.ts";

/** Types of campaigns, as Google's tools and their users write them. */
export const campaignTypes: Words = {
  search: "SEARCH",
  "search only": "SEARCH",
  "search network only": "SEARCH",
  display: "DISPLAY",
  "display only": "DISPLAY",
  "display network only": "DISPLAY",
  shopping: "SHOPPING",
  video: "VIDEO",
  "performance max": "PERFORMANCE_MAX",
  pmax: "PERFORMANCE_MAX",
  "demand gen": "DEMAND_GEN",
  discovery: "DEMAND_GEN",
};
