import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { auditRun } from "../../src/ledger/audit.ts";
import type { Job } from "../../src/ledger/jobs.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { customerId, errorOf, newRow, recordAs, runOf } from "../support/ledger.ts";
import type { LedgerPlace } from "./ledger-conformance.ts";

const NAME = `customers/${customerId}/batchJobs/9`;

const AT = "2026-01-02T03:04:05.000Z";

/** A ledger with the rows 2 to 7 to be sent. */
function ledgerOfSix(place: LedgerPlace): Ledger {
  const ledger = place.create(runOf());
  for (let number = 2; number <= 7; number += 1) ledger.rows.add(newRow(number));
  ledger.rows.endIntake({ ...ledger.run, rowCount: 6 });
  return ledger;
}

function waiting(ledger: Ledger): readonly number[] {
  return [...ledger.rows.unsent(customerId, 0, 100)].map((row) => row.number);
}

/** The rows of a job, by the positions that it has, that have yet to get their first result. */
function freshIn(ledger: Ledger, job: Job): readonly number[] {
  return [0, 1, 2, 3].flatMap((position) => ledger.jobs.freshRowAt(job, position) ?? []);
}

function openJob(ledger: Ledger): Job {
  const job = ledger.jobs.open(customerId);
  assert.ok(job !== null);
  return job;
}

