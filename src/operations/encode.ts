import protobuf from "protobufjs";
import { maxOperationBytes } from "../api/limits.ts";
import { refuseAccountLevel } from "./account-level.ts";
import { assemble, onlyFor } from "./assemble.ts";
import { exempting, type Exemptions } from "./exemption-fields.ts";
import { leafNamed } from "./fields/field-kind.ts";
import type { Layout } from "./fields/layout.ts";
import { fillNaturalName, fillReferences, keyText } from "./natural-name.ts";
import type { RowDraft } from "./row-draft.ts";
import type { Verb } from "./schema/entity.ts";
import { keyRuleOf } from "./schema/natural-key.ts";

/**
 * The operation that a row asks for, as it goes into a request. What is wrong with the row becomes faults of
 * the draft; the bytes then hold what its other cells ask for.
 * @param cellText a cell in the words of a message: its header and its text.
 * @param isAdded whether a column is not one of the user's: a constant of a map.
 */
export function encode(
  layout: Layout,
  verb: Verb,
  row: RowDraft,
  exemptions: Exemptions | null,
  cellText: (column: number) => string,
  isAdded: (column: number) => boolean,
): Uint8Array {
  // The user's own columns are checked as a whole; these are constants of a map.
  for (const { column, advice } of layout.unknown) {
    if (!isAdded(column) || row.isEmpty(column) || verb === "remove") continue;
    row.fault(
      "UNKNOWN_COLUMN",
      `${layout.entity.name} has no field for this column.`,
      advice,
      column,
      "",
    );
  }
  const keyFields = keyRuleOf(layout.entity.name)?.fields ?? [];
  for (const { column, first, path } of layout.doubled) {
    if (row.isEmpty(column) || row.isEmpty(first)) continue;
    if (wordOf(row.text(column)) === wordOf(row.text(first))) continue;
    if (verb === "remove" && path !== "resource_name" && !keyFields.includes(path)) continue;
    row.fault(
      "CONFLICTING_COLUMNS",
      `The row gives ${path} two values: ${cellText(first)} and ${cellText(column)}.`,
      "Write the same value in both, or empty one of them.",
      column,
      path,
    );
  }
  refuseAccountLevel(layout, row);
  fillNaturalName(layout, row);
  fillReferences(layout, row);
  const resource = layout.root === null ? {} : (assemble(onlyFor(verb, layout.root), row) ?? {});
  const operation = {
    ...operationOf(layout, verb, resource, row),
    ...(exemptions === null ? {} : exempting(layout.entity, exemptions)),
  };
  const writer = protobuf.Writer.create();
  writer.uint32((layout.entity.number << 3) | 2).fork();
  layout.entity.operation.encode(operation, writer).ldelim();
  const bytes = writer.finish();
  if (row.faults.length === 0 && bytes.length > maxOperationBytes) {
    row.fault(
      "ROW_TOO_LARGE",
      `The row has ${bytes.length.toLocaleString("en")} bytes; a request can have ${maxOperationBytes.toLocaleString("en")}.`,
      "Shorten its longest cell.",
      null,
      "",
    );
  }
  return bytes;
}

function operationOf(
  layout: Layout,
  verb: Verb,
  resource: Readonly<Record<string, unknown>>,
  row: RowDraft,
): Readonly<Record<string, unknown>> {
  const name = resource["resource_name"];
  if (verb !== "create" && name === undefined && row.faults.length === 0) {
    const column = leafNamed(layout.root, "resource_name")?.column ?? null;
    const key = keyText(layout.entity.name);
    row.fault(
      "MISSING_RESOURCE_NAME",
      `To ${verb} a resource, the row has to name it.`,
      key === null
        ? "Fill a column resource_name with its name or id."
        : `Fill a column resource_name with its name or id, or fill the fields it is looked up by: ${key}.`,
      column,
      "resource_name",
    );
  }
  switch (verb) {
    case "create":
      return { create: resource };
    case "remove":
      return { remove: name };
    case "update":
      row.mask.delete("resource_name");
      if (row.mask.size === 0 && row.faults.length === 0) {
        const isSought = row.inKey.size > 0;
        row.fault(
          "NOTHING_TO_UPDATE",
          isSought
            ? `The row says which ${layout.entity.name} it is about, but does not change it.`
            : "The row changes nothing.",
          isSought
            ? "Fill the cells to change. To change the name itself, identify the resource in a column resource_name."
            : "Fill the cells to change; [] clears a field.",
          null,
          "",
        );
      }
      return { update: resource, update_mask: { paths: [...row.mask] } };
  }
}

/** A text in the form in which two cells are compared: enums are written in several ways. */
function wordOf(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[\s_-]+/g, "_");
}
