import assert from "node:assert/strict";
import { suite, test } from "node:test";
import protobuf from "protobufjs";
import {
  categories,
  category,
  codeName,
  codeNameFromJson,
  codesOf,
  parseCode,
} from "../../src/failure/codes.ts";
import { errorsPackage, realRoot } from "./real-protos.ts";

suite("catalogue", () => {
  const members = realRoot.lookupType(`${errorsPackage}.ErrorCode`).fieldsArray;

  test("holds every category of errors.proto, as protobufjs reads it", () => {
    assert.deepEqual(
      categories().map(({ name, field, number }) => ({ name, field, number })),
      members.map((member) => ({
        name: member.resolve().resolvedType?.name,
        field: member.name,
        number: member.id,
      })),
    );
  });

  test("holds every value and its comment, as protobufjs reads them", () => {
    for (const one of categories()) {
      const type = members.find(({ id }) => id === one.number)?.resolvedType;
      assert.ok(type instanceof protobuf.Enum);
      assert.deepEqual(
        codesOf(one).map(({ name, number }) => [name, number]),
        Object.entries(type.values),
      );
      for (const { name, description } of codesOf(one)) {
        // protobufjs loses the comments of values whose number is on the next line.
        const comment: string | undefined = type.comments[name]?.replaceAll(/\s+/g, " ").trim();
        if (comment) assert.equal(description, comment);
        else assert.notEqual(description, "", `${one.name}.${name}`);
      }
    }
  });

  test("finds a category by any spelling of its name", () => {
    for (const name of [
      "StringLengthError",
      "string_length_error",
      "stringLengthError",
      "STRINGLENGTHERROR",
    ]) {
      assert.equal(category(name)?.number, 54);
    }
    assert.equal(category("NoSuchError"), undefined);
    assert.equal(category(""), undefined);
  });
});

suite("codeName", () => {
  test("names every code by its numbers", () => {
    for (const one of categories()) {
      for (const { name, number } of codesOf(one)) {
        assert.equal(codeName(one.number, number), `${one.name}.${name}`);
      }
    }
  });

  test("keeps the numbers of what it does not know", () => {
    assert.equal(codeName(54, 23), "StringLengthError.UNKNOWN_23");
    assert.equal(codeName(54, -1), "StringLengthError.UNKNOWN_-1");
    assert.equal(codeName(201, 5), "ErrorCode_201.UNKNOWN_5");
  });
});

suite("codeNameFromJson", () => {
  test("takes names and numbers, in both spellings of the category", () => {
    assert.equal(
      codeNameFromJson("requestError", "OPERATION_REQUIRED"),
      "RequestError.OPERATION_REQUIRED",
    );
    assert.equal(codeNameFromJson("request_error", 5), "RequestError.OPERATION_REQUIRED");
  });

  test("keeps names that only another version knows", () => {
    assert.equal(codeNameFromJson("criterionError", "NEW_ONE"), "CriterionError.NEW_ONE");
    assert.equal(codeNameFromJson("brand_new_error", "ODD"), "BrandNewError.ODD");
    assert.equal(codeNameFromJson("brandNewError", 7), "BrandNewError.UNKNOWN_7");
  });
});

test("parseCode takes a code apart", () => {
  assert.deepEqual(parseCode("StringLengthError.TOO_LONG"), {
    category: "StringLengthError",
    name: "TOO_LONG",
  });
  assert.equal(parseCode("TOO_LONG"), null);
  assert.equal(parseCode("a.b.c"), null);
});
