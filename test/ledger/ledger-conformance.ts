import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { Run } from "../../src/ledger/run.ts";
import { acceptedRow, droppedRow } from "../../src/outcome/row-result.ts";
import { createAdGroup, customerId, errorOf, newRow, runOf, standing } from "../support/ledger.ts";

/** Where a kind of ledger is kept, one in each place. */
export interface LedgerPlace {
  create(run: Run): Ledger;
  /** Opens what was created there, as another process would. */
  reopen(): Ledger;
}

const end = { endedAt: "2026-01-02T03:05:00.000Z", status: 0, requestId: "g1", failure: null };

function ledgerAt(place: LedgerPlace): Ledger {
  const ledger = place.create(runOf());
  ledger.rows.add(newRow(2));
  ledger.rows.add(
    newRow(3, { operation: null, errors: [errorOf("LocalError.A"), errorOf("LocalError.B")] }),
  );
  ledger.rows.add(newRow(5, { customerId: "9", defines: "customers/9/campaigns/-1" }));
  ledger.rows.add(newRow(6, { uses: ["customers/9/campaigns/-1", "customers/9/x/-2"] }));
  ledger.rows.endIntake({ ...ledger.run, rowCount: 4 });
  return ledger;
}

function open(ledger: Ledger, rows: readonly number[]): number {
  return ledger.journal.open({
    round: 1,
    customerId,
    method: "GoogleAdsService.Mutate",
    rows,
    attempt: 1,
    startedAt: "2026-01-02T03:04:06.000Z",
  });
}

