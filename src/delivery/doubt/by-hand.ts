import type protobuf from "protobufjs";
import { classOf } from "../../failure/classify.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { formatRowNumbers } from "../../ledger/row-numbers.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { RunError } from "../../messages/run-error.ts";
import { CellFault } from "../../operations/cells/fault.ts";
import { resourceNameConverter } from "../../operations/cells/resource-name.ts";
import { targetOf } from "../../operations/schema/atomic-group.ts";
import { readOperation } from "../../operations/schema/encoded-operation.ts";
import { patternsOf, referenceOf } from "../../operations/schema/entity.ts";
import { isTemporary } from "../../operations/schema/name-pattern.ts";
import { acceptedRow } from "../../outcome/row-result.ts";
import { abandonCalls } from "../calls.ts";

/** What a person found out about a row: the change is in the account, or it is not. */
export type ByHand = "accepted" | "resend";

/**
 * Settles rows by hand: those in doubt, and as accepted also those that Google refused because
 * what they ask for is there already. Nothing but a person could end them.
 * @param rows null means all that are in doubt.
 * @param given the name, or its last part, of what one accepted row created. It is needed where other
 *   rows refer to that by a temporary name: they could not be sent otherwise.
 * @throws RunError if one of the rows is not in doubt, or a name is needed or cannot be that of the row's
 *   resource; none is settled then.
 */
export function settleByHand(
  ledger: Ledger,
  rows: readonly number[] | null,
  as: ByHand,
  now: Date,
  given: string | null = null,
): void {
  abandonCalls(ledger, now);
  const inDoubt = [...ledger.rows.all("in_doubt")].map(({ number }) => number);
  const settled = (rows ?? inDoubt).map((number) => settleable(ledger, number, as, inDoubt));
  if (given !== null && (settled.length !== 1 || as !== "accepted")) {
    throw new RunError("--resource-name belongs to a single row.", {
      wayOut: "Use it with --as accepted and with one row in --row.",
    });
  }
  const needy = settled.find(
    ({ row, customerId }) => row.defines !== null && ledger.rows.isUsed(customerId, row.defines),
  );
  if (as === "accepted" && given === null && needy !== undefined) {
    throw new RunError(
      `Other rows refer to what row ${needy.row.number} created, so its resource name is required.`,
      {
        wayOut: `Look it up in the account, then settle this row alone: --row ${needy.row.number} --as accepted --resource-name ID.`,
      },
    );
  }
  const made = settled.map(({ row, customerId }) => ({
    number: row.number,
    name: given === null ? targetOf(row.operation) : nameOf(row, customerId, given),
  }));
  ledger.transaction(() => {
    for (const { number, name } of made) {
      if (as === "resend") ledger.rows.release([number]);
      else ledger.rows.record(acceptedRow(number, name));
    }
  });
}

interface Settleable {
  readonly row: UnsentRow;
  readonly customerId: string;
}

function settleable(
  ledger: Ledger,
  number: number,
  as: ByHand,
  inDoubt: readonly number[],
): Settleable {
  const row = ledger.rows.asSent(number);
  const { outcome, customerId } = ledger.rows.find(number) ?? { outcome: null, customerId: null };
  const isThere =
    outcome === "rejected" &&
    as === "accepted" &&
    ledger.rows.errorsOf(number).every(({ code }) => classOf({ code, details: null }) === "done");
  if (row !== undefined && customerId !== null && (outcome === "in_doubt" || isThere))
    return { row, customerId };
  throw new RunError(`Row ${number} of ${ledger.run.name} is not in doubt.`, {
    wayOut:
      inDoubt.length === 0
        ? "No row is in doubt. For the next step, run rowmend status <run>."
        : `Rows in doubt: ${formatRowNumbers(inDoubt)}.`,
  });
}

function nameOf(row: UnsentRow, customerId: string, given: string): string {
  const { entity, verb, resource } = readOperation(row.operation);
  const field = entity.resource?.fields["resource_name"];
  const what = `the name of the ${entity.name.replaceAll("_", " ")} that row ${row.number} made`;
  if (verb !== "create" || field === undefined || resource === null) {
    throw new RunError(
      `Row ${row.number} did not create anything: it already names its resource.`,
      {
        wayOut: "Remove --resource-name.",
      },
    );
  }
  const above = idsAbove(field, resource);
  const last = given.slice(given.lastIndexOf("/") + 1);
  const whole = last.includes("~") ? last : [...above, last].join("~");
  const name = resourceNameConverter(field)(whole, customerId);
  if (name instanceof CellFault) {
    throw new RunError(`${given} cannot be ${what}.`, { wayOut: name.advice });
  }
  const isElsewhere = (given.includes("/") && given !== name) || !isBelow(name, above);
  if (isTemporary(name) || isElsewhere) {
    const example = [...above, "<id>"].join("~");
    throw new RunError(`${given} cannot be ${what}.`, {
      wayOut: `It looks like ${name.slice(0, name.lastIndexOf("/") + 1)}${example}.`,
    });
  }
  return name;
}

/** The ids of what a resource stands below, with which its own name begins: that of its ad group. */
function idsAbove(
  field: protobuf.Field,
  resource: Readonly<Record<string, unknown>>,
): readonly string[] {
  const [pattern = ""] = patternsOf(referenceOf(field) ?? "");
  const placeholders = Array.from(pattern.matchAll(/\{(\w+)_id\}/g), ([, name = ""]) => name);
  const ids = placeholders.slice(1, -1).map((name) => {
    const parent = resource[name];
    return typeof parent === "string" && !isTemporary(parent)
      ? parent.slice(parent.lastIndexOf("/") + 1)
      : "";
  });
  return ids.includes("") ? [] : ids;
}

function isBelow(name: string, above: readonly string[]): boolean {
  return (
    above.length === 0 || name.slice(name.lastIndexOf("/") + 1).startsWith(`${above.join("~")}~`)
  );
}
