/** The columns that are added behind the user's own. */
export const controlColumns = ["_run", "_row", "_outcome", "_errors"] as const;

export type ControlColumn = (typeof controlColumns)[number] | typeof exemptColumn;

/** Only there if an exemption from a policy can be asked for: the user writes `yes`. */
export const exemptColumn = "_exempt";
