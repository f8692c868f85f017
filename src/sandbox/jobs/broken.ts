import type { JobFault } from "../injected-fault.ts";

/** Wire tags of `BatchJobResult`: a varint in field 1. */
const INDEX_TAG = 0x08;

/** A page of results, with the faults on demand applied to it. */
export function brokenResults(
  page: readonly { readonly position: number; readonly bytes: Uint8Array }[],
  faults: readonly JobFault[],
): readonly Uint8Array[] {
  const befalls = (kind: JobFault["kind"], position: number): boolean =>
    faults.some((fault) => fault.kind === kind && fault.number === position);
  return page.flatMap(({ position, bytes }) => {
    if (befalls("missing", position)) return [];
    // Once more, with the answer to the operation beside it.
    const other = page.find((result) => result.position !== position);
    if (!befalls("doubled", position) || other === undefined) return [bytes];
    return [bytes, withIndex(other.bytes, position)];
  });
}

/** The last value of a field on the wire is the one that counts. */
function withIndex(bytes: Uint8Array, index: number): Uint8Array {
  const varint: number[] = [];
  let rest = index;
  for (; rest > 127; rest = Math.floor(rest / 128)) varint.push((rest % 128) + 128);
  return Buffer.concat([bytes, Uint8Array.of(INDEX_TAG, ...varint, rest)]);
}
