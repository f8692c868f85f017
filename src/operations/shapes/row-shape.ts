import type { Gap, GapValue } from "./gap.ts";

/** What rows have in common whose operations differ only in plain values. */
export interface RowShape {
  /** Where the values are. */
  readonly gaps: readonly Gap[];
  /** What the row that was built last has in them, after their prefixes. The next row overwrites it. */
  readonly rests: readonly GapValue[];
}