/** What every kind of ledger has to know of batch jobs, whatever it is kept in. */
export function jobsConform(placeOf: () => LedgerPlace): void {
  suite("rows in a batch job", () => {
    test("are unsent, and yet wait for nobody else", () => {
      const ledger = ledgerOfSix(placeOf());
      const job = ledger.jobs.create(customerId, NAME, AT);
      ledger.jobs.beginAdd(job, [2, 3, 5]);
      assert.deepEqual(waiting(ledger), [4, 6, 7]);
      assert.equal(ledger.rows.counts().unsent, 6);
      assert.equal(ledger.jobs.waiting(customerId), 3);
      assert.equal(ledger.jobs.underway(), 3);
      assert.equal(ledger.rows.find(3)?.isUnderway, true);
      assert.equal(ledger.rows.find(4)?.isUnderway, false);
      ledger.close();
    });

    test("stand at their positions, in the order in which they were added", () => {
      const ledger = ledgerOfSix(placeOf());
      ledger.jobs.beginAdd(ledger.jobs.create(customerId, NAME, AT), [2, 5, 4]);
      assert.deepEqual([openJob(ledger).size, openJob(ledger).onTheWay], [0, 3]);
      ledger.jobs.landAdd(openJob(ledger), "t1");
      const job = openJob(ledger);
      assert.deepEqual([job.size, job.onTheWay, job.token], [3, 0, "t1"]);
      ledger.jobs.beginAdd(job, [7, 3]);
      ledger.jobs.landAdd(job, "t2");
      assert.deepEqual(
        [0, 1, 2, 3, 4, 5].map((position) => ledger.jobs.rowAt(job, position)?.number),
        [2, 5, 4, 7, 3, undefined],
      );
      ledger.close();
    });

    test("that did not arrive wait again", () => {
      const ledger = ledgerOfSix(placeOf());
      const job = ledger.jobs.create(customerId, NAME, AT);
      ledger.jobs.beginAdd(job, [2, 3]);
      ledger.jobs.landAdd(job, "t1");
      ledger.jobs.beginAdd(openJob(ledger), [4, 5]);
      ledger.jobs.withdrawAdd(openJob(ledger));
      assert.deepEqual(waiting(ledger), [4, 5, 6, 7]);
      assert.deepEqual([openJob(ledger).size, openJob(ledger).onTheWay], [2, 0]);
      ledger.close();
    });

    test("of a job that is given up wait again, but for those with a result", () => {
      const ledger = ledgerOfSix(placeOf());
      const job = ledger.jobs.create(customerId, NAME, AT);
      ledger.jobs.beginAdd(job, [2, 3]);
      assert.deepEqual(freshIn(ledger, job), [2, 3]);
      const request = ledger.journal.open({
        round: ledger.startRound("upload", AT),
        customerId,
        method: "BatchJobService.ListBatchJobResults",
        rows: [],
        attempt: 1,
        startedAt: AT,
        job: job.id,
      });
      ledger.journal.close(
        request,
        { endedAt: AT, status: 0, requestId: "r", failure: null },
        [{ row: 2, outcome: "accepted", resourceName: "a", blockedBy: null, errors: [] }],
        [],
      );
      assert.deepEqual(freshIn(ledger, job), [3]);
      ledger.jobs.abandon(job);
      assert.equal(ledger.jobs.open(customerId), null);
      assert.deepEqual(freshIn(ledger, job), []);
      assert.deepEqual(waiting(ledger), [3, 4, 5, 6, 7]);
      assert.equal(ledger.rows.find(2)?.outcome, "accepted");
      ledger.close();
    });

    test("are found again by another process, with the call that it lost", () => {
      const place = placeOf();
      const ledger = ledgerOfSix(place);
      const job = ledger.jobs.create(customerId, NAME, AT);
      ledger.jobs.beginAdd(job, [2, 3]);
      ledger.journal.open({
        round: ledger.startRound("upload", AT),
        customerId,
        method: "BatchJobService.AddBatchJobOperations",
        rows: [2, 3],
        attempt: 1,
        startedAt: AT,
        job: job.id,
      });
      ledger.close();
      const again = place.reopen();
      // What became of the rows is for the job to say.
      const error = {
        code: "X",
        message: "",
        advice: "",
        action: "settle",
        column: null,
        fieldPath: "",
        details: null,
      } as const;
      assert.equal(again.journal.abandon(AT, error), 0);
      assert.deepEqual(
        [...again.journal.requests()].map((request) => request.state),
        ["lost"],
      );
      assert.equal(again.rows.find(2)?.outcome, "unsent");
      assert.deepEqual(again.jobs.open(customerId), { ...job, onTheWay: 2 });
      again.close();
    });

    test("may become invalid by an edit while the job goes on, and are still found in it", () => {
      const ledger = ledgerOfSix(placeOf());
      ledger.jobs.beginAdd(ledger.jobs.create(customerId, NAME, AT), [2, 3]);
      ledger.jobs.landAdd(openJob(ledger), "t1");
      const job = openJob(ledger);
      const call = { round: 1, customerId, method: "M", rows: [], attempt: 1, startedAt: AT };
      const request = ledger.journal.open({ ...call, job: job.id });
      const rejected = {
        row: 2,
        outcome: "rejected",
        resourceName: null,
        blockedBy: null,
      } as const;
      const end = { endedAt: AT, status: 0, requestId: null, failure: null };
      ledger.journal.close(request, end, [{ ...rejected, errors: [errorOf("E.X")] }], []);
      ledger.rows.replace(newRow(2, { operation: null, errors: [errorOf("LocalError.A")] }));
      const found = ledger.jobs.rowAt(job, 0);
      assert.deepEqual([found?.outcome, found?.operation], ["invalid", null]);
      assert.deepEqual(
        Array.from(ledger.jobs.withoutResult(job), ({ number }) => number),
        [3],
      );
      assert.deepEqual([...ledger.jobs.standing(job, "rejected")], []);
      ledger.close();
    });

    test("must not be left in a job that is over", () => {
      const ledger = ledgerOfSix(placeOf());
      const job = ledger.jobs.create(customerId, NAME, AT);
      ledger.jobs.beginAdd(job, [2]);
      auditRun(ledger, true);
      ledger.jobs.setState(job, "closed");
      assert.throws(() => auditRun(ledger, true), /1 rows are in no batch job/);
      ledger.close();
    });
  });

  suite("rows that stand or fall together", () => {
    test("are known as a group, and wait for the one that was rejected", () => {
      const ledger = ledgerOfSix(placeOf());
      for (const row of [2, 4, 6]) ledger.jobs.setGroup(customerId, row, "g");
      assert.deepEqual(
        ledger.jobs.group(customerId, "g").map((row) => row.number),
        [2, 4, 6],
      );
      assert.deepEqual(ledger.jobs.brokenGroups(customerId), []);
      recordAs(ledger, 4, "rejected");
      assert.deepEqual(ledger.jobs.brokenGroups(customerId), [
        { row: 2, blocker: 4 },
        { row: 6, blocker: 4 },
      ]);
      // Google did not treat them as one.
      recordAs(ledger, 6, "accepted", { resourceName: "a" });
      assert.deepEqual(ledger.jobs.brokenGroups(customerId), []);
      ledger.close();
    });

    test("are noticed when only some of them are in the job", () => {
      const ledger = ledgerOfSix(placeOf());
      for (const row of [2, 4]) ledger.jobs.setGroup(customerId, row, "g");
      for (const row of [3, 5]) ledger.jobs.setGroup(customerId, row, "h");
      const job = ledger.jobs.create(customerId, NAME, AT);
      ledger.jobs.beginAdd(job, [2, 3, 5]);
      assert.deepEqual(ledger.jobs.splitGroups(job), ["g"]);
      ledger.close();
    });

    test("claims tell the first row that changes a resource", () => {
      const ledger = ledgerOfSix(placeOf());
      ledger.jobs.forgetChanges();
      assert.equal(ledger.jobs.firstToChange("a", 2), null);
      assert.equal(ledger.jobs.firstToChange("b", 3), null);
      assert.equal(ledger.jobs.firstToChange("a", 4), 2);
      ledger.jobs.forgetChanges();
      assert.equal(ledger.jobs.firstToChange("a", 4), null);
      ledger.close();
    });
  });
}
