import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { NameReader, packNames } from "../../../src/ledger/sqlite/answer-names.ts";
import { PageDraft, type PagedRow, RowPage } from "../../../src/ledger/sqlite/row-page.ts";

/** Rows in order of their numbers, with gaps. */
const rows: fc.Arbitrary<readonly PagedRow[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 5 }),
      line: fc.nat(1_000_000),
      raw: fc.oneof(fc.string(), fc.constantFrom("", "ä€😀", "a,\0b", "x".repeat(70_000))),
      kind: fc.nat(4_000),
      operation: fc.uint8Array(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => {
    let number = 1;
    return list.map(({ gap, ...row }) => ({ ...row, number: (number += gap) }));
  });

function written(draft: PageDraft, list: readonly PagedRow[]): RowPage {
  for (const row of list) draft.add(row);
  const { index, operations, texts } = draft.take();
  // As the ledger would give them back.
  const copies = [index, operations, texts].map((bytes) => Uint8Array.from(bytes));
  const [first = index, second = operations, third = texts] = copies;
  return new RowPage({ index: () => first, operations: () => second, texts: () => third });
}

suite("a page", () => {
  test("gives back what was put in, also when its draft is used again", () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const draft = new PageDraft();
        for (const list of [before, after]) {
          const page = written(draft, list);
          const found = list.map((_, position) => ({
            line: page.index.lineAt(position),
            raw: page.rawAt(position),
            kind: page.index.kindAt(position),
            operation: Uint8Array.from(page.operationAt(position)),
            number: page.index.numberAt(position),
          }));
          assert.deepEqual(found, list);
          assert.equal(page.index.count, list.length);
        }
      }),
    );
  });

  test("finds a row by its number, or the next one", () => {
    fc.assert(
      fc.property(rows, fc.nat(80), (list, number) => {
        const { index } = written(new PageDraft(), list);
        const expected = list.findIndex((row) => row.number >= number);
        assert.equal(index.positionFrom(number), expected === -1 ? list.length : expected);
      }),
    );
  });

  test("is full after a thousand rows, or some megabytes", () => {
    const draft = new PageDraft();
    const row = { line: 1, raw: "x", kind: 1, operation: new Uint8Array(5) };
    for (let number = 1; number <= 1_000; number += 1) {
      assert.equal(draft.isFull, false);
      draft.add({ ...row, number });
    }
    assert.equal(draft.isFull, true);
    assert.deepEqual([draft.first, draft.last], [1, 1_000]);
    draft.take();
    draft.add({ ...row, number: 1, raw: "x".repeat(5_000_000) });
    assert.equal(draft.isFull, true);
  });
});

test("packed names come back in order, whatever their length", () => {
  const name = fc.oneof(
    fc.constant(null),
    fc.string({ minLength: 1 }),
    fc.constantFrom("n".repeat(254), "n".repeat(255), "n".repeat(256), "ä".repeat(200)),
  );
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const reader = new NameReader(packNames(names));
      assert.deepEqual(
        names.map(() => reader.next()),
        names,
      );
    }),
  );
});
