import { groupKeyOf } from "../../operations/schema/atomic-group.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import { operationKindOf, UNKNOWN_KIND } from "../../operations/schema/operation-kind.ts";
import type { NewRow } from "../rows.ts";
import { type PagedRow, PageDraft } from "./row-page.ts";
import type { Store } from "./sqlite-store.ts";

/** Accounts whose pages are filled at once: a sheet may have the rows of many in turn. */
const MOST_DRAFTS = 64;

/** Collects the rows of a new run that need no records of their own, by account, and writes them page by page. */
export class PageIntake {
  readonly #store: Store;
  readonly #drafts = new Map<string, PageDraft>();
  /** Drafts whose pages were written, to be filled again. */
  readonly #spare: PageDraft[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** Takes a row in; false if it needs a record of its own. */
  add(row: NewRow): boolean {
    const { customerId } = row;
    const paged = customerId === null ? null : pagedRow(row);
    if (customerId === null || paged === null) return false;
    let draft = this.#drafts.get(customerId);
    if (draft === undefined) {
      this.#writeOldest();
      draft = this.#spare.pop() ?? new PageDraft();
      this.#drafts.set(customerId, draft);
    }
    draft.add(paged);
    if (draft.isFull) this.#write(customerId, draft);
    return true;
  }

  /** Writes what is not written yet. */
  end(): void {
    for (const [customerId, draft] of this.#drafts) this.#write(customerId, draft);
    this.#spare.length = 0;
  }

  #writeOldest(): void {
    const [oldest] = this.#drafts;
    if (oldest !== undefined && this.#drafts.size >= MOST_DRAFTS) this.#write(...oldest);
  }

  #write(customerId: string, draft: PageDraft): void {
    const { first, last } = draft;
    const { index, operations, texts } = draft.take();
    const { sql } = this.#store;
    const { lastInsertRowid } = sql(
      "INSERT INTO pages (first, last, customer_id, row_index, operations) VALUES (?, ?, ?, ?, ?)",
    ).run(first, last, customerId, index, operations);
    sql("INSERT INTO page_texts VALUES (?, ?)").run(lastInsertRowid, texts);
    this.#drafts.delete(customerId);
    this.#spare.push(draft);
  }
}

/**
 * The row as a page holds it; null if it is tied to others, refused, or asks for something that does not go
 * like most operations.
 */
function pagedRow(row: NewRow): PagedRow | null {
  const { number, line, raw, operation } = row;
  if (row.outcome !== "unsent" || operation === null || row.errors.length > 0) return null;
  if (row.defines !== null || row.uses.length > 0 || row.exemptions !== null) return null;
  const kind = operationKindOf(operation);
  if (kind === UNKNOWN_KIND || refusesPartialFailure(operation)) return null;
  return groupKeyOf(operation) === null ? { number, line, raw, kind, operation } : null;
}
