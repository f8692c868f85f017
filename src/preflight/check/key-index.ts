/** Rows in one piece of memory. */
const PIECE = 1 << 16;

/** The keys of many rows, to find those that occur twice: twelve bytes for each. */
export class KeyIndex {
  readonly #pieces: { readonly hashes: Float64Array; readonly rows: Uint32Array }[] = [];
  #count = 0;

  /** @param hash of the key of the row, as `KeyHash` gives it. */
  add(hash: number, row: number): void {
    const at = this.#count % PIECE;
    if (at === 0)
      this.#pieces.push({ hashes: new Float64Array(PIECE), rows: new Uint32Array(PIECE) });
    const piece = this.#pieces.at(-1);
    if (piece === undefined) return;
    piece.hashes[at] = hash;
    piece.rows[at] = row;
    this.#count += 1;
  }

  /**
   * Groups of rows, each in order, whose keys are most likely the same but for case: two other keys share a hash
   * about once in a thousand files of a million rows.
   */
  repeated(): readonly (readonly number[])[] {
    const sorted = new Float64Array(this.#count);
    for (const [hash, , at] of this.#entries()) sorted[at] = hash;
    sorted.sort();
    const groups = new Map<number, number[]>();
    for (let at = 1; at < sorted.length; at += 1) {
      const hash = sorted[at];
      if (hash !== undefined && hash === sorted[at - 1]) groups.set(hash, []);
    }
    if (groups.size > 0) for (const [hash, row] of this.#entries()) groups.get(hash)?.push(row);
    return [...groups.values()];
  }

  *#entries(): Generator<readonly [hash: number, row: number, at: number]> {
    for (let at = 0; at < this.#count; at += 1) {
      const piece = this.#pieces[Math.floor(at / PIECE)];
      const hash = piece?.hashes[at % PIECE];
      const row = piece?.rows[at % PIECE];
      if (hash !== undefined && row !== undefined) yield [hash, row, at];
    }
  }
}
