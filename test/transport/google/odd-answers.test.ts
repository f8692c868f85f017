import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, suite, test } from "node:test";
import { connectGoogleAds } from "../../../src/transport/google/google-ads.ts";
import type { Transport } from "../../../src/transport/transport.ts";
import { outcomesOf } from "../../support/cli.ts";
import { framed, type RawAnswer, startHttp2Server } from "../../support/http2-server.ts";
import { startRun } from "../../support/run.ts";

// Answers over real HTTP/2, so that grpc-js makes of them what it makes of them in the field.

const server = await startHttp2Server();

after(() => server.close());

function connectTo(port: number): Promise<Transport> {
  return connectGoogleAds({
    credentials: {
      developerToken: "none",
      loginCustomerId: null,
      auth: { kind: "application_default" },
    },
    plaintext: { host: "127.0.0.1", port },
  });
}

const batch = {
  customerId: "1234567890",
  operations: [],
  partialFailure: true,
  validateOnly: false,
};

function page(code: number): RawAnswer {
  return {
    headers: { ":status": code, "content-type": "text/html" },
    body: Buffer.from("<html>Not here.</html>"),
  };
}

function status(value: string, message = "Some reason."): RawAnswer {
  return { headers: { "grpc-status": value, "grpc-message": encodeURIComponent(message) } };
}

/** Larger than what Node.js takes in one header. */
const largeTrailer = Buffer.from(
  Array.from({ length: 70_000 }, (_, position) => (position * position) % 251),
).toString("base64");

const odd: Record<string, RawAnswer> = {
  "OK without a message": { trailers: { "grpc-status": "0" } },
  "OK in the headers": status("0"),
  "no status at all": {},
  "a message and no status": { body: framed(Buffer.alloc(0)) },
  "a message that is cut off": { body: framed(Buffer.alloc(100)).subarray(0, 20) },
  "a message and then a refusal": {
    body: framed(Buffer.alloc(0)),
    trailers: { "grpc-status": "8" },
  },
  "a message that claims four gigabytes": { body: Buffer.of(0, 255, 255, 255, 255, 1, 2) },
  "a message in an unknown compression": {
    headers: { "grpc-encoding": "br" },
    body: framed(Buffer.from("x"), true),
    trailers: { "grpc-status": "0" },
  },
  "a message that is not compressed as it says": {
    headers: { "grpc-encoding": "gzip" },
    body: framed(Buffer.from("xxxx"), true),
    trailers: { "grpc-status": "0" },
  },
  "errors of 70 kB": { trailers: { "grpc-status": "3", "x-details-bin": largeTrailer } },
  "a stream that is cancelled": { reset: 8 },
  "a stream that is refused": { reset: 7 },
  "a stream that is throttled": { reset: 11 },
  "a stream over a connection that is not secure": { reset: 12 },
};
const statuses = ["", "17", "99", "-1", "abc", "0x7", "7.0", "7, 7"];
for (const value of statuses) odd[`the status "${value}"`] = status(value);
for (const code of [400, 401, 403, 404, 429, 500, 502, 503]) odd[`HTTP ${code}`] = page(code);
odd["HTTP 403 with an own header of ours"] = {
  headers: { ...page(403).headers, "rowmend-grpc-status": "7" },
};
odd["the words of a connection that was not made"] = status(
  "14",
  "No connection established. Last error: none",
);
odd["the words of a sign-in that failed, and a lost answer"] = status(
  "14",
  "Getting metadata from plugin failed with error: invalid_grant",
);

suite("an answer that proves nothing", () => {
  for (const [name, answer] of Object.entries(odd)) {
    test(`${name}: the rows are in doubt, and are not sent again`, async () => {
      const transport = await connectTo(server.port);
      server.follow(answer);
      const before = server.paths.length;
      const run = await startRun("name\none\ntwo\n", { transport, defaults: { entity: "label" } });
      assert.deepEqual(outcomesOf(run.reports), ["in_doubt", "in_doubt"]);
      assert.match(
        run.reports.errors.at(-1)?.["message"] ?? "",
        /^It is not known whether the row was carried out: .*\w/,
      );
      await run.resume();
      assert.deepEqual(outcomesOf(run.reports), ["in_doubt", "in_doubt"]);
      const mutates = server.paths.slice(before).filter((path) => path.endsWith("/Mutate"));
      assert.equal(mutates.length, 1);
      run.discard();
      await transport.close();
    });
  }
});

suite("a refusal", () => {
  for (const [name, answer] of Object.entries({
    "without a body": status("7"),
    "in trailers": { trailers: { "grpc-status": "7", "grpc-message": "Some reason." } },
    "with the words of a page": status("12", "Received HTTP status code 404"),
  })) {
    test(`${name} is one if it arrived as gRPC's status`, async () => {
      const transport = await connectTo(server.port);
      server.follow(answer);
      const failed = await transport.mutate(batch);
      assert.ok(failed.kind === "failed");
      assert.deepEqual([failed.sent, failed.doubt], [true, undefined]);
      assert.ok([7, 12].includes(failed.code));
      assert.ok(failed.trailers.every(([key]) => !key.startsWith("rowmend")));
      await transport.close();
    });
  }
});

suite("a server that is not there", () => {
  test("nothing was sent if it takes the connection and says nothing", async (t) => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, "127.0.0.1", resolve);
    });
    const address = silent.address();
    assert.ok(typeof address === "object" && address !== null);
    const transport = await connectTo(address.port);
    t.mock.timers.enable({ apis: ["Date", "setTimeout"] });
    const call = transport.mutate(batch);
    t.mock.timers.tick(20_001);
    const failed = await call;
    t.mock.timers.reset();
    assert.ok(failed.kind === "failed");
    assert.equal(failed.sent, false);
    assert.equal(failed.message, "No connection to the server within 20 seconds.");
    await transport.close();
    silent.close();
  });

  test("nothing was sent if it refuses the connection", async () => {
    const transport = await connectTo(1);
    const failed = await transport.mutate(batch);
    assert.ok(failed.kind === "failed");
    assert.equal(failed.sent, false);
    assert.match(failed.message, /ECONNREFUSED/);
    await transport.close();
  });
});
