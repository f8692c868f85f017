import { block, isWaiting, leadsNowhere, needsOf, parentsOf } from "../../delivery/relatives.ts";
import type { PathElement } from "../../failure/failure.ts";
import { parsePath } from "../../failure/location.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import type { Builder } from "../../operations/build.ts";
import type { Fault } from "../../operations/cells/fault.ts";
import { targetOf } from "../../operations/schema/atomic-group.ts";
import { readOperation } from "../../operations/schema/encoded-operation.ts";
import { naturalKeyOf } from "../../operations/schema/natural-key.ts";
import { nameText, readSought } from "../../operations/sought-name.ts";
import { faultError, invalidRow } from "../../outcome/row-result.ts";
import { parseRecord } from "../../sheet/csv/records.ts";
import { limitFaults } from "./limit-faults.ts";
import { requiredFaults } from "./required.ts";

/** Rows checked together. */
const PAGE = 1_000;

/**
 * Finds faults that an upload would only learn from Google: missing fields, values over the limits,
 * duplicates, and temporary ids that no row defines. Such rows become invalid, and rows that depend on them
 * become blocked. Only for runs that are never sent.
 */
export function findMore(ledger: Ledger, builder: Builder): void {
  ledger.jobs.forgetChanges();
  for (const customerId of ledger.rows.customersWith("unsent")) {
    const children: number[] = [];
    let after = 0;
    for (;;) {
      const rows = [...ledger.rows.unsent(customerId, after, PAGE)];
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.number;
      ledger.transaction(() => {
        for (const row of rows) {
          judge(row, customerId, ledger, builder);
          if (parentsOf(ledger, customerId, row).length > 0) children.push(row.number);
        }
      });
    }
    blockChildren(ledger, customerId, children);
  }
  ledger.jobs.forgetChanges();
}

/** Blocks every row that needs an unsendable row, before or after it in the file, until nothing changes. */
function blockChildren(ledger: Ledger, customerId: string, children: readonly number[]): void {
  let pending = children;
  for (let isAnyBlocked = true; isAnyBlocked;) {
    const before = pending.length;
    ledger.transaction(() => {
      pending = pending.filter((number) => !blocksChild(ledger, customerId, number));
    });
    isAnyBlocked = pending.length < before;
  }
}

/** Blocks a row that needs one that does not wait to be sent; the answer tells whether it does. */
function blocksChild(ledger: Ledger, customerId: string, number: number): boolean {
  const row = ledger.rows.asSent(number);
  if (row === undefined || ledger.rows.find(number)?.outcome !== "unsent") return false;
  for (const { name, parent } of needsOf(ledger, customerId, row)) {
    if (parent === undefined || isWaiting(parent)) continue;
    block(ledger, number, parent.number, name);
    return true;
  }
  return false;
}

function judge(row: UnsentRow, customerId: string, ledger: Ledger, builder: Builder): void {
  const cells = parseRecord(row.raw, ledger.run.dialect);
  const operation = readOperation(row.operation);
  const columnOf = (path: readonly PathElement[]): number | null => builder.columnOf(cells, path);
  const at = (path: string): number | null => columnOf(parsePath(path));
  const faults: Fault[] = [
    ...requiredFaults(operation, columnOf),
    ...limitFaults(operation, columnOf),
    ...twice(row, customerId, ledger, at),
  ];
  for (const { name, parent } of needsOf(ledger, customerId, row)) {
    if (parent === undefined || parent.number === row.number)
      faults.push(leadsNowhere(name, row, columnOf));
  }
  if (faults.length > 0) {
    ledger.rows.record(invalidRow(row.number, faults.map(faultError)));
  }
}

/** A fault if an earlier row changes or creates the same resource. */
function twice(
  { number, operation }: UnsentRow,
  customerId: string,
  ledger: Ledger,
  at: (path: string) => number | null,
): readonly Fault[] {
  const target = targetOf(operation);
  if (target !== null) {
    const first = ledger.jobs.firstToChange(`${customerId} ${target}`, number);
    if (first === null) return [];
    return [
      {
        code: "SAME_RESOURCE_TWICE",
        message: `Row ${first} also changes ${readable(target)}.`,
        advice: `Put both changes into row ${first}, or upload one of the rows in a separate file.`,
        column: at("resource_name"),
        fieldPath: "resource_name",
      },
    ];
  }
  const key = naturalKeyOf(readOperation(operation));
  if (typeof key === "string") return [];
  const values = key.fields.map((field, index) => {
    const value = key.values[index] ?? "";
    // Keywords are compared without case.
    return field === "keyword.text" ? value.toLowerCase() : value;
  });
  const first = ledger.jobs.firstToChange(
    JSON.stringify([customerId, key.entity, ...values]),
    number,
  );
  if (first === null) return [];
  const field = key.fields.find((name) => name === "keyword.text") ?? key.fields.at(-1) ?? "";
  return [
    {
      code: "SAME_RESOURCE_TWICE",
      message: `Row ${first} creates the same ${key.entity.replaceAll("_", " ")}: ${named(key.fields, key.values)}.`,
      advice: "Change or remove one of the rows.",
      column: at(field),
      fieldPath: field,
    },
  ];
}

/** A resource in words if it is identified by something other than its resource name. */
function readable(value: string): string {
  const name = readSought(value);
  return name === null ? value : nameText(name);
}

function named(fields: readonly string[], values: readonly string[]): string {
  return fields
    .map((field, index) => {
      const value = values[index] ?? "";
      // The words for a resource already include the field.
      return readSought(value) === null ? `${field} ${value}` : readable(value);
    })
    .filter((part) => part !== "negative false")
    .join(", ");
}
