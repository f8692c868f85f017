import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { apiVersion } from "../../src/api/package.ts";
import { tags } from "../../src/failure/wire.ts";
import { realRoot } from "./real-protos.ts";

const file = fileURLToPath(new URL("../../protos/google_ads_failure.proto", import.meta.url));

const ours = new protobuf.Root().loadSync(file, { keepCase: true });

suite("protos/google_ads_failure.proto", () => {
  test("the tags of the reader by hand are those of the description", () => {
    for (const [name, tag] of Object.entries(tags)) {
      const [type = "", field = ""] = name.split(/\.(?=\w+$)/);
      const described = ours.lookupType(type.includes(".") ? type : `rowmend.${type}`).fields[
        field
      ];
      assert.ok(described, name);
      assert.equal(tag, (described.id << 3) | wireType(described), name);
    }
  });

  // A wrong number would read one field as another, without an error.
  for (const type of messagesOf(ours.lookup("rowmend"))) {
    test(`${type.fullName} has the numbers and types of the API`, () => {
      const real = realMessage(type);
      for (const field of type.fieldsArray) {
        if (field.name.startsWith("legacy_")) continue;
        const other = real.fields[field.name];
        assert.ok(other, `${real.fullName} has no ${field.name}`);
        assert.equal(field.id, other.id, field.name);
        assert.equal(field.repeated, other.repeated, field.name);
        assert.equal(wireType(field), wireType(other), field.name);
        assert.equal(field.partOf?.name, other.partOf?.name, field.name);
      }
    });
  }

  test("describes every field of a failure and of its details", () => {
    for (const name of ["GoogleAdsFailure", "GoogleAdsError", "ErrorDetails", "FieldPathElement"]) {
      const type = ours.lookupType(`rowmend.${name}`);
      for (const { id } of realMessage(type).fieldsArray) {
        assert.ok(type.fieldsById[id], `${name} lacks field ${id}`);
      }
    }
  });
});

function messagesOf(parent: protobuf.ReflectionObject | null): readonly protobuf.Type[] {
  if (!(parent instanceof protobuf.Namespace)) return [];
  return parent.nestedArray.flatMap((nested) => [
    ...(nested instanceof protobuf.Type ? [nested] : []),
    ...messagesOf(nested),
  ]);
}

function realMessage(type: protobuf.Type): protobuf.Type {
  const name = type.fullName.replace(".rowmend.", "");
  const api = `google.ads.googleads.${apiVersion()}`;
  const places = [
    `${api}.errors.${name}`,
    `${api}.errors.ErrorLocation.${name}`,
    `${api}.common.${name}`,
    `google.rpc.${name}`,
    `google.protobuf.${name}`,
  ];
  const found = places
    .map((place) => realRoot.lookup(place))
    .find((one) => one instanceof protobuf.Type);
  assert.ok(found instanceof protobuf.Type, `the API has no ${name}`);
  return found;
}

function wireType(field: protobuf.Field): number {
  field.resolve();
  if (field.resolvedType instanceof protobuf.Enum) return 0;
  const scalars: Readonly<Record<string, number>> = protobuf.types.basic;
  return scalars[field.type] ?? 2;
}
