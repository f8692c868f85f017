import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { RunError } from "../../../src/messages/run-error.ts";
import { entityNumbers, entityOf, type Verb } from "../../../src/operations/schema/entity.ts";
import { templateOf } from "../../../src/preflight/template/template.ts";
import { startSandbox } from "../../../src/sandbox/server.ts";
import { formatRecords, reportDialect } from "../../../src/sheet/csv/write.ts";
import { noCredentials } from "../../../src/transport/connect.ts";
import { connectGoogleAds } from "../../../src/transport/google/google-ads.ts";
import type { Transport } from "../../../src/transport/transport.ts";
import { startRun } from "../../support/run.ts";

let transport: Transport;

let close: () => Promise<void>;

before(async () => {
  const sandbox = await startSandbox({ statePath: null, now: () => new Date(0) });
  transport = await connectGoogleAds({
    credentials: noCredentials,
    plaintext: { host: "127.0.0.1", port: sandbox.port },
  });
  close = async () => {
    await transport.close();
    await sandbox.close();
  };
});

after(() => close());

let accounts = 5_550_000_000;

/** Uploads the example row of a template; the answer is what was wrong with it. */
async function uploaded(entity: string, verb: Verb): Promise<readonly string[]> {
  const found = entityOf(entity);
  assert.ok(found);
  const columns = templateOf(found, verb);
  // Each in an account of its own, so that nothing is there already.
  accounts += 1;
  const account = entity === "customer" ? "1234567890" : String(accounts);
  const cells = columns.map(({ header, example }) =>
    header === "customer_id" ? account : example,
  );
  const text = formatRecords([columns.map(({ header }) => header), cells], reportDialect);
  const run = await startRun(text, {
    transport,
    retries: null,
    defaults: { operation: null, customerId: null },
    settings: { batchSize: 10 },
  });
  const { summary, errors } = run.reports;
  assert.equal(summary.rows, 1);
  return errors.map((error) => `${error["column"]} ${error["code"]}: ${error["message"]}`);
}

suite("the example of each template is accepted by the sandbox", () => {
  for (const name of entityNumbers().keys()) {
    for (const verb of ["create", "update", "remove"] as const) {
      if (entityOf(name)?.verbs.has(verb) !== true) continue;
      test(`${verb} ${name}`, async () => {
        assert.deepEqual(await uploaded(name, verb), []);
      });
    }
  }
});

/** Members of `MutateOperation` that no row can be about: they name no resource to fill. */
const actions = new Set(["book_campaigns", "quote_campaigns"]);

function headers(verb: Verb): readonly string[] {
  const entity = entityOf("ad_group_asset");
  assert.ok(entity);
  return templateOf(entity, verb).map(({ header }) => header);
}

suite("a template", () => {
  test("is there for every entity but the actions, which say so", () => {
    for (const name of entityNumbers().keys()) {
      const entity = entityOf(name);
      assert.ok(entity);
      if (actions.has(name)) assert.throws(() => templateOf(entity, "create"), /is an action/);
      else assert.ok([...entity.verbs].every((verb) => templateOf(entity, verb).length >= 3));
    }
  });

  test("names the ways out where a verb is impossible", () => {
    const customer = entityOf("customer");
    assert.ok(customer);
    assert.throws(
      () => templateOf(customer, "create"),
      (error) => error instanceof RunError && error.wayOut === "Use --operation update.",
    );
  });

  test("puts what is required first, and leaves out what an update cannot change", () => {
    const control = ["entity", "operation", "customer_id"];
    assert.deepEqual(headers("create"), [...control, "ad_group", "asset", "field_type", "status"]);
    assert.deepEqual(headers("update"), [...control, "resource_name", "status"]);
    assert.deepEqual(headers("remove"), [...control, "resource_name"]);
  });

  test("never has more columns than a sheet can do with", () => {
    for (const name of entityNumbers().keys()) {
      const entity = entityOf(name);
      if (entity === undefined || entity.resource === null) continue;
      for (const verb of entity.verbs) assert.ok(templateOf(entity, verb).length <= 40, name);
    }
  });
});
