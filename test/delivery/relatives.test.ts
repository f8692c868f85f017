import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { namedWhereNeeded, resolveParents } from "../../src/delivery/relatives.ts";
import type { UnsentRow } from "../../src/ledger/rows.ts";
import { readOperation } from "../../src/operations/schema/encoded-operation.ts";
import { decoded } from "../operations/sheet.ts";
import { customerId, recordAs, standing, type TakenIn, takenIn } from "../support/ledger.ts";

const mine = `customers/${customerId}`;

/** A budget, an ad group and a keyword in that, and an ad group that nothing refers to. */
const FAMILY = `entity,resource_name,name,campaign,ad_group,keyword.text,keyword.match_type
campaign_budget,-1,A,,,,
ad_group,-2,B,77,,,
ad_group_criterion,,,,-2,shoes,exact
ad_group,,C,77,,,
`;

/** The rows of a batch that would be sent, from the row after `after`. */
function ready({ ledger, builder }: TakenIn, after: number): readonly UnsentRow[] {
  return resolveParents(ledger, builder, customerId, [...ledger.rows.unsent(customerId, after, 9)]);
}

function numbers(rows: readonly UnsentRow[]): readonly number[] {
  return rows.map((row) => row.number);
}

/** The ad group that a keyword names on the wire. */
function adGroupOf(row: UnsentRow | undefined): unknown {
  assert.ok(row);
  const message = decoded(row.operation) as {
    readonly ad_group_criterion_operation: { readonly create: { readonly ad_group: string } };
  };
  return message.ad_group_criterion_operation.create.ad_group;
}

suite("a row that refers to another by a temporary name", () => {
  test("keeps that name in one batch with it", async () => {
    const rows = ready(await takenIn(FAMILY), 0);
    assert.deepEqual(numbers(rows), [2, 3, 4, 5]);
    assert.equal(adGroupOf(rows[2]), `${mine}/adGroups/-2`);
  });

  test("has the real name of one that was accepted before", async () => {
    const run = await takenIn(FAMILY);
    recordAs(run.ledger, 3, "accepted", { resourceName: `${mine}/adGroups/333` });
    const rows = ready(run, 3);
    assert.deepEqual(numbers(rows), [4, 5]);
    assert.equal(adGroupOf(rows[0]), `${mine}/adGroups/333`);
  });

  for (const outcome of ["rejected", "deferred", "in_doubt", "blocked"] as const) {
    test(`is blocked by one that is ${outcome}, and not sent`, async () => {
      const run = await takenIn(FAMILY);
      recordAs(run.ledger, 3, outcome);
      assert.deepEqual(numbers(ready(run, 3)), [5]);
      assert.equal(run.ledger.rows.find(4)?.outcome, "blocked");
      assert.equal(run.ledger.rows.find(4)?.blockedBy, 3);
      const [error] = run.ledger.rows.errorsOf(4);
      assert.deepEqual([error?.code, error?.action], ["LocalError.PARENT_NOT_ACCEPTED", "blocked"]);
      assert.match(error?.message ?? "", /^Row 3 creates customers\/1234567890\/adGroups\/-2/);
      assert.deepEqual(run.ledger.rows.audit(), { unexplained: 0, stranded: 0 });
    });
  }

  test("is blocked along a chain", async () => {
    const run = await takenIn(`${FAMILY.trim().replace("ad_group,,C,77", "ad_group,-3,C,-9")}
campaign,-9,D,,,,
ad_group,-4,E,-9,,,
ad_group_criterion,,,,-4,boots,exact
`);
    recordAs(run.ledger, 6, "rejected");
    assert.deepEqual(numbers(ready(run, 6)), []);
    assert.deepEqual(
      [7, 8].map((row) => run.ledger.rows.find(row)?.blockedBy),
      [6, 7],
    );
    assert.deepEqual(standing(run.ledger).blocked, [7, 8]);
  });

  test("is left to Google if only a later row gives the name, or itself", async () => {
    const run = await takenIn(`entity,resource_name,name,campaign
ad_group,-1,A,-7
campaign,-7,B,
campaign,-5,C,
ad_group,-5,D,-5
`);
    assert.deepEqual(numbers(ready(run, 0)), [2, 3, 4, 5]);
  });

  test("is blocked by a later row as well, once that has failed", async () => {
    const run = await takenIn(
      "entity,resource_name,name,campaign\nad_group,,A,-7\ncampaign,-7,B,\n",
    );
    recordAs(run.ledger, 3, "rejected");
    assert.deepEqual(numbers(ready(run, 0)), []);
    assert.equal(run.ledger.rows.find(2)?.blockedBy, 3);
  });

  test("is invalid if no row gives the name, and not sent", async () => {
    const run = await takenIn("resource_name,name,campaign\n-1,A,-7\n-2,B,77\n");
    assert.deepEqual(numbers(ready(run, 0)), [3]);
    assert.equal(run.ledger.rows.find(2)?.outcome, "invalid");
    const [error] = run.ledger.rows.errorsOf(2);
    assert.deepEqual([error?.code, error?.column], ["LocalError.UNKNOWN_TEMPORARY_ID", 2]);
  });

  test("does not mind other accounts' names", async () => {
    const run = await takenIn(`customer_id,entity,resource_name,name,ad_group,campaign,keyword.text
9999999999,ad_group,-2,B,,77,
1234567890,ad_group_criterion,,,-2,,shoes
`);
    recordAs(run.ledger, 2, "accepted", { resourceName: "customers/9999999999/adGroups/7" });
    assert.deepEqual(numbers(ready(run, 2)), []);
    assert.equal(run.ledger.rows.find(3)?.outcome, "invalid");
  });
});

function namesOf(rows: readonly UnsentRow[]): readonly unknown[] {
  return namedWhereNeeded(rows).map((bytes) => readOperation(bytes).resource?.["resource_name"]);
}

suite("a temporary name of a row's own", () => {
  test("is sent only where a row of the request refers to it", async () => {
    const rows = ready(await takenIn(FAMILY), 0);
    assert.deepEqual(namesOf(rows), [undefined, `${mine}/adGroups/-2`, undefined, undefined]);
    assert.deepEqual(namesOf(rows.slice(0, 2)), [undefined, undefined]);
    const [, bytes = new Uint8Array()] = namedWhereNeeded(rows.slice(0, 2));
    assert.deepEqual(readOperation(bytes).resource, {
      campaign: `${mine}/campaigns/77`,
      name: "B",
    });
  });
});
