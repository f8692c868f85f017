import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import { terminalText } from "../../../src/report/terminal.ts";
import type { Answer } from "../../../src/transport/transport.ts";
import { errorAt } from "../../support/answers.ts";
import { outcomesOf } from "../../support/cli.ts";
import { startRun } from "../../support/run.ts";
import { type Arrived, failedCall, scripted } from "../../support/scripted-transport.ts";

const sheet = `entity,operation,customer_id,name,text_label.description
label,create,1234567890,Spring,
user_list,create,1234567890,Buyers,
user_list,create,1234567890,Visitors,
label,create,1234567890,Summer,
`;

const cannot = errorAt(
  "",
  "mutate_error",
  "RESOURCE_DOES_NOT_SUPPORT_VALIDATE_ONLY",
  'This resource cannot be used with "validate_only".',
);

function entitiesOf({ batch }: Arrived): readonly string[] {
  return batch.operations.map((operation) => readOperation(operation).entity.name);
}

suite("a request that Google refuses because of a kind of resource in it", () => {
  test("is sent again by kinds, and only rows of that kind are rejected", async () => {
    const calls: (readonly string[])[] = [];
    const transport = scripted((call): Answer => {
      const entities = entitiesOf(call);
      calls.push(entities);
      return entities.includes("user_list")
        ? failedCall(3, [cannot])
        : { kind: "answered", requestId: null, results: [], partialFailure: null };
    });
    const run = await startRun(sheet, { transport, settings: { validateOnly: true } });
    const { reports } = run;
    assert.deepEqual(outcomesOf(reports), ["accepted", "rejected", "rejected", "accepted"]);
    assert.deepEqual(calls, [
      ["label", "user_list", "user_list", "label"],
      ["label", "label"],
      ["user_list", "user_list"],
    ]);
    for (const { code, advice, action } of reports.errors as readonly Record<string, string>[]) {
      assert.equal(code, "MutateError.RESOURCE_DOES_NOT_SUPPORT_VALIDATE_ONLY");
      assert.equal(action, "fix");
      assert.match(advice ?? "", /without --validate-only/);
    }
    run.discard();
  });

  test("a request of one kind is rejected at once", async () => {
    const transport = scripted(() => failedCall(3, [cannot]));
    const only = sheet
      .split("\n")
      .filter((line) => !line.startsWith("label"))
      .join("\n");
    const run = await startRun(only, { transport, settings: { validateOnly: true } });
    assert.deepEqual(outcomesOf(run.reports), ["rejected", "rejected"]);
    assert.deepEqual(run.reports.summary.stopped, []);
    // Correcting such a row does not make it valid.
    const text = terminalText(run.reports.summary, "folder");
    assert.match(text, /2 rows cannot be validated.* upload without --validate-only\.$/m);
    assert.doesNotMatch(text, /resubmit/);
    run.discard();
  });
});
