import { parsePath } from "../../failure/location.ts";
import { invalidRow, faultError } from "../../outcome/row-result.ts";
import type { Builder } from "../../operations/build.ts";
import { type ReadOperation, readOperation } from "../../operations/schema/encoded-operation.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { KeyHash } from "./key-hash.ts";
import type { KeyIndex } from "./key-index.ts";
import type { Fault } from "../../operations/cells/fault.ts";
import { type NaturalKey, naturalKeyOf } from "../../operations/schema/natural-key.ts";
import { nameText, readSought } from "../../operations/sought-name.ts";

/** What a row creates, if there can be only one of it in an account; null otherwise. */
export function keyOf(operation: ReadOperation, customerId: string): string | null {
  const key = naturalKeyOf(operation);
  if (typeof key === "string") return null;
  const values = key.fields.map((field, index) => comparedValue(field, key.values[index] ?? ""));
  return [customerId, key.entity, ...values].join(SEPARATOR);
}

/** Keywords are compared without case. */
function comparedValue(field: string, value: string): string {
  return field === "keyword.text" ? value.toLowerCase() : value;
}

const SEPARATOR = "\u0000";

/** The hash of that key: equal keys have the same, and others hardly ever but for case. */
export function keyHashOf(operation: ReadOperation, customerId: string): number | null {
  const key = naturalKeyOf(operation);
  if (typeof key === "string") return null;
  const hash = new KeyHash();
  addOwner(hash, customerId, key.entity);
  for (const [place, value] of key.values.entries()) hash.add(place, value);
  return hash.value;
}

/** Adds what keys have before the values of their fields. */
export function addOwner(hash: KeyHash, customerId: string, entity: string): void {
  hash.add(-2, customerId);
  hash.add(-3, entity);
}

/**
 * Refuses the rows that create what an earlier row of the file creates already.
 * @param builder finds the columns of the findings.
 */
export function refuseRepeated({ rows }: Ledger, index: KeyIndex, builder: Builder): void {
  for (const group of index.repeated()) {
    const firsts = new Map<string, number>();
    for (const number of group) {
      const sent = rows.asSent(number);
      const customerId = rows.find(number)?.customerId ?? null;
      if (sent === undefined || customerId === null) continue;
      const operation = readOperation(sent.operation);
      const text = keyOf(operation, customerId);
      const key = naturalKeyOf(operation);
      if (text === null || typeof key === "string") continue;
      const first = firsts.get(text);
      if (first === undefined) {
        firsts.set(text, number);
        continue;
      }
      const columnOf = (field: string): number | null =>
        builder.columnOf(rows.cellsOf(number), parsePath(field));
      rows.record(invalidRow(number, [faultError(faultOf(key, first, columnOf))]));
    }
  }
}

function faultOf(
  { entity, fields, values }: NaturalKey,
  first: number,
  columnOf: (field: string) => number | null,
): Fault {
  const field = fields.find((name) => name === "keyword.text") ?? fields.at(-1) ?? "";
  return {
    code: "SAME_RESOURCE_TWICE",
    message: `Row ${first} creates the same ${entity.replaceAll("_", " ")}: ${named(fields, values)}.`,
    advice: "Change or remove one of the rows.",
    column: columnOf(field),
    fieldPath: field,
  };
}

/** A resource in words if it is identified by something other than its resource name. */
export function readable(value: string): string {
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
