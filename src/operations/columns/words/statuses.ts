import type { Words } from "../column-map.ts";

/**
 * The statuses that a sheet can set. Google Ads Editor also reads Inactive, Disapproved, Normal, Pending
 * and Ended as Enabled. These are left out: people mean the opposite by Inactive, and the others are
 * states of serving in the web interface, so nobody asks with them to enable something.
 */
export const statuses: Words = {
  enabled: "ENABLED",
  paused: "PAUSED",
  removed: "REMOVED",
  active: "ENABLED",
  live: "ENABLED",
  on: "ENABLED",
  off: "PAUSED",
  deleted: "REMOVED",
};
