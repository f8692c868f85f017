import type { Gap } from "./gap.ts";

/** What rows have in common whose operations differ only in plain values. */
export interface RowShape {
  /** Where the values are. */
  readonly gaps: readonly Gap[];
}
