import { blamedFields, parsePath } from "../../failure/location.ts";
import { counted } from "../../messages/counted.ts";
import { oneLine } from "../../messages/visible.ts";
import { wrapped } from "../../messages/wrapped.ts";
import type { DecodedError } from "./decoded.ts";

/** The errors of a saved response as text: one line per error, with details and advice below it. */
export function decodedTable(errors: readonly DecodedError[]): string {
  if (errors.length === 0) return "The response contains no errors.\n";
  const withRows = errors.some(({ row }) => row !== undefined);
  const header = withRows ? ["row", "column", "code"] : ["operation", "field", "code"];
  const lines = errors.map((error) => headCells(error, withRows));
  const widths = header.map((name, column) =>
    lines.reduce(
      (width, cells) => Math.min(widest, Math.max(width, (cells[column] ?? "").length)),
      name.length,
    ),
  );
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
  const rows = errors.map((error, at) => line(lines[at] ?? []) + body(error));
  return `${line(header)}${rows.join("")}\n${countText(errors)}\n`;
}

const widest = 50;

function headCells(error: DecodedError, withRows: boolean): readonly string[] {
  const code = error.code ?? "(no code)";
  const none = "-";
  const cells = withRows
    ? [String(error.row ?? none), error.column ?? none, code]
    : [String(error.operation_index ?? none), error.field_path || none, code];
  return cells.map(oneLine);
}

function labelled(label: string, text: string | null): string {
  return text === null || text === "" ? "" : wrapped(`    ${label.padEnd(12)}`, text);
}

function body(error: DecodedError): string {
  // With a sheet, the first line has its column; a field without one would be named nowhere.
  const isUnnamed = error.row !== undefined && error.column === null;
  const field = isUnnamed && blamedFields(pathOf(error)).length > 0 ? error.field_path : "";
  return [
    labelled("Field", field),
    labelled("Message", error.message),
    labelled("Value", error.trigger),
    labelled("Details", error.details === null ? null : JSON.stringify(error.details)),
    labelled("What to do", `${error.advice} (${error.action})`),
  ].join("");
}

function pathOf({ field_path, message }: DecodedError): Parameters<typeof blamedFields>[0] {
  return { path: parsePath(field_path), message };
}

function countText(errors: readonly DecodedError[]): string {
  const operations = new Set(
    errors.map((error) => error.operation_index).filter((index) => index !== null),
  );
  const ids = [...new Set(errors.map((error) => error.request_id).filter((id) => id !== null))];
  return [
    `${counted(errors.length, "error")}${operations.size === 0 ? "" : ` in ${counted(operations.size, "operation")}`}.`,
    ids.length === 0 ? "" : ` Request id: ${oneLine(ids.join(", "))}.`,
  ].join("");
}
