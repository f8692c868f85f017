import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import protobuf from "protobufjs";
import { BackwardWriter } from "../../../src/operations/shapes/backward-writer.ts";

type Part =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "whole" | "double" | "float"; readonly value: number };

const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string());

const part = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), value: text }),
  fc.record({ kind: fc.constant("whole" as const), value: fc.maxSafeNat() }),
  fc.record({ kind: fc.constantFrom("double", "float"), value: fc.double({ noNaN: true }) }),
) satisfies fc.Arbitrary<Part>;

function forward(parts: readonly Part[]): Uint8Array {
  const writer = protobuf.Writer.create().uint32(10).fork();
  for (const { kind, value } of parts) {
    if (kind === "text") writer.string(value);
    else if (kind === "whole") writer.int64(value);
    else writer[kind](value);
  }
  return writer.ldelim().finish();
}

test("a message written backward is the message written forward", () => {
  const writer = new BackwardWriter();
  const kept: [Uint8Array, string][] = [];
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      assert.ok(writer.begin(10_000));
      writer.endMessage();
      for (const { kind, value } of parts.toReversed()) {
        if (kind === "text") assert.ok(writer.text(value));
        else if (kind === "whole") writer.varint(value);
        else writer[kind](value);
      }
      writer.messageLength();
      writer.bytes(Uint8Array.of(10));
      const message = writer.finish();
      const expected = Buffer.from(forward(parts)).toString("hex");
      assert.equal(Buffer.from(message).toString("hex"), expected);
      kept.push([message, expected]);
    }),
  );
  // Those that were written before stay as they are.
  for (const [message, expected] of kept)
    assert.equal(Buffer.from(message).toString("hex"), expected);
});

test("a text with a prefix is written as one", () => {
  const writer = new BackwardWriter();
  fc.assert(
    fc.property(text, fc.string({ unit: "grapheme" }), (rest, prefix) => {
      assert.ok(writer.begin(10_000));
      const isWritten = writer.text(rest, Buffer.from(prefix));
      assert.equal(isWritten, rest.isWellFormed());
      if (!isWritten) return;
      const expected = protobuf.Writer.create()
        .string(prefix + rest)
        .finish();
      assert.equal(Buffer.compare(writer.finish(), expected), 0);
    }),
  );
});

test("a text without a form in UTF-8 is not written", () => {
  const writer = new BackwardWriter();
  assert.ok(writer.begin(100));
  assert.equal(writer.text("half \ud83d"), false);
});

test("a message that may be too large is not begun", () => {
  assert.equal(new BackwardWriter().begin(70_000), false);
});
