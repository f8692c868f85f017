import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ByHand, settleByHand } from "../../../src/delivery/doubt/by-hand.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { RunError } from "../../../src/messages/run-error.ts";
import { customerId, errorOf, recordAs, standing, takenIn } from "../../support/ledger.ts";

const now = new Date(0);

const sheet = `operation,resource_name,name
create,,one
create,,two
update,customers/${customerId}/adGroups/33,three
create,,four
`;

/** Rows 2 to 4 are in doubt, row 5 is not. */
async function inDoubt(): Promise<Ledger> {
  const { ledger } = await takenIn(sheet, {
    defaults: { entity: "ad_group", operation: null, customerId },
  });
  for (const row of [2, 3, 4]) recordAs(ledger, row, "in_doubt");
  recordAs(ledger, 5, "accepted", { resourceName: "customers/1/adGroups/9" });
  return ledger;
}

describe("the user's word", () => {
  test("settles the rows that it is about", async () => {
    const ledger = await inDoubt();
    settleByHand(ledger, [2], "resend", now);
    assert.deepEqual(standing(ledger), { unsent: [2], in_doubt: [3, 4], accepted: [5] });
    settleByHand(ledger, null, "accepted", now);
    assert.deepEqual(standing(ledger), { unsent: [2], accepted: [3, 4, 5] });
  });

  test("leaves a created row without a name, and an updated one with its own", async () => {
    const ledger = await inDoubt();
    settleByHand(ledger, null, "accepted", now);
    assert.deepEqual(
      [2, 4].map((row) => ledger.rows.find(row)?.resourceName),
      [null, `customers/${customerId}/adGroups/33`],
    );
  });

  test("may name what a row made, whole or by its id", async () => {
    const name = `customers/${customerId}/adGroups/77`;
    for (const given of ["77", name]) {
      const ledger = await inDoubt();
      settleByHand(ledger, [2], "accepted", now, given);
      assert.equal(ledger.rows.find(2)?.resourceName, name);
    }
  });

  test("names what stands below something else by its own id", async () => {
    const { ledger } = await takenIn("ad_group,status\n5,PAUSED\n", {
      defaults: { entity: "ad_group_ad", operation: "create", customerId },
    });
    recordAs(ledger, 2, "in_doubt");
    const elsewhere = `customers/${customerId}/adGroupAds/6~77`;
    assert.throws(
      () => settleByHand(ledger, [2], "accepted", now, elsewhere),
      /cannot be the name/,
    );
    assert.throws(() => settleByHand(ledger, [2], "accepted", now, "6~77"), /cannot be the name/);
    settleByHand(ledger, [2], "accepted", now, "77");
    assert.equal(ledger.rows.find(2)?.resourceName, `customers/${customerId}/adGroupAds/5~77`);
  });

  test("has to name what other rows need", async () => {
    const family = "entity,resource_name,name,campaign\ncampaign,-1,A,\nad_group,,B,-1\n";
    const { ledger } = await takenIn(family);
    recordAs(ledger, 2, "in_doubt");
    assert.throws(
      () => settleByHand(ledger, null, "accepted", now),
      (error) =>
        error instanceof RunError && /Other rows refer to what row 2 created/.test(error.message),
    );
    settleByHand(ledger, [2], "accepted", now, "77");
    assert.equal(ledger.rows.find(2)?.outcome, "accepted");
  });

  test("ends a row that Google refused because it is there already, if it names the row", async () => {
    const ledger = await inDoubt();
    const refuse = (code: string): void =>
      ledger.rows.record({
        row: 2,
        outcome: "rejected",
        resourceName: null,
        blockedBy: null,
        errors: [errorOf(code)],
      });
    refuse("StringLengthError.TOO_LONG");
    assert.throws(() => settleByHand(ledger, [2], "accepted", now), /Row 2 of ads is not in doubt/);
    refuse("AdGroupError.DUPLICATE_ADGROUP_NAME");
    assert.throws(() => settleByHand(ledger, [2], "resend", now), /Row 2 of ads is not in doubt/);
    settleByHand(ledger, null, "accepted", now);
    assert.equal(ledger.rows.find(2)?.outcome, "rejected");
    settleByHand(ledger, [2], "accepted", now, "77");
    assert.deepEqual(
      [ledger.rows.find(2)?.outcome, ledger.rows.find(2)?.resourceName],
      ["accepted", `customers/${customerId}/adGroups/77`],
    );
  });

  test("is refused with the way out, and settles nothing then", async () => {
    const refused: readonly [readonly number[], ByHand, string | null, RegExp][] = [
      [[2, 5], "accepted", null, /Row 5 of ads is not in doubt.*Rows in doubt: 2-4/],
      [[2, 3], "accepted", "77", /belongs to a single row/],
      [[2], "resend", "77", /--as accepted/],
      [[4], "accepted", "77", /Row 4 did not create anything/],
      [[2], "accepted", "boots", /boots cannot be the name of the ad group that row 2 made/],
      [[2], "accepted", "-7", /cannot be the name/],
      [
        [2],
        "accepted",
        "customers/5/adGroups/77",
        /looks like customers\/1234567890\/adGroups\/<id>/,
      ],
    ];
    const ledger = await inDoubt();
    const before = standing(ledger);
    for (const [rows, word, given, message] of refused) {
      assert.throws(
        () => settleByHand(ledger, rows, word, now, given),
        (error) => error instanceof RunError && message.test(`${error.message} ${error.wayOut}`),
        String(message),
      );
      assert.deepEqual(standing(ledger), before);
    }
  });
});
