import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Content, contentOf } from "../../../src/delivery/doubt/content.ts";
import {
  lookUpContents,
  lookUpKeys,
  queryFor,
  siblingsQuery,
} from "../../../src/delivery/doubt/look-up.ts";
import { builderOf } from "../../../src/operations/build.ts";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import type { NaturalKey } from "../../../src/operations/schema/natural-key.ts";
import { startSandbox } from "../../../src/sandbox/server.ts";
import { noCredentials } from "../../../src/transport/connect.ts";
import { connectGoogleAds } from "../../../src/transport/google/google-ads.ts";
import type { SearchAnswer } from "../../../src/transport/transport.ts";

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

/** Creates what the cells say in a sandbox, and hands over its search. */
async function among<T>(
  entity: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  work: (
    search: (query: string) => Promise<SearchAnswer>,
    operations: readonly Uint8Array[],
  ) => Promise<T>,
): Promise<T> {
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
    return await work((query) => transport.search(customerId, query), operations);
  } finally {
    await transport.close();
    await sandbox.close();
  }
}

/** Whether each of the keys is found among what the cells say. */
async function lookUpAmong(
  entity: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  keys: readonly NaturalKey[],
): Promise<readonly boolean[]> {
  return among(entity, headers, rows, async (search) => {
    const found = await lookUpKeys(keys, search);
    assert.ok(found.kind === "known");
    return found.names.map((names) => names.length > 0);
  });
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
    const found = await lookUpKeys([label("a")], async () => ({
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

function ad(adGroup: string, headline: string, path = ""): readonly string[] {
  return [adGroup, "https://example.com", headline, "Second", "Third", "One.", "Two.", path];
}

describe("a look-up by content", () => {
  const headers = [
    "ad_group",
    "ad.final_urls",
    ...[0, 1, 2].map((at) => `ad.responsive_search_ad.headlines[${at}].text`),
    ...[0, 1].map((at) => `ad.responsive_search_ad.descriptions[${at}].text`),
    "ad.responsive_search_ad.path1",
  ];
  /** How many ads with the content of each row are found, once the first `made` rows are there. */
  async function countAlike(
    rows: readonly (readonly string[])[],
    made: number,
  ): Promise<readonly number[]> {
    const builder = builderOf(headers, { entity: "ad_group_ad", operation: "create", customerId });
    const contents = rows.map((cells): Content => {
      const built = builder.build(cells, undefined, null);
      assert.ok(built.kind === "operation");
      const content = contentOf(readOperation(built.bytes));
      assert.ok(content !== null);
      return content;
    });
    return among("ad_group_ad", headers, rows.slice(0, made), async (search) => {
      const found = await lookUpContents(contents, search);
      assert.ok(found.kind === "known");
      return found.names.map((names) => names.length);
    });
  }

  test("finds equal ads, in their own ad group", async () => {
    const rows = [ad("7", "A"), ad("7", "A"), ad("8", "A"), ad("7", "B"), ad("9", "A")];
    assert.deepEqual(await countAlike(rows, 3), [2, 2, 1, 0, 0]);
  });

  test("takes no ad for another that says less", async () => {
    assert.deepEqual(await countAlike([ad("7", "A", "sale"), ad("7", "A")], 1), [1, 0]);
    assert.deepEqual(await countAlike([ad("7", "A", "sale")], 1), [1]);
  });

  test("asks once for many ad groups", async () => {
    const rows = Array.from({ length: 120 }, (_, number) => ad(String(number + 1), "A"));
    assert.deepEqual(
      await countAlike(rows, 60),
      rows.map((_, number) => (number < 60 ? 1 : 0)),
    );
  });

  test("asks for what the rows say, and for the texts beside it", () => {
    const content: Content = {
      entity: "shared_criterion",
      within: ["shared_set", "customers/1/sharedSets/2"],
      status: null,
      said: new Map([["placement.url", "example.com"]]),
      texts: new Set(["placement.url", "note"]),
    };
    assert.equal(
      siblingsQuery([content]),
      "SELECT shared_criterion.resource_name, shared_criterion.shared_set, shared_criterion.placement.url, shared_criterion.note FROM shared_criterion WHERE shared_criterion.shared_set IN ('customers/1/sharedSets/2')",
    );
  });
});
