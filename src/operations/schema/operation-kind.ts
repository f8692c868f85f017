import { entityNumbers, entityOf, type Verb } from "./entity.ts";

/**
 * What an encoded operation does to what, as one number that can be stored beside it: four times the number of
 * its entity, plus one for a creation, two for an update, three for a removal. 0 if it cannot be told.
 */
export type OperationKind = number;

export const UNKNOWN_KIND: OperationKind = 0;

const verbs: readonly (Verb | null)[] = [null, "create", "update", "remove"];

/** By the tag that an operation begins with: the entity's number, and the verb by the tag of its field. */
interface Known {
  readonly number: number;
  readonly verbs: ReadonlyMap<number, number>;
}

const byTag = new Map<number, Known | null>();

/** Reads two tags only, since every row is asked. */
export function operationKindOf(operation: Uint8Array): OperationKind {
  // Numbers of fields up to 2,047 and lengths up to 256 MB, which no operation has, take these bytes at most.
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = operation[at] ?? 0;
      at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const known = knownBy(varint());
  if (known === null) return UNKNOWN_KIND;
  varint();
  const verb = at < operation.length ? known.verbs.get(varint()) : undefined;
  return verb === undefined ? UNKNOWN_KIND : known.number * verbs.length + verb;
}

/** The verb of a kind; null if it cannot be told. */
export function verbOfKind(kind: OperationKind): Verb | null {
  return verbs[kind % verbs.length] ?? null;
}

function knownBy(tag: number): Known | null {
  const found = byTag.get(tag);
  if (found !== undefined) return found;
  const name = [...entityNumbers()].find(([, number]) => ((number << 3) | 2) === tag)?.[0];
  const entity = name === undefined ? undefined : entityOf(name);
  const known =
    entity === undefined
      ? null
      : {
          number: tag >>> 3,
          verbs: new Map(
            verbs.flatMap((verb, code) => {
              const id = verb === null ? undefined : entity.operation.fields[verb]?.id;
              return id === undefined ? [] : [[(id << 3) | 2, code] as const];
            }),
          ),
        };
  byTag.set(tag, known);
  return known;
}
