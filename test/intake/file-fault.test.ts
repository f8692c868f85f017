import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { suite, test } from "node:test";
import { RunError } from "../../src/messages/run-error.ts";
import { localRun } from "../support/run.ts";
import { accepted, scripted } from "../support/scripted-transport.ts";

async function refusal(
  sheet: string,
  defaults: { customerId?: string | null; operation?: "create" | null } = {},
): Promise<RunError> {
  const run = localRun({ transport: scripted(accepted), defaults });
  const error: unknown = await run.upload(sheet).catch((reason: unknown) => reason);
  assert.ok(error instanceof RunError, String(error));
  // No run is left behind.
  assert.deepEqual(readdirSync(run.out), []);
  return error;
}

suite("what no row of a file says", () => {
  test("is one fault of the file if it is the account", async () => {
    const none = await refusal("entity,name\nlabel,A\nlabel,B\n", { customerId: null });
    assert.equal(none.message, "No row of sheet.csv says which account it is for.");
    assert.match(none.wayOut, /--customer-id/);
    const empty = await refusal("customer_id,entity,name\n,label,A\n ,label,B\n", {
      customerId: null,
    });
    assert.equal(empty.message, none.message);
  });

  test("is one fault of the file if it is the entity or the operation", async () => {
    const { message, wayOut } = await refusal("entity,name\n,A\n,B\n");
    assert.equal(message, "No row of sheet.csv says what it is about.");
    assert.match(wayOut, /--entity/);
    const verbless = await refusal("entity,name\nlabel,A\n", { operation: null });
    assert.match(verbless.message, /whether to create, update or remove/);
  });

  test("is told together", async () => {
    const { message, wayOut } = await refusal("customer_id,entity,name\n,,A\n,,B\n", {
      customerId: null,
    });
    assert.equal(message, "No row of sheet.csv says which account it is for, or what it is about.");
    assert.equal(wayOut.split("\n").length, 2);
  });

  test("stays a fault of rows if one of them says it", async () => {
    const run = localRun({ transport: scripted(accepted), defaults: { customerId: null } });
    const { errors, results } = await run.upload(
      "customer_id,entity,name\n1234567890,label,A\n,label,B\n",
    );
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ["accepted", "invalid"],
    );
    assert.equal(errors[0]?.["code"], "LocalError.MISSING_CUSTOMER_ID");
  });
});
