import type { Words } from "../column-map.ts";

/** Where on the page target impression share aims at. */
export const searchPositions: Words = {
  "anywhere on results page": "ANYWHERE_ON_PAGE",
  "top of results page": "TOP_OF_PAGE",
  "absolute top of results page": "ABSOLUTE_TOP_OF_PAGE",
};
