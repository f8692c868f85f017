import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect } from "./client.ts";

const KEYWORD = [{ ad_group_criterion_operation: { remove: "customers/1/adGroupCriteria/1~2" } }];

const QUERY = "SELECT customer.id, customer.status, customer.manager FROM customer";

describe("special accounts of the sandbox", () => {
  test("a cancelled one and a manager can be read, not changed", async () => {
    const client = await connect();
    const cases = [
      ["9000000005", "authorization_error.CUSTOMER_NOT_ENABLED", "CANCELED", false],
      ["9000000007", "request_error.CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT", "ENABLED", true],
    ] as const;
    for (const [customer, code, status, manager] of cases) {
      const { rows } = await client.search(QUERY, { customer });
      assert.equal(
        JSON.stringify(rows).includes(`"status":"${status}"`),
        true,
        JSON.stringify(rows),
      );
      assert.equal(JSON.stringify(rows).includes('"manager":true'), manager);
      const reply = await client.mutate(KEYWORD, { customer });
      assert.deepEqual(
        reply.errors.map((error) => error.code),
        [code],
      );
    }
    await client.close();
  });

  test("a new one is not found by the first three calls", async () => {
    const client = await connect();
    const codes: (string | undefined)[] = [];
    for (let call = 0; call < 4; call += 1) {
      const { errors } = await client.search(QUERY, { customer: "9000000006" });
      codes.push(errors[0]?.code);
    }
    const missing = "authentication_error.CUSTOMER_NOT_FOUND";
    assert.deepEqual(codes, [missing, missing, missing, undefined]);
    await client.close();
  });
});
