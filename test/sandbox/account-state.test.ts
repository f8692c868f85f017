import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { RunError } from "../../src/messages/run-error.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { connect } from "./client.ts";
import { label, nameOf, remove } from "./operations.ts";

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
});

after(async () => {
  await rm(folder, { recursive: true });
});

const now = (): Date => new Date(0);

describe("the state", () => {
  test("of a file is found again by a later start", async () => {
    const statePath = join(folder, "accounts.sqlite");
    const first = await connect({ statePath });
    await first.mutate([label({ name: "a" }), label({ name: "b" })]);
    await first.mutate([remove("label_operation", nameOf("labels", "7000000002"))]);
    await first.close();

    const second = await connect({ statePath });
    const reply = await second.mutate([label({ name: "a" }), label({ name: "b" })]);
    const again = await second.errorsOf([
      remove("label_operation", nameOf("labels", "7000000002")),
    ]);
    await second.close();
    assert.ok(reply.kind === "ok");
    assert.deepEqual(reply.names, ["", nameOf("labels", "7000000003")]);
    assert.equal(
      again[0]?.code,
      "operation_access_denied_error.OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE",
    );
  });

  test("without a file is forgotten", async () => {
    for (const _ of [1, 2]) {
      const client = await connect();
      assert.deepEqual(await client.errorsOf([label()]), []);
      await client.close();
    }
  });

  test("needs a file that can be opened", async () => {
    await assert.rejects(startSandbox({ statePath: join(folder, "no", "where"), now }), RunError);
    const text = join(folder, "notes.txt");
    await writeFile(
      text,
      "not a database, but a text that is long enough to be looked at\n".repeat(20),
    );
    await assert.rejects(startSandbox({ statePath: text, now }), RunError);
  });

  test("a port that is taken cannot be used", async () => {
    const first = await startSandbox({ statePath: null, now });
    await assert.rejects(startSandbox({ statePath: null, now, port: first.port }), RunError);
    await first.close();
  });

  test("two runs of the same calls get the same request ids", async () => {
    const ids: string[] = [];
    for (const _ of [1, 2]) {
      const client = await connect();
      const reply = await client.mutate([label()]);
      ids.push(reply.kind === "ok" ? reply.requestId : "");
      await client.close();
    }
    assert.equal(ids[0], ids[1]);
  });

  test("no request id comes twice, even after a new start on the same file", async () => {
    const statePath = join(folder, "restarts.sqlite");
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) {
      const client = await connect({ statePath });
      const reply = await client.mutate([label({ name: `label ${ids.length}` })]);
      ids.push(reply.kind === "ok" ? reply.requestId : "");
      await client.close();
    }
    assert.equal(new Set(ids).size, 3);
  });
});
