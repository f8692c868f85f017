import { block, isWaiting, leadsNowhere, needsOf, parentsOf } from "../../delivery/relatives.ts";
import type { PathElement } from "../../failure/failure.ts";
import { parsePath } from "../../failure/location.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import type { Builder } from "../../operations/build.ts";
import type { Fault } from "../../operations/cells/fault.ts";
import { targetOf } from "../../operations/schema/atomic-group.ts";
import { readOperation } from "../../operations/schema/encoded-operation.ts";
import { faultError, invalidRow } from "../../outcome/row-result.ts";
import { readable } from "./duplicates.ts";
import { type Wholes, wholesOf } from "./wholes.ts";

/** Rows checked together. */
const PAGE = 1_000;

/**
 * Finds what is told only of a run that is never sent: what rows make together and is not whole, changes to
 * one resource in several rows, and temporary ids that no row defines. Such rows become invalid, and rows
 * that depend on them or on another invalid row become blocked.
 */
export function findMore(ledger: Ledger, builder: Builder): void {
  ledger.jobs.forgetChanges();
  for (const customerId of ledger.rows.customersWith("unsent")) {
    const children: number[] = [];
    const wholes = wholesOf();
    let after = 0;
    for (;;) {
      const rows = [...ledger.rows.unsent(customerId, after, PAGE)];
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.number;
      ledger.transaction(() => {
        for (const row of rows) {
          judge(row, customerId, ledger, builder, wholes);
          if (parentsOf(ledger, customerId, row).length > 0) children.push(row.number);
        }
      });
    }
    ledger.transaction(() => recordWholes(ledger, wholes));
    blockChildren(ledger, customerId, children);
  }
  ledger.jobs.forgetChanges();
}

/** Adds what is wrong with what several rows make to what is wrong with each. */
function recordWholes(ledger: Ledger, wholes: Wholes): void {
  for (const { row, fault } of wholes.faults()) {
    const before = ledger.rows.find(row)?.outcome === "invalid" ? ledger.rows.errorsOf(row) : [];
    ledger.rows.record(invalidRow(row, [...before, faultError(fault)]));
  }
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

function judge(
  row: UnsentRow,
  customerId: string,
  ledger: Ledger,
  builder: Builder,
  wholes: Wholes,
): void {
  const cells = ledger.rows.cellsOf(row.number);
  const columnOf = (path: readonly PathElement[]): number | null => builder.columnOf(cells, path);
  const at = (path: string): number | null => columnOf(parsePath(path));
  const operation = readOperation(row.operation);
  wholes.note(row.number, operation, columnOf);
  const faults: Fault[] = [...changedTwice(row, customerId, ledger, at)];
  for (const { name, parent } of needsOf(ledger, customerId, row)) {
    if (parent === undefined || parent.number === row.number)
      faults.push(leadsNowhere(name, row, columnOf));
  }
  if (faults.length > 0) {
    ledger.rows.record(invalidRow(row.number, faults.map(faultError)));
  }
}

/** A fault if an earlier row changes the same resource. Google takes both only in different requests. */
function changedTwice(
  { number, operation }: UnsentRow,
  customerId: string,
  ledger: Ledger,
  at: (path: string) => number | null,
): readonly Fault[] {
  const target = targetOf(operation);
  const first =
    target === null ? null : ledger.jobs.firstToChange(`${customerId} ${target}`, number);
  if (target === null || first === null) return [];
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
