import * as fc from "fast-check";
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { createLedger, openLedger } from "../../../src/ledger/sqlite/sqlite-ledger.ts";
import type { Outcome } from "../../../src/outcome/outcome.ts";
import type { RowResult } from "../../../src/outcome/row-result.ts";
import { errorOf, firstCall, newRow, runOf, temporaryFolder } from "../../support/ledger.ts";

const customers = ["1111111111", "2222222222"] as const;

const numbers = [2, 3, 4, 5, 7, 8, 9, 12];

type Word = Exclude<Outcome, "unsent" | "invalid" | "dropped">;

/** What can be done to a ledger. Rows are those that wait at that time, in the order of the positions given. */
type Step =
  | { readonly kind: "request"; readonly pick: readonly number[]; readonly ends: readonly Word[] }
  | { readonly kind: "abandon"; readonly pick: readonly number[] }
  | { readonly kind: "record"; readonly row: number; readonly outcome: Word }
  | { readonly kind: "release" | "replace" | "drop"; readonly row: number }
  | { readonly kind: "fill"; readonly pick: readonly number[]; readonly lands: boolean }
  | { readonly kind: "results"; readonly ends: readonly Word[]; readonly closes: boolean }
  | { readonly kind: "give up" | "undo" | "reopen" };

const word = fc.constantFrom<Word>(
  "accepted",
  "accepted",
  "rejected",
  "blocked",
  "deferred",
  "in_doubt",
);

const outcomes = ["unsent", "accepted", "rejected", "blocked", "deferred", "in_doubt"] as const;

const pick = fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 5 });

const ends = fc.array(word, { minLength: 5, maxLength: 5 });

const row = fc.constantFrom(...numbers);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("request" as const), pick, ends }),
  fc.record({ kind: fc.constant("abandon" as const), pick }),
  fc.record({ kind: fc.constant("record" as const), row, outcome: word }),
  fc.record({
    kind: fc.constantFrom("release" as const, "replace" as const, "drop" as const),
    row,
  }),
  fc.record({ kind: fc.constant("fill" as const), pick, lands: fc.boolean() }),
  fc.record({ kind: fc.constant("results" as const), ends, closes: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("give up" as const, "undo" as const, "reopen" as const) }),
);

function nameOf(number: number): string {
  return `customers/1/adGroups/${number}`;
}

function resultOf(number: number, outcome: Word): RowResult {
  return {
    row: number,
    outcome,
    resourceName: outcome === "accepted" ? nameOf(number) : null,
    blockedBy: outcome === "blocked" ? 2 : null,
    errors: outcome === "accepted" ? [] : [errorOf("AdGroupError.X"), errorOf("AdGroupError.Y")],
  };
}

const answered = { endedAt: "t2", status: 0, requestId: "g1", failure: null };

/** A ledger of rows that ask for something on their own. */
class Place {
  readonly #path = join(temporaryFolder(), "ledger.sqlite");
  ledger: Ledger;

