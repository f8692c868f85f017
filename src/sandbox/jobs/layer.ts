import type { Batch } from "../batch.ts";

/** A memory on top of another one, which stays unchanged until the layer is merged. */
class LayeredMap<V> extends Map<string, V> {
  readonly #below: ReadonlyMap<string, V>;

  constructor(below: ReadonlyMap<string, V>) {
    super();
    this.#below = below;
  }

  override get(key: string): V | undefined {
    return super.get(key) ?? this.#below.get(key);
  }

  override has(key: string): boolean {
    return super.has(key) || this.#below.has(key);
  }
}

class LayeredSet extends Set<string> {
  readonly #below: ReadonlySet<string>;

  constructor(below: ReadonlySet<string>) {
    super();
    this.#below = below;
  }

  override has(value: string): boolean {
    return super.has(value) || this.#below.has(value);
  }
}

/** What a transaction remembers, beside the job that it is part of. */
export function layerOver(batch: Batch): Batch {
  return {
    ...batch,
    temporary: new LayeredMap(batch.temporary),
    changed: new LayeredSet(batch.changed),
    standings: new LayeredMap(batch.standings),
  };
}

/** Keeps what a transaction remembers; of one that failed, only that its resources were not made. */
export function mergeLayer(layer: Batch, batch: Batch, isKept: boolean): void {
  batch.nextId = layer.nextId;
  for (const [id, temporary] of layer.temporary.entries())
    batch.temporary.set(id, isKept ? temporary : { kind: "failed" });
  if (!isKept) return;
  for (const name of layer.changed.values()) batch.changed.add(name);
  for (const [name, standing] of layer.standings.entries()) batch.standings.set(name, standing);
}
