import type { Fault } from "./cells/fault.ts";
import { headerKey } from "./columns/column-map.ts";
import type { ColumnView } from "./columns/view.ts";
import type { Layout } from "./fields/layout.ts";
import type { Subject } from "./row-subject.ts";

/** What is to be done with a row of an export about something that is removed. */
export type RemovedRow =
  /** It is not about something removed. */
  | { readonly kind: "none" }
  /** It only lists what is gone. Its name may belong to something else by now, so nothing is done with it. */
  | { readonly kind: "gone" }
  | { readonly kind: "fault"; readonly fault: Fault };

const STATE = /^(campaign|adgroup|keyword|ad)?(serving)?(status|state)$/;

/** Whether a column that is not read tells whether something is removed. */
export function isStateHeader(header: string): boolean {
  return STATE.test(headerKey(header));
}

const NONE: RemovedRow = { kind: "none" };

/**
 * Tells rows of exports about removed things apart: Google keeps them with their names, and lists them among
 * the others. A status of Removed is never sent.
 */
export function removedRows(
  view: ColumnView,
  headers: readonly string[],
): (given: readonly string[], seen: readonly string[], subject: Subject) => RemovedRow {
  if (!view.isExport) return () => NONE;
  const statuses = view.columns.flatMap(({ fields, source }, at) => {
    const path = fields?.find((field) => /(^|\.)status$/.test(field));
    return path === undefined ? [] : [{ at, source, fields: fields ?? [] }];
  });
  // In reports of the web interface, Status is a state such as "Campaign removed". What is removed stays so
  // if the user has the column ignored.
  const states = view.rules.flatMap((rule, column) =>
    rule.kind === "ignored" && isStateHeader(headers[column] ?? "") ? [column] : [],
  );
  return (given, seen, { layout, verb, hasOwnVerb }) => {
    if (states.some((column) => /\b(removed|deleted)\b/i.test(given[column] ?? "")))
      return { kind: "gone" };
    const removed = statuses.filter(({ at }) => seen[at] === "REMOVED");
    const own = removed.find(({ fields }) => layout !== null && isOwn(fields, layout));
    if (removed.some((status) => status !== own)) return { kind: "gone" };
    if (own === undefined || (hasOwnVerb && verb === "remove")) return NONE;
    return hasOwnVerb ? { kind: "fault", fault: notByStatus(own.source) } : { kind: "gone" };
  };
}

function isOwn(fields: readonly string[], { entity }: Layout): boolean {
  return fields.some((field) => field === "status" || field === `${entity.name}.status`);
}

function notByStatus(column: number | null): Fault {
  return {
    code: "UNSUPPORTED_OPERATION",
    message: "A status cannot remove what the row is about.",
    advice: "To remove it, write Remove as the row's action. To keep it, write Enabled or Paused.",
    column,
    fieldPath: "status",
  };
}