  /** @param recorded gives each row a record of its own at once. */
  constructor(recorded: boolean) {
    this.ledger = createLedger(this.#path, runOf());
    for (const [at, number] of numbers.entries())
      this.ledger.rows.add(newRow(number, { customerId: customers[at % 2] ?? null }));
    this.ledger.rows.endIntake({ ...this.ledger.run, rowCount: numbers.length });
    if (!recorded) return;
    for (const number of numbers) {
      this.ledger.jobs.setGroup(customers[0], number, "g");
      this.ledger.jobs.setGroup(customers[0], number, null);
    }
  }

  do(step: Step): void {
    const { rows, journal, jobs } = this.ledger;
    const [customerId] = customers;
    const waiting = (places: readonly number[]): readonly number[] => {
      const all = [...rows.unsent(customerId, 0, 100)].map(({ number }) => number);
      return places.flatMap((place) => all[place] ?? []);
    };
    const job = jobs.open(customerId);
    switch (step.kind) {
      case "request": {
        const sent = waiting(step.pick);
        if (sent.length === 0) return;
        const request = journal.open({ ...firstCall, customerId, rows: sent });
        const results = sent.map((number, at) => resultOf(number, step.ends[at] ?? "accepted"));
        journal.close(request, answered, results, []);
        return;
      }
      case "abandon": {
        const sent = waiting(step.pick);
        if (sent.length === 0) return;
        journal.open({ ...firstCall, customerId, rows: sent });
        journal.abandon("t9", errorOf("LocalError.PROCESS_ENDED"));
        return;
      }
      case "record":
        if (rows.find(step.row)?.isUnderway === false)
          rows.record(resultOf(step.row, step.outcome));
        return;
      case "drop":
        if (rows.find(step.row)?.isUnderway === false)
          rows.record({ ...resultOf(step.row, "accepted"), outcome: "dropped" });
        return;
      case "release":
        if (rows.find(step.row)?.outcome !== "accepted") rows.release([step.row]);
        return;
      case "replace": {
        const found = rows.find(step.row);
        if (found === undefined || found.isUnderway || found.outcome === "accepted") return;
        const { customerId: own } = found;
        rows.replace(newRow(step.row, { raw: `edited ${step.row}`, customerId: own }));
        return;
      }
      case "fill": {
        const added = waiting(step.pick);
        if (added.length === 0) return;
        const filled = job ?? jobs.create(customerId, `customers/${customerId}/batchJobs/1`, "t");
        if (filled.onTheWay > 0) return;
        jobs.beginAdd(filled, added);
        if (step.lands) jobs.landAdd(filled, "token");
        else jobs.withdrawAdd(filled);
        return;
      }
      case "results": {
        if (job === null) return;
        const request = journal.open({ ...firstCall, customerId, rows: [], job: job.id });
        this.ledger.transaction(() => {
          const left = [...jobs.withoutResult(job)];
          const settled = step.closes ? left : left.slice(0, 1);
          const results = settled.map((one, at) =>
            resultOf(one.number, step.ends[at % 5] ?? "accepted"),
          );
          journal.close(request, answered, results, []);
          if (step.closes) jobs.setState(job, "closed");
        });
        return;
      }
      case "give up":
        if (job !== null) jobs.abandon(job);
        return;
      case "undo":
        assert.throws(() =>
          this.ledger.transaction(() => {
            for (const number of waiting([0, 1, 2])) rows.record(resultOf(number, "accepted"));
            throw new Error("undone");
          }),
        );
        return;
      case "reopen":
        this.ledger.close();
        this.ledger = openLedger(this.#path);
    }
  }

  /** All that can be seen of the rows. */
  seen(): unknown {
    const { rows, jobs } = this.ledger;
    const customerIds = [...customers];
    const job = jobs.open(customers[0]);
    return {
      all: [...rows.all()],
      rejected: [...rows.all("rejected", "unsent")].map(({ number }) => number),
      explained: [...rows.explained("rejected", "in_doubt", "accepted")],
      standings: [...rows.standings()],
      counts: rows.countsByCustomer(),
      unsent: customerIds.map((id) => [...rows.unsent(id, 3, 3)]),
      planned: customerIds.map((id) => [...jobs.planned(id, 0, 100)]),
      waiting: customerIds.map((id) => jobs.waiting(id)),
      underway: jobs.underway(),
      inJob: job === null ? [] : numbers.map((_, position) => jobs.rowAt(job, position)),
      withoutResult: job === null ? [] : [...jobs.withoutResult(job)],
      standing: job === null ? [] : outcomes.map((outcome) => [...jobs.standing(job, outcome)]),
      inDoubt: customerIds.map((id) => rows.inDoubt(id)),
      sent: numbers.map((number) => rows.asSent(number)),
      cells: numbers.map((number) => rows.cellsOf(number)),
      named: numbers.map((number) => rows.operationsOn(nameOf(number))),
      last: rows.last(),
      audit: rows.audit(),
    };
  }
}

test("a row of a page stands as one with a record of its own, whatever is done to it", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 14 }), (steps) => {
      const paged = new Place(false);
      const recorded = new Place(true);
      for (const one of steps) {
        paged.do(one);
        recorded.do(one);
        assert.deepEqual(paged.seen(), recorded.seen());
      }
      paged.ledger.close();
      recorded.ledger.close();
    }),
    { numRuns: 60 },
  );
});
