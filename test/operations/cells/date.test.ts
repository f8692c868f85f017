import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { daysIn } from "../../../src/operations/cells/date.ts";
import { faultOf, updated } from "../sheet.ts";

const DAY = "promotion_asset.start_date";

const TIME = "start_date_time";

suite("a date", () => {
  test("is taken as the API writes it", () => {
    const { value } = updated("asset", { [DAY]: " 2026-11-22 " });
    assert.deepEqual(value, { promotion_asset: { start_date: "2026-11-22" } });
  });

  for (const [cell, wayOut] of [
    ["22.11.2026", /^Write 2026-11-22\.$/],
    ["11/22/2026", /^Write 2026-11-22\.$/],
    ["22/11/26", /^Write 2026-11-22\.$/],
    ["2026/11/22", /^Write 2026-11-22\.$/],
    // March or April: nobody can tell.
    ["03/04/2026", /^Write it as in 2026-11-22/],
    ["20261122", /^Write it as in 2026-11-22/],
    ["2026-11-22 10:00:00", /^Write 2026-11-22\.$/],
    ["tomorrow", /^Write it as in 2026-11-22/],
    ["2026-02-30", /existing day/],
  ] as const) {
    test(`is refused with a way out: ${cell}`, () => {
      const fault = faultOf("asset", DAY, cell);
      assert.equal(fault.code, "BAD_DATE");
      assert.ok(fault.message.startsWith(`"${cell}"`));
      assert.match(fault.advice, wayOut);
    });
  }
});

suite("a date with a time", () => {
  test("is taken as the API writes it", () => {
    const cell = "2026-11-22 09:30:00";
    assert.deepEqual(updated("campaign", { [TIME]: cell }).value, { start_date_time: cell });
  });

  test("without a time means the whole day, from its first moment or to its last", () => {
    const day = { [TIME]: "2026-11-22", end_date_time: "2026-11-22" };
    assert.deepEqual(updated("campaign", day).value, {
      start_date_time: "2026-11-22 00:00:00",
      end_date_time: "2026-11-22 23:59:59",
    });
  });

  for (const [cell, wayOut] of [
    ["22.11.2026 09:30", /^Write 2026-11-22\.$/],
    ["2026-11-22T09:30:00Z", /^Write 2026-11-22\.$/],
    ["2026-11-22 24:00:00", /2026-11-22/],
  ] as const) {
    test(`is refused with a way out: ${cell}`, () => {
      const fault = faultOf("campaign", TIME, cell);
      assert.equal(fault.code, "BAD_DATE");
      assert.match(fault.advice, wayOut);
    });
  }

  test("is known by its comment, also where that is broken over lines", () => {
    const cell = "2026-11-22 00:00:00";
    const { value } = updated("bidding_data_exclusion", { start_date_time: cell });
    assert.deepEqual(value, { start_date_time: cell });
  });
});

test("the days that a text may mean", () => {
  assert.deepEqual(daysIn("22.11.2026"), ["2026-11-22"]);
  assert.deepEqual(daysIn("3/4/26"), ["2026-04-03", "2026-03-04"]);
  assert.deepEqual(daysIn("31.2.2026"), []);
  assert.deepEqual(daysIn("1.2"), []);
});
