import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { askedOf } from "../../src/delivery/asked.ts";
import { questionText } from "../../src/report/question.ts";
import { takenIn } from "../support/ledger.ts";

suite("the question before rows are sent", () => {
  test("names the kinds of change, how many there are, and the account", () => {
    const customerId = "1234567890";
    assert.equal(
      questionText([
        { customerId, entity: "ad_group_criterion", verb: "update", rows: 40 },
        { customerId, entity: "campaign", verb: "remove", rows: 2 },
        { customerId, entity: "ad_group_criterion", verb: "create", rows: 1_200 },
        { customerId, entity: "label", verb: "create", rows: 1 },
      ]),
      "What is removed cannot be restored. Send 1,200 new ad group criteria, 1 new label, 40 ad group criterion updates and 2 campaign removals to 123-456-7890?",
    );
  });

  test("adds up accounts, and names the first of many", () => {
    const asked = ["1", "2", "3", "4", "5"].map((digit) => ({
      customerId: digit.repeat(10),
      entity: "bidding_strategy",
      verb: "create" as const,
      rows: 2,
    }));
    assert.equal(
      questionText(asked),
      "Send 10 new bidding strategies to 111-111-1111, 222-222-2222, 333-333-3333 and 2 more accounts?",
    );
  });

  test("is about the rows that wait, and no others", async () => {
    const { ledger } = await takenIn("name,campaign,cpc_bid\nA,5,1\nB,5,x\nC,5,2\n");
    assert.deepEqual(askedOf(ledger), [
      { customerId: "1234567890", entity: "ad_group", verb: "create", rows: 2 },
    ]);
  });
});
