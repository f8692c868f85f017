import type { Words } from "../column-map.ts";

/** Whom a location reaches: people who are there, or also people who are interested in it. */
export const targetingMethods: Words = {
  "location of presence or area of interest": "PRESENCE_OR_INTEREST",
  "presence or interest": "PRESENCE_OR_INTEREST",
  "location of presence": "PRESENCE",
  presence: "PRESENCE",
};
