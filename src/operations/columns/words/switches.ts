import type { Words } from "../column-map.ts";

/** Yes and no, in columns that switch something on. */
export const switches: Words = {
  enabled: "true",
  on: "true",
  disabled: "false",
  off: "false",
};
