import type { NewRow } from "../ledger/rows.ts";
import { RunError } from "../messages/run-error.ts";
import type { RowDefaults } from "../operations/build.ts";
import type { ColumnMap } from "../operations/columns/column-map.ts";
import { viewOf } from "../operations/columns/view.ts";
import { normalHeader } from "../operations/fields/header.ts";

/** What every row has to say, unless an option says it for all, with the words for a file in which none does. */
const CONTROLS = {
  "LocalError.MISSING_CUSTOMER_ID": {
    missing: "which account it is for",
    advice: "Add --customer-id 123-456-7890, or fill a column customer_id.",
  },
  "LocalError.MISSING_ENTITY": {
    missing: "what it is about",
    advice: "Add --entity, such as --entity campaign, or fill a column entity.",
  },
  "LocalError.MISSING_OPERATION": {
    missing: "whether to create, update or remove",
    advice: "Add --operation create, update or remove, or fill a column operation.",
  },
} as const;

type Control = keyof typeof CONTROLS;

const CODES = Object.keys(CONTROLS) as readonly Control[];

/**
 * Refuses a file in which no row can name its account, before it is read.
 * @throws RunError
 */
export function checkAccount(
  name: string,
  headers: readonly string[],
  map: ColumnMap | null,
  defaults: RowDefaults,
): void {
  const { columns } = viewOf(headers, map, defaults);
  const isGiven =
    defaults.customerId !== null ||
    columns.some(({ fields }) => normalHeader(fields?.[0] ?? "") === "customer_id");
  if (!isGiven) throw fileFault(name, ["LocalError.MISSING_CUSTOMER_ID"]);
}

/** Finds what no row of a file says. It is one fault of the file, and not one of each row. */
export interface ControlCount {
  note(row: NewRow): void;
  /** What none of the rows said that were noted; null if there is nothing. */
  fault(name: string): RunError | null;
}

export function controlCount(): ControlCount {
  // What was missing in every row so far.
  let missing: readonly Control[] | null = null;
  return {
    note({ operation, errors }) {
      const isDropped = operation === null && errors.length === 0;
      if (isDropped || missing?.length === 0) return;
      missing = (missing ?? CODES).filter((code) => errors.some((error) => error.code === code));
    },
    fault: (name) => (missing === null || missing.length === 0 ? null : fileFault(name, missing)),
  };
}

function fileFault(name: string, codes: readonly Control[]): RunError {
  const missing = codes.map((code) => CONTROLS[code].missing).join(", or ");
  return new RunError(`No row of ${name} says ${missing}.`, {
    wayOut: codes.map((code) => CONTROLS[code].advice).join("\n  "),
  });
}
