import { accountText } from "../api/customer-id.ts";
import type { Asked } from "../delivery/asked.ts";
import type { Verb } from "../operations/schema/entity.ts";

/** Accounts that are named; of more, only the first. */
const ACCOUNTS_NAMED = 3;

/** What is asked before rows are sent to accounts: how many changes of which kind, and to which accounts. */
export function questionText(asked: readonly Asked[]): string {
  const changes = (["create", "update", "remove"] as const).flatMap((verb) =>
    [...sums(asked.filter((one) => one.verb === verb))].map(([entity, rows]) =>
      changeText(verb, entity, rows),
    ),
  );
  const accounts = [...new Set(asked.map(({ customerId }) => accountText(customerId)))];
  const named = accounts.slice(0, ACCOUNTS_NAMED);
  const more = accounts.length - named.length;
  const where = listed(more > 0 ? [...named, `${more} more accounts`] : named);
  const isRemoval = asked.some(({ verb }) => verb === "remove");
  return `${isRemoval ? "What is removed cannot be restored. " : ""}Send ${listed(changes)} to ${where}?`;
}

function sums(asked: readonly Asked[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const { entity, rows } of asked) sum.set(entity, (sum.get(entity) ?? 0) + rows);
  return sum;
}

function changeText(verb: Verb, entity: string, rows: number): string {
  const count = rows.toLocaleString("en");
  const words = entity.replaceAll("_", " ");
  switch (verb) {
    case "create":
      return `${count} new ${rows === 1 ? words : plural(words)}`;
    case "update":
      return `${count} ${words} ${rows === 1 ? "update" : "updates"}`;
    case "remove":
      return `${count} ${words} ${rows === 1 ? "removal" : "removals"}`;
  }
}

function plural(words: string): string {
  if (words.endsWith("criterion")) return words.replace(/criterion$/, "criteria");
  return words.endsWith("y") ? `${words.slice(0, -1)}ies` : `${words}s`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2
    ? (parts[0] ?? "nothing")
    : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
