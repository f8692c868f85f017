import { type Entity, entityNumbers, entityOf, type Verb } from "./entity.ts";
import { FieldScan } from "./field-scan.ts";

/**
 * What an encoded operation does to what, as one number that can be stored beside it: four times the number of
 * its entity, plus one for a creation, two for an update, three for a removal. 0 if it cannot be told.
 */
export type OperationKind = number;

export const UNKNOWN_KIND: OperationKind = 0;

const verbs: readonly (Verb | null)[] = [null, "create", "update", "remove"];

/** Every row is asked, so that the scan is used again. */
const scan = new FieldScan();

/** Looks at the beginning only, where the verb of an operation stands. */
export function operationKindOf(operation: Uint8Array): OperationKind {
  scan.start(operation);
  if (!scan.next()) return UNKNOWN_KIND;
  const known = entityNumbered(scan.field);
  if (known === null || !scan.enter() || !scan.next()) return UNKNOWN_KIND;
  const verb = known.verbs.get(scan.field);
  return verb === undefined || !scan.isBytes ? UNKNOWN_KIND : known.number * verbs.length + verb;
}

/** The verb of a kind; null if it cannot be told. */
export function verbOfKind(kind: OperationKind): Verb | null {
  return verbs[kind % verbs.length] ?? null;
}

/** An entity, with the codes of its verbs by their fields. */
interface Known {
  readonly number: number;
  readonly verbs: ReadonlyMap<number, number>;
}

const known = new Map<number, Known | null>();

function entityNumbered(number: number): Known | null {
  let found = known.get(number);
  if (found === undefined) {
    const name = [...entityNumbers()].find(([, one]) => one === number)?.[0];
    const entity = name === undefined ? undefined : entityOf(name);
    found = entity === undefined ? null : { number, verbs: verbFields(entity) };
    known.set(number, found);
  }
  return found;
}

function verbFields({ operation }: Entity): ReadonlyMap<number, number> {
  return new Map(
    verbs.flatMap((verb, code) => {
      const id = verb === null ? undefined : operation.fields[verb]?.id;
      return id === undefined ? [] : [[id, code] as const];
    }),
  );
}
