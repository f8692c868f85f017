import type { Checks } from "../../intake/new-run.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { PathElement } from "../../failure/failure.ts";
import type { Builder, Operation, Refusal } from "../../operations/build.ts";
import type { Fault } from "../../operations/cells/fault.ts";
import type { RowShape } from "../../operations/shapes/row-shape.ts";
import { type ReadOperation, readOperation } from "../../operations/schema/encoded-operation.ts";
import { keyHashOf, refuseRepeated } from "./duplicates.ts";
import { KeyIndex } from "./key-index.ts";
import { limitFaults, lengthFaults } from "./limit-faults.ts";
import { requiredFaults } from "./required.ts";
import { type ShapeCheck, shapeCheckOf } from "./shape-check.ts";
import { valueFaults } from "./value-faults.ts";

/**
 * The findings that hold whatever the state of the account: fields that a new resource lacks, values over the
 * limits or with what Google takes nowhere, and what an earlier row of the file creates already. `check` and
 * `upload` share them.
 */
export function checksOf(builder: Builder, ledger: Ledger): Checks {
  const read = rememberingLast(readOperation);
  const index = new KeyIndex();
  const shapes = new Map<RowShape, ShapeCheck>();
  // The operation that was built last and the hash of its key, if it did not have to be read for it.
  let lastBytes: Uint8Array | null = null;
  let lastHash: number | null = null;
  return {
    builder: {
      ...builder,
      build(cells, names, exemptions) {
        const built = builder.build(cells, names, exemptions);
        if (built.kind === "left-out") return built;
        const shape = built.kind === "operation" ? built.shape : null;
        const check = shape === null ? undefined : shapes.get(shape);
        if (built.kind === "operation" && shape !== null && check?.isSound(shape.rests) === true) {
          lastBytes = built.bytes;
          lastHash = check.keyHashOf(shape.rests);
          return built;
        }
        const faults = findings(built, cells, builder, read);
        if (built.kind === "operation" && shape !== null && faults.length === 0)
          shapes.set(shape, shapeCheckOf(shape, read(built.bytes), built.customerId));
        if (faults.length === 0) return built;
        if (built.kind === "refusal") return { ...built, faults: [...built.faults, ...faults] };
        const { customerId, defines, bytes, passed } = built;
        return { kind: "refusal", customerId, defines, faults, passed, unread: [], partial: bytes };
      },
    },
    note({ operation, customerId, number }) {
      if (operation === null || customerId === null) return;
      const hash = lastBytes === operation ? lastHash : keyHashOf(read(operation), customerId);
      if (hash !== null) index.add(hash, number);
    },
    compare: () => ledger.transaction(() => refuseRepeated(ledger, index, builder)),
  };
}

function findings(
  built: Operation | Refusal,
  cells: readonly string[],
  builder: Builder,
  read: (bytes: Uint8Array) => ReadOperation,
): readonly Fault[] {
  const columnOf = (path: readonly PathElement[]): number | null => builder.columnOf(cells, path);
  if (built.kind === "operation") {
    const operation = read(built.bytes);
    return [
      ...requiredFaults(operation, columnOf),
      ...limitFaults(operation, columnOf),
      ...valueFaults(operation, columnOf),
    ];
  }
  if (built.partial === null) return [];
  const operation = read(built.partial);
  // What a faulty cell would have filled is not missing, and its list is not complete.
  const isTold = (field: string): boolean =>
    built.faults.some(({ fieldPath }) => fieldPath !== "" && overlap(field, fieldPath));
  const columns = new Set(built.faults.map(({ column }) => column));
  return [
    ...requiredFaults(operation, columnOf, isTold),
    ...lengthFaults(operation, columnOf),
    ...valueFaults(operation, columnOf),
  ].filter(({ column }) => column === null || !columns.has(column));
}

/** Whether one path is the other, or leads to it. */
function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** Reads the same operation only once when it is asked for twice in a row. */
function rememberingLast(
  read: (bytes: Uint8Array) => ReadOperation,
): (bytes: Uint8Array) => ReadOperation {
  let last: { readonly bytes: Uint8Array; readonly operation: ReadOperation } | null = null;
  return (bytes) => {
    if (last?.bytes !== bytes) last = { bytes, operation: read(bytes) };
    return last.operation;
  };
}
