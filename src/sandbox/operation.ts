import { type Batch, locate, newId, type Temporary } from "./batch.ts";
import { errorCodes } from "./error-code.ts";
import { checkMask, writeMasked } from "./field-mask.ts";
import { checkMessage, type FieldCheck } from "./field-rules.ts";
import { child, decode, has, type Message, text, texts } from "./message.ts";
import { parseName, writeName } from "./parsed-name.ts";
import { at, below, type Path, type Refusal } from "./refusal.ts";
import type { Catalogue, ResourceType } from "./resource-type.ts";
import type { Draft, UniqueKey } from "./rules/entity-rules.ts";
import { rulesOf } from "./rules/registry.ts";

export type OperationResult =
  | { readonly kind: "done"; readonly type: ResourceType; readonly resourceName: string }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] };

/** One operation on its way: where it stands, and what has been found wrong so far. */
interface Attempt {
  readonly batch: Batch;
  readonly type: ResourceType;
  readonly operation: Message;
  /** The place of the operation: `mutate_operations[0].campaign_operation`. */
  readonly path: Path;
  readonly refusals: Refusal[];
}

/**
 * Carries out the operation at `index` of a request, or says why not. A refused operation does not
 * change the state, only the memory of the request.
 */
export function applyOperation(
  mutateOperation: Message,
  index: number,
  batch: Batch,
  catalogue: Catalogue,
): OperationResult {
  const position = at(null, "mutate_operations", index);
  const member = Object.keys(mutateOperation).find((field) => has(mutateOperation, field));
  const type = catalogue.byMember.get(member ?? "");
  const operation = child(mutateOperation, member ?? "");
  if (member === undefined || type === undefined || operation === undefined) {
    return refused({ code: errorCodes.operationRequired, path: position });
  }
  const path = at(position, member);
  if (type === "action") return refused({ code: errorCodes.mutateNotAllowed, path });

  const attempt: Attempt = { batch, type, operation, path, refusals: [] };
  let resourceName: string | undefined;
  if (has(operation, "create")) resourceName = create(attempt);
  else if (has(operation, "update")) resourceName = update(attempt);
  else if (has(operation, "remove")) resourceName = remove(attempt);
  else attempt.refusals.push({ code: errorCodes.operationRequired, path });

  if (resourceName === undefined) return { kind: "refused", refusals: attempt.refusals };
  return { kind: "done", type, resourceName };
}

function refused(refusal: Refusal): OperationResult {
  return { kind: "refused", refusals: [refusal] };
}

function create(attempt: Attempt): string | undefined {
  const { batch, type, operation, refusals } = attempt;
  const resource = child(operation, "create") ?? {};
  const path = at(attempt.path, "create");

  const mask = child(operation, "update_mask");
  if (mask !== undefined && texts(mask, "paths").length > 0) {
    refusals.push({ code: errorCodes.maskNotAllowed, path: at(attempt.path, "update_mask") });
  }
  const temporaryId = checkNaturalName(attempt, resource, path);
  checkMessage(resource, type.rules, path, fieldCheck(attempt));
  checkStatus(attempt, resource, path);
  const sourceless = type.idSources.filter(
    (source) => source.kind === "reference" && !has(resource, source.field),
  );
  for (const source of sourceless) {
    const field = source.kind === "reference" ? source.field : "";
    if (type.rules.fields.get(field)?.required === true) continue;
    refusals.push({ code: errorCodes.required, path: at(path, field) });
  }

  // A child of a failed resource is not checked further.
  const orphaned = refusals.filter(({ code }) => code === errorCodes.parentHadErrors);
  if (orphaned.length > 0) {
    refusals.splice(0, refusals.length, ...orphaned);
    return fail(batch, temporaryId);
  }

  const rules = rulesOf(type.entity);
  rules.check?.(draftOf(attempt, "create", resource, path, () => true));
  const keys = rules.keys?.(resource) ?? [];
  claimKeys(attempt, keys, path);
  if (refusals.length > 0) return fail(batch, temporaryId);

  const firstId = batch.nextId;
  const parts = type.idSources.map((source) => idFrom(source, resource, batch));
  const name = writeName(type.pattern, batch.customerId, parts);
  if (batch.nextId === firstId && isTaken(batch, name)) {
    refusals.push({ code: errorCodes.alreadyExists, path });
    return fail(batch, temporaryId);
  }
  delete resource["resource_name"];
  write(attempt, name, resource);
  batch.standings.set(name, "exists");
  settle(batch, temporaryId, { kind: "made", id: parts.at(-1) ?? "" });
  return name;
}

