import assert from "node:assert/strict";
import { apiVersion } from "../../src/api/package.ts";
import { loadProtos } from "../../src/api/protos.ts";
import { type Builder, builderOf, type Operation } from "../../src/operations/build.ts";
import type { Fault } from "../../src/operations/cells/fault.ts";
import { entityOf, patternsOf, referenceOf } from "../../src/operations/schema/entity.ts";

/** The installed API package's own definition of what goes on the wire. */
const api = loadProtos(["services/google_ads_service.proto"]);

export const mutateOperation = api.lookupType(
  `google.ads.googleads.${apiVersion()}.services.MutateOperation`,
);

export const mutateOperationResponse = api.lookupType(
  `google.ads.googleads.${apiVersion()}.services.MutateOperationResponse`,
);

export const customerId = "1234567890";

/** The name of a resource of that type, with this number in it, in the account of the sheet. */
export function nameOfKind(resourceType: string, number = 7): string {
  const [pattern = "customers/{customer_id}/things/{thing_id}"] = patternsOf(resourceType);
  return pattern
    .replace("{customer_id}", customerId)
    .replace(/\{\w+_id\}/g, String(number))
    .replace(/\{\w+\}/g, "WORD");
}

/** The name of a resource that a row about the entity can be for. */
export function naturalNameFor(entity: string): string {
  const field = entityOf(entity)?.resource?.fields["resource_name"];
  assert.ok(field);
  return nameOfKind(referenceOf(field) ?? "");
}

/** An operation as the package reads it: enums by name, long numbers and bytes as text. */
export function decoded(bytes: Uint8Array): unknown {
  return mutateOperation.toObject(mutateOperation.decode(bytes), {
    longs: String,
    enums: String,
    bytes: String,
  });
}

/** A builder for rows that are all about one entity and ask for one verb. */
export function builderFor(entity: string, operation: string, headers: readonly string[]): Builder {
  return builderOf(headers, { entity, operation, customerId });
}

/** A row as the user sees it: cells by their headers. */
export type Cells = Readonly<Record<string, string>>;

function built(entity: string, operation: string, cells: Cells): ReturnType<Builder["build"]> {
  return builderFor(entity, operation, Object.keys(cells)).build(Object.values(cells));
}

/** The operation of a row that can be sent. */
export function operationOf(entity: string, operation: string, cells: Cells): Operation {
  const result = built(entity, operation, cells);
  assert.equal(result.kind, "operation", JSON.stringify(result));
  return result;
}

/** What the row sends: the part of the operation below the entity. */
export function sent(entity: string, operation: string, cells: Cells): unknown {
  const message = decoded(operationOf(entity, operation, cells).bytes) as Record<string, unknown>;
  assert.deepEqual(Object.keys(message), [`${entity}_operation`]);
  return message[`${entity}_operation`];
}

/** What a row that updates sends besides its resource name, and its mask. */
export function updated(entity: string, cells: Cells): { value: unknown; mask: unknown } {
  const all = { resource_name: naturalNameFor(entity), ...cells };
  const { update, update_mask } = sent(entity, "update", all) as {
    readonly update: Readonly<Record<string, unknown>>;
    readonly update_mask: { readonly paths: unknown };
  };
  const { resource_name: _, ...value } = update;
  return { value, mask: update_mask.paths };
}

/** What is wrong with a row that cannot be sent. */
export function faults(entity: string, operation: string, cells: Cells): readonly Fault[] {
  const result = built(entity, operation, cells);
  assert.equal(result.kind, "refusal");
  return result.kind === "refusal" ? result.faults : [];
}

/** The only fault of an update that fills one column. */
export function faultOf(entity: string, header: string, cell: string): Fault {
  const found = faults(entity, "update", {
    resource_name: naturalNameFor(entity),
    [header]: cell,
  });
  assert.equal(found.length, 1, JSON.stringify(found));
  assert.equal(found[0]?.column, 1);
  return found[0];
}
