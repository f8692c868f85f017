import assert from "node:assert/strict";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { LedgerRow } from "../../src/ledger/rows.ts";
import { valueAt } from "../../src/operations/schema/encoded-operation.ts";
import { parseRecord } from "../../src/sheet/csv/records.ts";
import type { Transport } from "../../src/transport/transport.ts";
import type { Wish } from "./chaos-sheet.ts";

/** A resource that is in an account. */
export interface Found {
  readonly customerId: string;
  readonly entity: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const selected: Readonly<Record<string, readonly string[]>> = {
  label: ["name", "status", "text_label.description"],
  campaign_budget: ["name", "amount_micros", "status"],
  campaign: ["name", "campaign_budget", "status"],
  ad_group: ["name", "campaign", "status"],
  ad_group_criterion: ["ad_group", "keyword.text", "keyword.match_type", "placement.url", "status"],
  ad_group_ad: ["ad_group", "ad.responsive_search_ad.headlines", "status"],
};

/** Asks for all that the accounts hold. */
export async function whatIsThere(
  transport: Transport,
  customers: readonly string[],
): Promise<Found[]> {
  const found: Found[] = [];
  for (const customerId of customers) {
    for (const [entity, fields] of Object.entries(selected)) {
      const columns = ["resource_name", ...fields].map((field) => `${entity}.${field}`);
      const answer = await transport.search(
        customerId,
        `SELECT ${columns.join(", ")} FROM ${entity}`,
      );
      assert.ok(answer.kind === "found", `${entity} can be asked for`);
      for (const row of answer.rows) {
        const resource = row[entity] as Readonly<Record<string, unknown>>;
        if (resource["status"] === "REMOVED" || resource["status"] === 4) continue;
        found.push({
          customerId,
          entity,
          name: String(resource["resource_name"]),
          fields: resource,
        });
      }
    }
  }
  return found;
}

/**
 * What the accounts hold is what the file asked for, but for what is reported as not accepted; nothing
 * was made twice; and each row stands as it has to.
 */
export function checkAccounts(
  wishes: readonly Wish[],
  ledger: Ledger,
  found: readonly Found[],
): void {
  const rows = new Map([...ledger.rows.all()].map((row) => [row.number, row]));
  assert.equal(rows.size, wishes.length, "every row has an outcome");
  assert.equal(ledger.journal.openCount(), 0);
  assert.deepEqual(ledger.rows.audit(), { unexplained: 0, stranded: 0 });
  const there = new Map(found.map((resource) => [resource.name, resource]));
  const owners = new Map<string, number>();

  for (const wish of wishes) {
    const row = rows.get(wish.row);
    assert.ok(row !== undefined);
    if (wish.verb === "create") {
      if (row.outcome === "accepted") {
        assert.ok(row.resourceName !== null, `row ${wish.row} is accepted and has no name`);
        const owner = owners.get(row.resourceName);
        assert.equal(owner, undefined, `rows ${owner} and ${wish.row} have one resource`);
        owners.set(row.resourceName, wish.row);
        checkCreated(wish, row, ledger, there);
      }
      continue;
    }
    const name = wish.cells["resource_name"] ?? "";
    if (wish.mend !== null) continue;
    if (wish.verb === "remove")
      assert.equal(there.has(name), row.outcome !== "accepted", `row ${wish.row}: ${name}`);
    else
      assert.equal(
        description(there.get(name)),
        row.outcome === "accepted" ? `changed by ${wish.row}` : "as it was",
        `row ${wish.row}`,
      );
  }

  for (const { name, fields } of found) {
    if (typeof fields["name"] === "string" && fields["name"].startsWith("seed ")) continue;
    assert.ok(owners.has(name), `nobody owns ${name} (${JSON.stringify(fields)})`);
  }
  const rivals = Map.groupBy(wishes, (wish) => wish.rivals);
  for (const wish of wishes) {
    if (wish.verb === "remove" && rows.get(wish.row)?.outcome === "blocked")
      checkWithheld(wish, wishes, rows);
    else checkOutcome(wish, rivals.get(wish.rivals) ?? [], rows);
  }
}

function description(resource: Found | undefined): unknown {
  const label = resource?.fields["text_label"];
  return typeof label === "object" && label !== null && "description" in label
    ? label.description
    : undefined;
}

/** An accepted row has its resource in the account, with what the row said last. */
function checkCreated(
  wish: Wish,
  row: LedgerRow,
  ledger: Ledger,
  there: ReadonlyMap<string, Found>,
): void {
  const resource = there.get(row.resourceName ?? "");
  assert.ok(resource !== undefined, `row ${wish.row} is accepted and not there`);
  assert.equal(resource.customerId, wish.customerId);
  assert.equal(resource.entity, wish.entity);
  const cells = parseRecord(row.raw, ledger.run.dialect);
  const said = (header: string): string => cells[ledger.run.headers.indexOf(header)] ?? "";
  for (const header of TOLD) {
    if (said(header) === "") continue;
    assert.equal(String(fieldOf(resource, header)), said(header), `row ${wish.row}`);
  }
}

/** The columns that tell resources of a generated file apart. */
const TOLD = [
  "name",
  "amount_micros",
  "keyword.text",
  "placement.url",
  "ad.responsive_search_ad.headlines[0].text",
] as const;

/** What a resource has in the field of a column. */
export function fieldOf(resource: Found, header: string): unknown {
  return valueAt(resource.fields, header.replace("[0]", ".0"));
}

/** A removal waits only for a row above it of its kind that failed and removes nothing itself. */
function checkWithheld(
  removal: Wish,
  wishes: readonly Wish[],
  rows: ReadonlyMap<number, LedgerRow>,
): void {
  const blocker = wishes.find(({ row }) => row === rows.get(removal.row)?.blockedBy);
  const about = `row ${removal.row} waits for row ${blocker?.row}`;
  assert.ok(blocker !== undefined && blocker.row < removal.row, about);
  assert.notEqual(rows.get(blocker.row)?.outcome, "accepted", about);
  assert.notEqual(blocker.verb, "remove", about);
  assert.deepEqual(
    [blocker.customerId, blocker.entity],
    [removal.customerId, removal.entity],
    about,
  );
}

/** Whether each row stands as its content, its parent and its rivals demand. */
function checkOutcome(
  wish: Wish,
  rivals: readonly Wish[],
  rows: ReadonlyMap<number, LedgerRow>,
): void {
  const outcomeOf = (number: number): string => rows.get(number)?.outcome ?? "none";
  const outcome = outcomeOf(wish.row);
  const about = `row ${wish.row}: ${JSON.stringify(wish.cells)} is ${outcome}`;
  if (wish.rivals !== null) {
    const winners = rivals.filter(({ row }) => outcomeOf(row) === "accepted");
    assert.equal(winners.length, 1, `one of ${rivals.map(({ row }) => row).join(", ")} wins`);
    assert.ok(["accepted", "rejected"].includes(outcome), about);
  } else if (wish.parent !== null && outcomeOf(wish.parent) !== "accepted") {
    assert.equal(outcome, "blocked", about);
  } else if (wish.mend === null) assert.equal(outcome, "accepted", about);
  // What is faulty is reported, or mended; a second removal of what is not there may count as done.
  else assert.ok(["accepted", "rejected", "invalid"].includes(outcome), about);
}
