import { RunError } from "../errors.ts";
import { formatRowNumbers } from "../ledger/row-numbers.ts";
import type { Ledger, UnsentRow } from "../ledger/ledger.ts";
import { CellFault } from "../operations/fault.ts";
import { targetOf } from "../operations/group.ts";
import { readOperation } from "../operations/read.ts";
import { isTemporary, resourceNameConverter } from "../operations/resource-name.ts";

/** What a person found out about a row in doubt: the change is in the account, or it is not. */
export type Word = "accepted" | "resend";

/**
 * Settles rows in doubt by the user's word.
 * @param rows null means all of them.
 * @param given the name, or its last part, of what one accepted row created: with it the row has a name
 *   in the reports, and rows that refer to it by a temporary one can be sent.
 * @throws RunError if one of the rows is not in doubt, or the name cannot be that of the row's resource;
 *   none is settled then.
 */
export function takeWord(
  ledger: Ledger,
  rows: readonly number[] | null,
  word: Word,
  given: string | null,
): void {
  const inDoubt = new Map(
    ledger
      .customersInDoubt()
      .flatMap((customerId) =>
        ledger.inDoubt(customerId).map((row) => [row.number, { row, customerId }] as const),
      ),
  );
  const stranger = rows?.find((row) => !inDoubt.has(row));
  if (stranger !== undefined) {
    const numbers = [...inDoubt.keys()].toSorted((a, b) => a - b);
    throw new RunError(`Row ${stranger} of ${ledger.run.name} is not in doubt.`, {
      wayOut: inDoubt.size === 0 ? "No row is." : `In doubt are: ${formatRowNumbers(numbers)}.`,
    });
  }
  const settled = [...inDoubt.values()].filter(({ row }) => rows?.includes(row.number) ?? true);
  if (given !== null && (settled.length !== 1 || word !== "accepted")) {
    throw new RunError("--resource-name says what one row made.", {
      wayOut: "Give it with --as accepted, and name that row with --row.",
    });
  }
  const accepted = settled.map(({ row, customerId }) => ({
    number: row.number,
    name: given === null ? targetOf(row.operation) : nameOf(row, customerId, given),
  }));
  ledger.begin();
  for (const { number, name } of accepted) {
    if (word === "resend") ledger.release(number);
    else ledger.accept(number, name);
  }
  ledger.commit();
}

function nameOf(row: UnsentRow, customerId: string, given: string): string {
  const { entity, verb } = readOperation(row.operation);
  const field = entity.resource?.fields["resource_name"];
  const what = `the name of the ${entity.name.replaceAll("_", " ")} that row ${row.number} made`;
  if (verb !== "create" || field === undefined) {
    throw new RunError(`Row ${row.number} made nothing new: it names its resource itself.`, {
      wayOut: "Leave out --resource-name.",
    });
  }
  const name = resourceNameConverter(field)(given.slice(given.lastIndexOf("/") + 1), customerId);
  if (name instanceof CellFault) {
    throw new RunError(`${given} cannot be ${what}.`, { wayOut: name.advice });
  }
  if (isTemporary(name) || (given.includes("/") && given !== name)) {
    throw new RunError(`${given} cannot be ${what}.`, {
      wayOut: `It looks like ${name.replace(/-?\d+$/, "<id>")}.`,
    });
  }
  return name;
}
