import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lookUp, queryFor } from "../../src/doubt/look-up.ts";
import type { NaturalKey } from "../../src/doubt/natural-key.ts";
import { noCredentials } from "../../src/connect.ts";
import { builderOf } from "../../src/operations/build.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { connectGoogleAds } from "../../src/transport/google-ads.ts";

const customerId = "1234567890";

function label(name: string): NaturalKey {
  return { entity: "label", fields: ["name"], values: [name], status: "status" };
}

function keyword(text: string, matchType = "EXACT"): NaturalKey {
  return {
    entity: "ad_group_criterion",
    fields: ["ad_group", "keyword.text", "keyword.match_type", "negative"],
    values: ["customers/1234567890/adGroups/55", text, matchType, "false"],
    status: "status",
  };
}

describe("the query of a look-up", () => {
  test("asks for all keys of an entity at once, but for what was removed", () => {
    assert.equal(
      queryFor([label("a"), label("b")]),
      "SELECT label.resource_name, label.name FROM label WHERE label.name IN ('a', 'b') AND label.status != 'REMOVED'",
    );
  });

  test("quotes what a name may hold", () => {
    assert.match(queryFor([label(String.raw`it's a \ b`)]), /IN \('it\\'s a \\\\ b'\)/);
  });

  test("asks for keywords in either spelling", () => {
    assert.match(queryFor([keyword("Big Shoes")]), /keyword\.text IN \('Big Shoes', 'big shoes'\)/);
  });
});

/** Creates what the cells say in a sandbox, and looks the keys up there. */
async function lookUpAmong(
  entity: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  keys: readonly NaturalKey[],
): Promise<readonly boolean[]> {
  const sandbox = await startSandbox({ statePath: null, now: () => new Date(0) });
  const plaintext = { host: "127.0.0.1", port: sandbox.port };
  const transport = await connectGoogleAds({ credentials: noCredentials, plaintext });
  try {
    const builder = builderOf(headers, { entity, operation: "create", customerId });
    const operations = rows.map((cells) => {
      const built = builder.build(cells, undefined, null);
      assert.ok(built.kind === "operation");
      return built.bytes;
    });
    await transport.mutate({ customerId, operations, partialFailure: true, validateOnly: false });
    const found = await lookUp(keys, (query) => transport.search(customerId, query));
    assert.ok(found.kind === "known");
    return found.names.map((name) => name !== null);
  } finally {
    await transport.close();
    await sandbox.close();
  }
}

describe("a look-up", () => {
  test("finds what is there, and only that", async () => {
    const odd = String.raw`it's "100%" a \ b (é)`;
    const rows = [["plain"], [odd]];
    const keys = [label(odd), label("absent"), label("plain"), label("Plain")];
    assert.deepEqual(await lookUpAmong("label", ["name"], rows, keys), [true, false, true, false]);
  });

  test("tells keywords apart by match type, and not by capitals", async () => {
    const headers = ["ad_group", "keyword.text", "keyword.match_type"];
    const rows = [["55", "red shoes", "EXACT"]];
    const keys = [keyword("red shoes"), keyword("Red Shoes"), keyword("red shoes", "BROAD")];
    const found = await lookUpAmong("ad_group_criterion", headers, rows, keys);
    assert.deepEqual(found, [true, true, false]);
  });

  test("asks for many keys in several queries", async () => {
    const names = Array.from({ length: 450 }, (_, number) => `label ${number}`);
    const rows = names.filter((_, number) => number % 2 === 0).map((name) => [name]);
    const found = await lookUpAmong("label", ["name"], rows, names.map(label));
    assert.deepEqual(
      found,
      names.map((_, number) => number % 2 === 0),
    );
  });

  test("knows nothing if a query failed", async () => {
    const found = await lookUp([label("a")], async () => ({
      kind: "failed",
      requestId: null,
      code: 14,
      message: "Lost.",
      trailers: [],
      sent: true,
    }));
    assert.deepEqual(found, { kind: "unknown", message: "Lost." });
  });
});