/** What every kind of ledger has to do, whatever it is kept in. */
export function ledgerConforms(placeOf: () => LedgerPlace): void {
  suite("a ledger", () => {
    test("keeps rows, errors and the run over a restart", () => {
      const place = placeOf();
      ledgerAt(place).close();
      const ledger = place.reopen();
      assert.deepEqual(ledger.run, runOf({ rowCount: 4 }));
      assert.deepEqual(standing(ledger), { unsent: [2, 5, 6], invalid: [3] });
      assert.deepEqual(
        ledger.rows.errorsOf(3).map(({ code }) => code),
        ["LocalError.A", "LocalError.B"],
      );
      assert.deepEqual(ledger.rows.errorsOf(3)[0], errorOf("LocalError.A"));
      assert.equal(ledger.rows.find(2)?.raw, "row 2");
      assert.equal(ledger.rows.find(4), undefined);
      assert.equal(ledger.rows.definedBy("9", "customers/9/campaigns/-1")?.number, 5);
      assert.equal(ledger.rows.definedBy("8", "customers/9/campaigns/-1"), undefined);
    });

    test("looks up names again once they are forgotten, but for rows on their way", () => {
      const ledger = ledgerAt(placeOf());
      const [sought, found] = ["find:a", "found:a"];
      for (const row of [2, 6]) ledger.rows.resolve(row, Uint8Array.of(1), [found]);
      ledger.rows.noteName(customerId, sought, "customers/1/labels/5");
      ledger.rows.record({
        row: 6,
        outcome: "in_doubt",
        resourceName: null,
        blockedBy: null,
        errors: [errorOf("LocalError.X")],
      });
      ledger.rows.forgetNames();
      assert.deepEqual(
        [2, 6].map((row) => ledger.rows.asSent(row)?.uses),
        [[sought], [found]],
      );
      assert.equal(ledger.rows.currentNameOf(customerId, sought), undefined);
      assert.equal(ledger.rows.nameOf(customerId, sought), "customers/1/labels/5");
      ledger.rows.noteName(customerId, sought, "customers/1/labels/6");
      assert.equal(ledger.rows.currentNameOf(customerId, sought), "customers/1/labels/6");
      assert.equal(ledger.rows.nameOf(customerId, sought), "customers/1/labels/6");
    });

    test("knows its last row, and what rows said", () => {
      const ledger = ledgerAt(placeOf());
      assert.equal(ledger.rows.last(), 6);
      ledger.rows.noteText("digest", 5);
      assert.equal(ledger.rows.rowSaying("digest")?.number, 5);
      assert.equal(ledger.rows.rowSaying("another"), undefined);
    });

    test("gives the rows to send by account, in order", () => {
      const ledger = ledgerAt(placeOf());
      assert.deepEqual(ledger.rows.customersWith("unsent"), [customerId, "9"]);
      const numbers = (after: number, limit: number) =>
        [...ledger.rows.unsent(customerId, after, limit)].map(({ number }) => number);
      assert.deepEqual(
        [numbers(0, 9), numbers(0, 1), numbers(2, 9), numbers(6, 9)],
        [[2, 6], [2], [6], []],
      );
      const [row] = ledger.rows.unsent(customerId, 2, 1);
      assert.deepEqual(row?.uses, ["customers/9/campaigns/-1", "customers/9/x/-2"]);
      assert.deepEqual([row.attempts, [...row.operation]], [0, [...createAdGroup]]);
    });

    test("journals a call, and settles its rows with it", () => {
      const ledger = ledgerAt(placeOf());
      const request = open(ledger, [2, 6]);
      assert.equal(ledger.journal.openCount(), 1);
      assert.deepEqual(standing(ledger), { unsent: [2, 5, 6], invalid: [3] });
      ledger.journal.close(
        request,
        { ...end, failure: "{}" },
        [
          {
            row: 2,
            outcome: "accepted",
            resourceName: "customers/1/x/1",
            blockedBy: null,
            errors: [],
          },
          {
            row: 6,
            outcome: "blocked",
            resourceName: null,
            blockedBy: 2,
            errors: [errorOf("A.B")],
          },
        ],
        [errorOf("C.D"), errorOf("C.E")],
      );
      assert.deepEqual(standing(ledger), {
        accepted: [2],
        unsent: [5],
        blocked: [6],
        invalid: [3],
      });
      const { resourceName, attempts, requestId } = ledger.rows.find(2) ?? {};
      assert.deepEqual([resourceName, attempts, requestId], ["customers/1/x/1", 1, "g1"]);
      assert.equal(ledger.rows.find(6)?.blockedBy, 2);
      assert.deepEqual(
        ledger.journal.unplacedErrors().map(({ code }) => code),
        ["C.D", "C.E"],
      );
      assert.deepEqual(
        [...ledger.rows.errors()].map(({ row }) => row),
        [null, null, 3, 3, 6],
      );
      assert.deepEqual(ledger.rows.audit(), { unexplained: 0, stranded: 0 });
      const [call] = ledger.journal.requests();
      assert.deepEqual(
        [call?.rows, call?.rowCount, call?.state, call?.failure],
        ["2 6", 2, "settled", "{}"],
      );
    });

    test("settles all rows of a call or none", () => {
      const ledger = ledgerAt(placeOf());
      const request = open(ledger, [2, 6]);
      const result = {
        row: 2,
        outcome: "accepted",
        resourceName: null,
        blockedBy: null,
        errors: [],
      } as const;
      const broken = { ...result, row: 6, outcome: null as unknown as "accepted" };
      assert.throws(() => ledger.journal.close(request, end, [result, broken], []));
      assert.deepEqual(standing(ledger), { unsent: [2, 5, 6], invalid: [3] });
      assert.equal(ledger.journal.openCount(), 1);
    });

    test("puts the rows of a lost call in doubt, once", () => {
      const ledger = ledgerAt(placeOf());
      open(ledger, [2, 6]);
      assert.equal(ledger.journal.abandon(end.endedAt, errorOf("LocalError.PROCESS_ENDED")), 2);
      assert.equal(ledger.journal.abandon(end.endedAt, errorOf("LocalError.PROCESS_ENDED")), 0);
      assert.deepEqual(standing(ledger), { in_doubt: [2, 6], unsent: [5], invalid: [3] });
      assert.equal(ledger.rows.errorsOf(2).length, 1);
      assert.equal(ledger.rows.find(2)?.attempts, 1);
      assert.equal([...ledger.journal.requests()][0]?.state, "lost");
    });

    test("takes new rows, waiting rows and a user's word", () => {
      const ledger = ledgerAt(placeOf());
      ledger.rows.record({
        row: 2,
        outcome: "deferred",
        resourceName: null,
        blockedBy: 5,
        errors: [errorOf("A.B")],
      });
      ledger.rows.release([2]);
      assert.deepEqual(
        [ledger.rows.find(2)?.outcome, ledger.rows.find(2)?.blockedBy, ledger.rows.errorsOf(2)],
        ["unsent", null, []],
      );
      ledger.rows.replace(newRow(3, { raw: "mended" }));
      assert.deepEqual(
        [ledger.rows.find(3)?.outcome, ledger.rows.find(3)?.raw, ledger.rows.errorsOf(3)],
        ["unsent", "mended", []],
      );
      ledger.rows.replace(newRow(3, { operation: null, errors: [errorOf("LocalError.C")] }));
      assert.deepEqual(
        [ledger.rows.find(3)?.outcome, ledger.rows.errorsOf(3).length],
        ["invalid", 1],
      );
      ledger.rows.record({
        row: 5,
        outcome: "in_doubt",
        resourceName: null,
        blockedBy: null,
        errors: [errorOf("A.B")],
      });
      ledger.rows.record(acceptedRow(5, null));
      assert.deepEqual([ledger.rows.find(5)?.outcome, ledger.rows.errorsOf(5)], ["accepted", []]);
      assert.deepEqual(ledger.rows.counts(), {
        accepted: 1,
        rejected: 0,
        invalid: 1,
        blocked: 0,
        deferred: 0,
        in_doubt: 0,
        dropped: 0,
        unsent: 2,
      });
    });

    test("keeps a row that its owner gives up without a reason, and takes in a row as given up", () => {
      const ledger = ledgerAt(placeOf());
      ledger.rows.record(droppedRow(2, null));
      ledger.rows.replace(newRow(3, { outcome: "dropped", operation: null }));
      assert.equal(ledger.rows.counts().dropped, 2);
      assert.equal(ledger.rows.audit().unexplained, 0);
    });

    test("notices a row that comes in as invalid without a reason", () => {
      const ledger = ledgerAt(placeOf());
      ledger.rows.replace(newRow(2, { operation: null, errors: [] }));
      assert.equal(ledger.rows.find(2)?.outcome, "invalid");
      assert.equal(ledger.rows.audit().unexplained, 1);
    });

    test("notices a row that is left without a reason", () => {
      const ledger = ledgerAt(placeOf());
      ledger.rows.record({
        row: 2,
        outcome: "rejected",
        resourceName: null,
        blockedBy: null,
        errors: [],
      });
      assert.equal(ledger.rows.audit().unexplained, 1);
    });

    test("takes back all of a transaction that throws, also of what it was asked within it", () => {
      const ledger = ledgerAt(placeOf());
      const before = [ledger.run, ledger.rows.counts()];
      assert.throws(
        () =>
          ledger.transaction(() => {
            ledger.saveRun({ ...ledger.run, headers: ["other"] });
            ledger.transaction(() => ledger.rows.record(acceptedRow(2, "customers/1/adGroups/2")));
            assert.equal(ledger.rows.counts().accepted, 1);
            throw new Error("no such thing");
          }),
        /no such thing/,
      );
      assert.deepEqual([ledger.run, ledger.rows.counts()], before);
      ledger.close();
    });

    test("counts its rounds", () => {
      const ledger = ledgerAt(placeOf());
      assert.equal(ledger.startRound("upload", "t1"), 1);
      assert.equal(ledger.startRound("resubmit", "t2"), 2);
      ledger.endRound(1, "t3");
      assert.deepEqual(ledger.rounds(), [
        { number: 1, kind: "upload", startedAt: "t1", endedAt: "t3" },
        { number: 2, kind: "resubmit", startedAt: "t2", endedAt: null },
      ]);
    });
  });

  test("an edited row is a new one: that an answer was lost for the old one does not count", () => {
    const ledger = ledgerAt(placeOf());
    const doubted = (): readonly boolean[] =>
      [...ledger.rows.unsent(customerId, 0, 1)].map((row) => row.isDoubted);
    ledger.journal.open({
      round: 1,
      customerId,
      method: "GoogleAdsService.Mutate",
      rows: [2],
      attempt: 1,
      startedAt: "2026-01-02T03:04:05.000Z",
    });
    ledger.journal.abandon("2026-01-02T03:04:06.000Z", errorOf("LocalError.PROCESS_ENDED"));
    ledger.rows.release([2]);
    assert.deepEqual(doubted(), [true]);
    ledger.rows.replace(newRow(2));
    assert.deepEqual(doubted(), [false]);
    ledger.close();
  });
}
