import type { Words } from "../column-map.ts";

function fieldsFor(campaign: string, group: string): Readonly<Record<string, string>> {
  return {
    "campaign.ad_serving_optimization_status": campaign,
    "ad_group.ad_rotation_mode": group,
  };
}

const OPTIMIZE = fieldsFor("OPTIMIZE", "OPTIMIZE");

const ROTATE = fieldsFor("ROTATE_INDEFINITELY", "ROTATE_FOREVER");

/** How ads take turns. Campaigns and ad groups have different fields for it. */
export const adRotations: Words = {
  "optimize for clicks": OPTIMIZE,
  optimize: OPTIMIZE,
  "rotate indefinitely": ROTATE,
  "do not optimize": ROTATE,
};