/** The temporary id that a create gives its resource; undefined if it gives none. */
function checkNaturalName(attempt: Attempt, resource: Message, path: Path): string | undefined {
  const { batch, type, refusals } = attempt;
  const written = text(resource, "resource_name");
  if (written === undefined || written === "") return undefined;
  const place = at(path, "resource_name");
  const parsed = parseName(type.pattern, written, batch.customerId);
  if (parsed.kind !== "name") {
    const located = locate(batch, type.pattern, written, place);
    if (located.kind === "refused") refusals.push(located.refusal);
    return undefined;
  }
  const id = parsed.parts.at(-1) ?? "";
  const isNew = type.idSources.at(-1)?.kind === "counter";
  if (!id.startsWith("-")) {
    if (isNew) refusals.push({ code: errorCodes.idOnCreate, path: place, trigger: written });
    return undefined;
  }
  if (batch.temporary.has(id)) {
    refusals.push({ code: errorCodes.duplicateTemporaryId, path: place, trigger: written });
    return undefined;
  }
  return id;
}

function checkStatus({ type, refusals }: Attempt, resource: Message, path: Path): void {
  const names = type.rules.fields.get("status")?.values;
  if (has(resource, "status") && names?.[Number(resource["status"])] === "REMOVED") {
    refusals.push({ code: errorCodes.createAsRemoved, path: at(path, "status") });
  }
}

function idFrom(
  source: ResourceType["idSources"][number],
  resource: Message,
  batch: Batch,
): string {
  switch (source.kind) {
    case "counter":
      return newId(batch);
    case "value": {
      const value = resource[source.field];
      return source.names?.[Number(value)] ?? String(value);
    }
    case "reference": {
      const name = text(resource, source.field) ?? "";
      return name.slice(name.lastIndexOf("/") + 1).split("~")[source.part] ?? "";
    }
  }
}

function isTaken(batch: Batch, name: string): boolean {
  return batch.state.find(name)?.removed === false;
}

function fail(batch: Batch, temporaryId: string | undefined): undefined {
  settle(batch, temporaryId, { kind: "failed" });
  return undefined;
}

function settle(batch: Batch, temporaryId: string | undefined, result: Temporary): void {
  if (temporaryId !== undefined) batch.temporary.set(temporaryId, result);
}

function update(attempt: Attempt): string | undefined {
  const { batch, type, operation, refusals } = attempt;
  const source = child(operation, "update") ?? {};
  const path = at(attempt.path, "update");
  const mask = texts(child(operation, "update_mask") ?? {}, "paths");
  if (mask.length === 0) {
    refusals.push({ code: errorCodes.maskMissing, path: at(attempt.path, "update_mask") });
  }
  const name = locateOwn(attempt, text(source, "resource_name"), at(path, "resource_name"));
  if (name === undefined) return undefined;

  const check = fieldCheck(attempt);
  for (const masked of mask) checkMask(masked, source, type.rules, path, attempt.path, check);
  const touches = (field: string): boolean =>
    mask.some(
      (masked) =>
        masked === field || masked.startsWith(`${field}.`) || field.startsWith(`${masked}.`),
    );
  const rules = rulesOf(type.entity);
  rules.check?.(draftOf(attempt, "update", source, path, touches));
  if (refusals.length > 0) return undefined;

  const stored = batch.state.find(name);
  const resource: Message = stored === undefined ? {} : decode(type.message, stored.bytes);
  const held = rules.keys?.(resource) ?? [];
  for (const masked of mask) writeMasked(masked, source, resource, type.message);
  const wanted = rules.keys?.(resource) ?? [];
  const gained = wanted.filter(({ key }) => !held.some((old) => old.key === key));
  claimKeys(attempt, gained, path);
  if (refusals.length > 0) return undefined;

  const lost = held.filter(({ key }) => !wanted.some((kept) => kept.key === key));
  for (const { key } of lost) batch.state.releaseKey(ownKey(batch, key));
  write(attempt, name, resource);
  return name;
}

