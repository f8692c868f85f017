import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type protobuf from "protobufjs";
import { dateFormOf } from "../../src/operations/cells/date.ts";
import {
  behaviorsOf,
  type Entity,
  entityNumbers,
  entityOf,
  enumOf,
  messageOf,
  referenceOf,
} from "../../src/operations/schema/entity.ts";
import { type Cells, faults, nameOfKind, naturalNameFor, sent } from "./sheet.ts";

/** Text that such a field takes, and what is read back from the bytes. */
function sample(field: protobuf.Field, isNew: boolean): { cell: string; value: unknown } {
  const { cell, value } = sampleElement(field, isNew);
  return field.repeated ? { cell: `[${quote(cell)}]`, value: [value] } : { cell, value };
}

function sampleElement(field: protobuf.Field, isNew: boolean): { cell: string; value: unknown } {
  const message = messageOf(field);
  if (message !== null) return sampleMessage(message, isNew);
  const values = enumOf(field);
  if (values !== null) {
    const [name = ""] = Object.entries(values.values).find(([, number]) => number > 1) ?? [];
    return { cell: name.toLowerCase(), value: name };
  }
  const dates = { date: "2026-11-22", "date-time": "2026-11-22 10:00:00" };
  const form = dateFormOf(field);
  if (form !== null) return { cell: dates[form], value: dates[form] };
  const reference = referenceOf(field);
  if (reference !== null) return { cell: nameOfKind(reference), value: nameOfKind(reference) };
  switch (field.type) {
    case "string":
      return { cell: "x", value: "x" };
    case "bytes":
      return { cell: "eA==", value: "eA==" };
    case "bool":
      return { cell: "true", value: true };
    case "int64":
      return { cell: "5", value: "5" };
    default:
      return { cell: "5", value: 5 };
  }
}

/** Only what a message must have. */
function sampleMessage(message: protobuf.Type, isNew: boolean): { cell: string; value: unknown } {
  const { cells, values } = row(
    message.fieldsArray.filter(
      (field) => behaviorsOf(field).has("REQUIRED") && (isNew || isMutable(field)),
    ),
    isNew,
  );
  return { cell: JSON.stringify(cells), value: values };
}

function quote(cell: string): string {
  return cell.startsWith("{") ? cell : JSON.stringify(cell);
}

/** Whether a mask may end at this path: Google refuses one that ends at a message with fields. */
function isMaskEnd(root: protobuf.Type, path: string): boolean {
  let type: protobuf.Type | null = root;
  let last: protobuf.Field | undefined;
  for (const name of path.split(".")) {
    last = type?.fields[name];
    type = last === undefined ? null : messageOf(last);
  }
  const fields = last?.repeated === true || type === null ? [] : type.fieldsArray;
  return last !== undefined && fields.every((field) => !isMutable(field));
}

function isMutable(field: protobuf.Field): boolean {
  const behaviors = behaviorsOf(field);
  return !behaviors.has("IMMUTABLE") && !behaviors.has("OUTPUT_ONLY");
}

/** Every field of the resource itself that a row may fill, but for its name and for rivals in a oneof. */
function writable(entity: Entity, allowed: (field: protobuf.Field) => boolean): protobuf.Field[] {
  const unions = new Set<unknown>();
  return (entity.resource?.fieldsArray ?? []).filter((field) => {
    if (field.name === "resource_name" || behaviorsOf(field).has("OUTPUT_ONLY")) return false;
    if (!allowed(field) || (field.partOf !== null && unions.has(field.partOf))) return false;
    unions.add(field.partOf ?? field);
    return true;
  });
}

function row(fields: readonly protobuf.Field[], isNew: boolean): { cells: Cells; values: Cells } {
  const samples = fields.map((field) => [field.name, sample(field, isNew)] as const);
  return {
    cells: Object.fromEntries(samples.map(([name, { cell }]) => [name, cell])),
    // Values of any type; deepEqual does not mind.
    values: Object.fromEntries(samples.map(([name, { value }]) => [name, value])) as Cells,
  };
}

suite("each entity, filled in every field and read with the package's own MutateOperation", () => {
  for (const name of entityNumbers().keys()) {
    const entity = entityOf(name);
    assert.ok(entity);
    const { verbs } = entity;

    if (verbs.has("create")) {
      test(`create ${name}`, () => {
        const { cells, values } = row(
          writable(entity, () => true),
          true,
        );
        assert.deepEqual(sent(name, "create", cells), { create: values });
      });
    }
    if (verbs.has("update")) {
      test(`update ${name}`, () => {
        const fields = writable(entity, (field) => !behaviorsOf(field).has("IMMUTABLE"));
        const { cells, values } = row(fields, false);
        const own = { resource_name: naturalNameFor(name) };
        const { update, update_mask } = sent(name, "update", { ...own, ...cells }) as {
          readonly update: unknown;
          readonly update_mask: { readonly paths: readonly string[] };
        };
        assert.deepEqual(update, { ...own, ...values });
        const { paths } = update_mask;
        const top = new Set(paths.map((path) => path.split(".")[0]));
        assert.deepEqual([...top], Object.keys(cells));
        const { resource } = entity;
        for (const path of paths) assert.ok(resource !== null && isMaskEnd(resource, path), path);
      });
    }
    if (verbs.has("remove")) {
      test(`remove ${name}`, () => {
        const own = naturalNameFor(name);
        assert.deepEqual(sent(name, "remove", { resource_name: own }), { remove: own });
      });
    }
    if (verbs.size === 0) {
      test(`${name} is an action and no row`, () => {
        const [fault] = faults(name, "create", { name: "x" });
        assert.equal(fault?.code, "UNSUPPORTED_OPERATION");
        assert.match(fault.advice, /action/);
      });
    }
  }
});
