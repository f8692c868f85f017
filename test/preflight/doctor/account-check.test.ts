import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { apiEnum } from "../../../src/api/enums.ts";
import { checkAccount } from "../../../src/preflight/doctor/account-check.ts";
import type { Account } from "../../../src/transport/google/customer-service.ts";

const enabled: Account = {
  name: "Shoe shop",
  status: "ENABLED",
  isManager: false,
  isTest: false,
  currency: "EUR",
};

function check(changes: Partial<Account>): string {
  const found = checkAccount("account", { ...enabled, ...changes }, "directly");
  assert.equal(found.way_out === "", found.status === "ok");
  return `${found.status}: ${found.message}`;
}

suite("an account", () => {
  test("that is enabled takes an upload", () => {
    assert.equal(
      check({}),
      'ok: "Shoe shop" is enabled, in EUR. The credentials reach it directly.',
    );
    assert.equal(
      check({ name: "", isTest: true, currency: "" }),
      "ok: It is enabled, a test account. The credentials reach it directly.",
    );
  });

  test("that is not active is explained", () => {
    assert.match(check({ status: "CANCELED" }), /^problem: .*cancelled/);
    assert.match(check({ status: "SUSPENDED" }), /^problem: .*suspended/);
    assert.match(check({ status: "CLOSED" }), /^problem: .*closed.*cannot be reopened/);
  });

  test("that is a test account is shown as closed and works", () => {
    assert.match(check({ status: "CLOSED", isTest: true }), /^ok: /);
  });

  test("that is a manager takes no upload", () => {
    assert.match(check({ isManager: true }), /^problem: .*manager account/);
    assert.match(check({ isManager: true, status: "SUSPENDED" }), /suspended/);
  });

  test("of a status that says nothing is left to a look", () => {
    for (const status of ["UNSPECIFIED", "UNKNOWN", "UNKNOWN_9"])
      assert.match(check({ status }), new RegExp(`^warning: .*${status}`));
    assert.equal(checkAccount("account", null, "").status, "warning");
  });

  test("of each status of the API is judged", () => {
    for (const { name, number } of apiEnum("enums/customer_status.proto").values)
      if (number > 1) assert.doesNotMatch(check({ status: name }), /^warning/, name);
  });
});
