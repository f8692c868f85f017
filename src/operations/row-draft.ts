import type { LocalCode } from "../failure/own-error.ts";
import type { DecimalComma } from "./cells/decimal.ts";
import type { Fault } from "./cells/fault.ts";
import type { Verb } from "./schema/entity.ts";
import { isTemporary } from "./schema/name-pattern.ts";
import { type SoughtName, soughtText } from "./sought-name.ts";

/** A resource that a row identifies by something other than its resource name. */
export interface Sought {
  /** The placeholder for it among the temporary names. */
  readonly text: string;
  /** Index of the column that names it. */
  readonly column: number | null;
}

/** One row while its resource is built: its cells, the fields filled so far, and its faults. */
export class RowDraft {
  readonly cells: readonly string[];
  readonly entity: string;
  readonly verb: Verb;
  readonly customerId: string;
  readonly faults: Fault[];
  readonly names: ReadonlyMap<string, string>;
  /** Numbers may have a decimal comma. */
  readonly decimalComma: DecimalComma;
  readonly mask = new Set<string>();
  readonly uses: string[] = [];
  readonly sought: Sought[] = [];
  /** Fields of the resource that are filled by looking up names, not by their own cells. */
  readonly given = new Map<string, string>();
  /** Columns that identify the resource and do not change it. */
  readonly inKey = new Set<number>();
  defines: string | null = null;

  constructor(
    cells: readonly string[],
    entity: string,
    verb: Verb,
    customerId: string,
    names: ReadonlyMap<string, string>,
    faults: Fault[],
    decimalComma: DecimalComma,
  ) {
    this.cells = cells;
    this.entity = entity;
    this.verb = verb;
    this.customerId = customerId;
    this.names = names;
    this.decimalComma = decimalComma;
    this.faults = faults;
  }

  fault(
    code: LocalCode,
    message: string,
    advice: string,
    column: number | null,
    fieldPath: string,
  ): undefined {
    this.faults.push({ code, message, advice, column, fieldPath });
    return undefined;
  }

  /** The resource name of the named resource, or a placeholder until it is known. */
  lookUp(name: SoughtName, column: number | null): string {
    const text = soughtText(name);
    this.sought.push({ text, column });
    this.uses.push(text);
    const known = this.names.get(text);
    if (known === undefined || !isTemporary(known)) return known ?? text;
    const real = this.names.get(known);
    if (real === undefined) this.uses.push(known);
    return real ?? known;
  }

  text(column: number): string {
    return this.cells[column] ?? "";
  }

  isEmpty(column: number): boolean {
    return isBlank(this.cells[column]);
  }
}

export function isBlank(cell: string | undefined): boolean {
  return cell === undefined || cell.trim() === "";
}
