import protobuf from "protobufjs";
import { BackwardWriter } from "./backward-writer.ts";
import type { Gap, GapValue, Wire } from "./gap.ts";

/** An encoded message with gaps. What its rows have in common is copied as it is. */
export interface RowTemplate {
  /**
   * The message with these values in its gaps, each after its prefix; null if one is a text without a form in UTF-8
   * or the message is too large.
   */
  fill(rests: readonly GapValue[]): Uint8Array | null;
}

type Step =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "end-of-message" }
  | { readonly kind: "length-of-message" }
  | {
      readonly kind: "value";
      readonly wire: Wire;
      readonly gap: number;
      /** In UTF-8. */
      readonly prefix: Uint8Array;
    };

const writer = new BackwardWriter();

/** The template of a message that has all these gaps; null if it does not have one of them. */
export function templateOf(message: Uint8Array, gaps: readonly Gap[]): RowTemplate | null {
  const steps = stepsIn(message, gaps, gaps, 0);
  if (steps.filter(({ kind }) => kind === "value").length !== gaps.length) return null;
  const backward = steps.toReversed();
  const least = message.length + gaps.length * MOST_NUMBER;
  return {
    fill(rests) {
      let size = least;
      // An index, because this runs for every row.
      for (let at = 0; at < rests.length; at += 1) {
        const rest = rests[at];
        if (typeof rest === "string") size += rest.length * MOST_BYTES;
      }
      return writer.begin(size) ? written(backward, rests) : null;
    },
  };
}

/** Bytes of a number or a length at most. */
const MOST_NUMBER = 10;

/** Bytes of one UTF-16 unit in UTF-8 at most. */
const MOST_BYTES = 3;

/** @param here the gaps below this part of the message. */
function stepsIn(
  part: Uint8Array,
  here: readonly Gap[],
  gaps: readonly Gap[],
  depth: number,
): readonly Step[] {
  const reader = protobuf.Reader.create(part);
  const steps: Step[] = [];
  const counts = new Map<number, number>();
  let from = 0;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const id = tag >>> 3;
    const index = counts.get(id) ?? 0;
    counts.set(id, index + 1);
    const below = here.filter(({ places }) => {
      const place = places[depth];
      return place?.id === id && place.index === index;
    });
    const [first] = below;
    if (first === undefined) {
      reader.skipType(tag & 7);
      continue;
    }
    steps.push({ kind: "bytes", bytes: part.slice(from, reader.pos) });
    if (first.places.length === depth + 1) {
      reader.skipType(tag & 7);
      const prefix = Buffer.from(first.prefix);
      steps.push({ kind: "value", wire: first.wire, gap: gaps.indexOf(first), prefix });
    } else {
      const inner = stepsIn(reader.bytes(), below, gaps, depth + 1);
      steps.push({ kind: "length-of-message" }, ...inner, { kind: "end-of-message" });
    }
    from = reader.pos;
  }
  steps.push({ kind: "bytes", bytes: part.slice(from) });
  return steps;
}

function written(backward: readonly Step[], rests: readonly GapValue[]): Uint8Array | null {
  for (const step of backward) {
    switch (step.kind) {
      case "bytes":
        writer.bytes(step.bytes);
        break;
      case "end-of-message":
        writer.endMessage();
        break;
      case "length-of-message":
        writer.messageLength();
        break;
      case "value":
        if (!write(step.wire, step.prefix, rests[step.gap] ?? 0)) return null;
    }
  }
  return writer.finish();
}

function write(wire: Wire, prefix: Uint8Array, value: GapValue): boolean {
  if (typeof value === "string") return wire === "text" && writer.text(value, prefix);
  switch (wire) {
    case "whole":
      writer.varint(value);
      return true;
    case "double":
      writer.double(value);
      return true;
    case "float":
      writer.float(value);
      return true;
    case "text":
      return false;
  }
}
