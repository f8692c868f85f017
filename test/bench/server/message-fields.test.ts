import assert from "node:assert/strict";
import { suite, test } from "node:test";
import protobuf from "protobufjs";
import { lengthFields } from "../../../bench/server/message-fields.ts";

suite("the fields of a message that have a length", () => {
  test("come in their order, with their bytes, and without numbers", () => {
    const message = protobuf.Writer.create()
      .uint32(10)
      .string("first")
      .uint32(24)
      .uint32(300)
      .uint32(18)
      .string("x".repeat(1_000))
      .uint32(130)
      .string("field 16")
      .finish();
    const fields = [...lengthFields(Buffer.from(message))];
    assert.deepEqual(
      fields.map(({ number, bytes }) => [number, bytes.toString()]),
      [
        [1, "first"],
        [2, "x".repeat(1_000)],
        [16, "field 16"],
      ],
    );
  });

  test("cannot be read from a message that ends within a number", () => {
    assert.throws(() => [...lengthFields(Buffer.of(10, 200))], /ends within a number/);
  });
});
