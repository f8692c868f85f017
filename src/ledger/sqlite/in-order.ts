/** Two sequences as one: each is in order of `numberOf`, and so is the answer. */
export function* inOrder<T>(
  one: Iterable<T>,
  other: Iterable<T>,
  numberOf: (item: T) => number,
): Generator<T> {
  const ones = one[Symbol.iterator]();
  const others = other[Symbol.iterator]();
  try {
    let a = ones.next();
    let b = others.next();
    while (a.done !== true || b.done !== true) {
      const isFirst = b.done === true || (a.done !== true && numberOf(a.value) < numberOf(b.value));
      if (isFirst && a.done !== true) {
        yield a.value;
        a = ones.next();
      } else if (b.done !== true) {
        yield b.value;
        b = others.next();
      }
    }
  } finally {
    ones.return?.();
    others.return?.();
  }
}

/** So many of them, from the first. */
export function* atMost<T>(limit: number, items: Iterable<T>): Generator<T> {
  if (limit <= 0) return;
  let count = 0;
  for (const item of items) {
    yield item;
    count += 1;
    if (count === limit) return;
  }
}

/** What becomes of each. */
export function* map<A, B>(items: Iterable<A>, to: (item: A) => B): Generator<B> {
  for (const item of items) yield to(item);
}

/** Items in order of their numbers, read along with others that are in the same order. */
export class Following<T extends { readonly number: number }> {
  readonly #items: Iterator<T>;
  #next: IteratorResult<T>;

  constructor(items: Iterable<T>) {
    this.#items = items[Symbol.iterator]();
    this.#next = this.#items.next();
  }

  /** The items with this number. Those with lower ones are passed over. */
  upTo(number: number): readonly T[] {
    const found: T[] = [];
    while (this.#next.done !== true && this.#next.value.number <= number) {
      if (this.#next.value.number === number) found.push(this.#next.value);
      this.#next = this.#items.next();
    }
    return found;
  }

  /** Ends the reading, which would otherwise keep what is read from being written to. */
  close(): void {
    this.#items.return?.();
  }
}
