import { FIRST_ID, type State } from "./account-state.ts";
import { errorCodes } from "./error-code.ts";
import { type NamePattern, parseName, writeName } from "./parsed-name.ts";
import type { Path, Refusal } from "./refusal.ts";

/** How a resource stands in its account. */
export type Standing = "exists" | "removed" | "missing";

/** The outcome for a resource that was given a temporary id in this request. */
export type Temporary =
  | { readonly kind: "made"; readonly id: string }
  | { readonly kind: "failed" };

/** The memory of one request while its operations are processed in order. */
export interface Batch {
  readonly customerId: string;
  readonly state: State;
  /** Temporary ids (negative, unique across all types) of creates so far. */
  readonly temporary: Map<string, Temporary>;
  /** Names that an update or a remove of this request has already changed. */
  readonly changed: Set<string>;
  /** What is known of resources asked for in this request. */
  readonly standings: Map<string, Standing>;
  /** The types whose resources are kept by name, because they are created as themselves. */
  readonly keptTypes: ReadonlySet<string>;
  /** The listing groups for which the request makes a child for everything else. */
  divided: ReadonlySet<string>;
  nextId: number;
}

export function openBatch(state: State, customerId: string, keptTypes: ReadonlySet<string>): Batch {
  return {
    keptTypes,
    customerId,
    state,
    temporary: new Map(),
    changed: new Set(),
    standings: new Map(),
    divided: new Set(),
    nextId: state.nextId(customerId),
  };
}

/** Returns a new id. Ids that mean missing resources are left out. */
export function newId(batch: Batch): string {
  const id = String(batch.nextId);
  do batch.nextId += 1;
  while (standsForMissing(String(batch.nextId)));
  return id;
}

/** Ids with these endings do not exist, so that a missing resource can be simulated. */
function standsForMissing(id: string): boolean {
  return id.endsWith("404") || id.endsWith("999");
}

export type Located =
  | { readonly kind: "found"; readonly name: string; readonly parts: readonly string[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Finds the resource that a name means: temporary ids become real ones, and the resource must be in
 * the account and not be removed.
 */
export function locate(batch: Batch, pattern: NamePattern, written: string, path: Path): Located {
  // "customers/" and ten digits stand before the collection.
  const rightCollection = pattern.ofCustomer && written.startsWith(pattern.marker, 20);
  if (rightCollection && batch.standings.get(written) === "exists") {
    const lastSlash = written.lastIndexOf("/");
    return { kind: "found", name: written, parts: written.slice(lastSlash + 1).split("~") };
  }
  const parsed = parseName(pattern, written, batch.customerId);
  switch (parsed.kind) {
    case "malformed":
      return refused({
        code: errorCodes.nameMalformed,
        path,
        message: `Resource name '${written}' is malformed: expected '${pattern.text}'.`,
        trigger: written,
      });
    case "bad-id":
      return refused({
        code: errorCodes.badId,
        path,
        message: `'${parsed.part}' part of the resource name is invalid.`,
        trigger: parsed.part,
      });
    case "other-customer":
      return refused({ code: errorCodes.otherCustomer, path, trigger: written });
    case "name":
      break;
  }

  const parts: string[] = [];
  for (const part of parsed.parts) {
    const temporary = part.startsWith("-") ? batch.temporary.get(part) : undefined;
    if (temporary?.kind === "failed") return refused({ code: errorCodes.parentHadErrors, path });
    parts.push(temporary?.id ?? part);
  }
  const name = writeName(pattern, batch.customerId, parts);
  const standing = standingOf(batch, pattern, name, parts);
  if (standing === "exists") return { kind: "found", name, parts };
  const code = standing === "removed" ? errorCodes.removed : errorCodes.notFound;
  return refused({ code, path, trigger: written });
}

function refused(refusal: Refusal): Located {
  return { kind: "refused", refusal };
}

function standingOf(
  batch: Batch,
  pattern: NamePattern,
  name: string,
  parts: readonly string[],
): Standing {
  const known = batch.standings.get(name);
  if (known !== undefined) return known;
  const stored = pattern.ofCustomer ? batch.state.find(name) : undefined;
  let standing: Standing;
  if (stored !== undefined) standing = stored.removed ? "removed" : "exists";
  else standing = parts.some((part) => isUnknownId(batch, pattern, part)) ? "missing" : "exists";
  batch.standings.set(name, standing);
  return standing;
}

/**
 * The sandbox cannot know what a user's account holds. So it assumes that an id that it did not create
 * itself exists, except for the endings of missing ids and for temporary ids that nothing in the request
 * defined.
 */
function isUnknownId(batch: Batch, pattern: NamePattern, part: string): boolean {
  if (part.startsWith("-") || standsForMissing(part)) return true;
  const id = Number(part);
  return batch.keptTypes.has(pattern.type) && id >= FIRST_ID && id < batch.nextId;
}
