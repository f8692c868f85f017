import { quoted } from "./cells/fault.ts";
import type { Layout } from "./fields/layout.ts";
import type { RowDraft } from "./row-draft.ts";

/** How Google's tools mark a row of the whole account in the column of the campaign: `<Account-level>`. */
const MARK = /^\s*[<[]\s*account[\s_-]*level\s*[>\]]\s*$/i;

/** Refuses a row that says it belongs to the account: its mark is not the name of a campaign to look for or to create. */
export function refuseAccountLevel({ entity, root, references }: Layout, row: RowDraft): void {
  const names = references.flatMap(({ parts }) => parts.map(({ column }) => column));
  for (const node of root?.children ?? [])
    if (node.kind === "leaf" && (node.name === "campaign" || node.path === "name"))
      names.push(node.column);
  for (const column of new Set(names)) {
    const text = row.text(column);
    if (!MARK.test(text)) continue;
    row.fault(
      "BAD_RESOURCE_NAME",
      `${quoted(text.trim())} means the whole account, and a row of ${entity.name} belongs to one campaign.`,
      "Drop the row, or upload it as a row of the account in a sheet with API field names, such as customer_negative_criterion or customer_asset.",
      column,
      "campaign",
    );
  }
}