function remove(attempt: Attempt): string | undefined {
  const { batch, type, operation } = attempt;
  const name = locateOwn(attempt, text(operation, "remove"), at(attempt.path, "remove"));
  if (name === undefined) return undefined;
  const stored = batch.state.find(name);
  if (stored !== undefined) {
    const held = rulesOf(type.entity).keys?.(decode(type.message, stored.bytes)) ?? [];
    for (const { key } of held) batch.state.releaseKey(ownKey(batch, key));
  }
  batch.state.put({ name, removed: true, bytes: stored?.bytes ?? new Uint8Array() });
  batch.standings.set(name, "removed");
  return name;
}

/** The real name of the resource that an update or a remove is about, which it may be only once. */
function locateOwn(attempt: Attempt, written: string | undefined, path: Path): string | undefined {
  const { batch, type, refusals } = attempt;
  if (written === undefined || written === "") {
    refusals.push({ code: errorCodes.nameMissing, path });
    return undefined;
  }
  const located = locate(batch, type.pattern, written, path);
  const twice = located.kind === "found" && batch.changed.has(located.name);
  const removedHere = located.kind === "refused" && batch.changed.has(written);
  if (twice || removedHere) {
    refusals.push({ code: errorCodes.mutatedTwice, path, trigger: written });
    return undefined;
  }
  if (located.kind === "refused") {
    refusals.push(located.refusal);
    return undefined;
  }
  batch.changed.add(located.name);
  return located.name;
}

function fieldCheck({ batch, refusals }: Attempt): FieldCheck {
  return {
    refuse: (refusal) => refusals.push(refusal),
    resolve: (pattern, name, path) => {
      const located = locate(batch, pattern, name, path);
      if (located.kind === "found") return located.name;
      refusals.push(located.refusal);
      return name;
    },
  };
}

function draftOf(
  { batch, operation, refusals }: Attempt,
  verb: Draft["verb"],
  resource: Message,
  path: Path,
  touches: Draft["touches"],
): Draft {
  return {
    verb,
    resource,
    operation,
    divided: batch.divided,
    path,
    touches,
    refuse: (code, place, more) => refusals.push({ code, path: place, ...more }),
  };
}

/**
 * Takes the keys that a resource is about to hold, or refuses those that another one has. Nothing is
 * taken for an operation that has been refused.
 */
function claimKeys({ batch, refusals }: Attempt, keys: readonly UniqueKey[], path: Path): void {
  const claimed: string[] = [];
  for (const { key, code, field } of keys) {
    const own = ownKey(batch, key);
    const isFree = refusals.length > 0 ? !batch.state.hasKey(own) : batch.state.claimKey(own);
    if (!isFree) refusals.push({ code, path: below(path, field) });
    else if (refusals.length === 0) claimed.push(own);
  }
  if (refusals.length > 0) for (const own of claimed) batch.state.releaseKey(own);
}

function ownKey(batch: Batch, key: string): string {
  return `${batch.customerId}|${key}`;
}

function write({ batch, type }: Attempt, name: string, resource: Message): void {
  const bytes = type.message.encode(resource).finish();
  batch.state.put({ name, removed: false, bytes });
}
