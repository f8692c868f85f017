import type { Client } from "@grpc/grpc-js";
import type { Customer } from "google-ads-api";
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http2";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import type { Credentials } from "../../../src/transport/credentials.ts";
import type { Connection } from "../../../src/transport/google/service.ts";
import { cert, key } from "../../fixtures/certificate.ts";
import { temporaryFolder } from "../../support/cli.ts";
import { startConnectProxy } from "../../support/connect-proxy.ts";
import { framed, startHttp2Server } from "../../support/http2-server.ts";
import { accessToken, startTokenServer } from "../../support/token-server.ts";

const folder = temporaryFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const google = await startHttp2Server({ cert, key });
const local = await startHttp2Server();
const proxy = await startConnectProxy(google.port);
const tokens = await startTokenServer();

const answer = { body: framed(Buffer.alloc(0)), trailers: { "grpc-status": "0" } };
google.follow(answer);
local.follow(answer);

// grpc-js reads them when it is loaded, and when it connects.
process.env["GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"] = file("roots.pem", cert);
process.env["grpc_proxy"] = `http://127.0.0.1:${proxy.port}`;
process.env["no_grpc_proxy"] = "127.0.0.1";

const { GoogleAdsApi } = await import("google-ads-api");
const { channelOf, signInOf } = await import("../../../src/transport/auth.ts");
const { credentials: grpcCredentials } = await import("@grpc/grpc-js");
const { connectGoogleAds } = await import("../../../src/transport/google/google-ads.ts");
const { openService } = await import("../../../src/transport/google/service.ts");

after(async () => {
  for (const server of [google, local, proxy, tokens]) await server.close();
});

const user = {
  kind: "refresh_token",
  clientId: "client",
  clientSecret: "secret",
  refreshToken: "refresh",
} as const;

function credentialsWith(
  loginCustomerId: string | null,
  auth: Credentials["auth"] = user,
): Credentials {
  return { developerToken: "developer", loginCustomerId, auth };
}

function live(credentials: Credentials): Connection {
  const signIn = signInOf(credentials.auth, tokens.transporter);
  return { credentials, plaintext: null, signIn };
}

function here(credentials: Credentials): Connection {
  return { credentials, plaintext: { host: "127.0.0.1", port: local.port } };
}

const loginCustomers = [null, "1234567890"];

const customerId = "5552100042";

/** A customer of google-ads-api as its users have it, with the same credentials. */
function customerOf({ credentials, plaintext, signIn }: Connection): Customer {
  const { developerToken, loginCustomerId } = credentials;
  const api = new GoogleAdsApi({
    client_id: user.clientId,
    client_secret: user.clientSecret,
    developer_token: developerToken,
    grpc_channel_options: {
      "grpc.enable_retries": 0,
      ...(plaintext === null ? {} : { apiEndpoint: plaintext.host, port: plaintext.port }),
    },
  });
  const customer = api.Customer({
    customer_id: customerId,
    refresh_token: user.refreshToken,
    ...(loginCustomerId === null ? {} : { login_customer_id: loginCustomerId }),
  });
  const channel = signIn === undefined ? grpcCredentials.createInsecure() : channelOf(signIn);
  return Object.assign(customer, { getCredentials: () => channel });
}

/** What a call of ours says to the server, and what the same call of google-ads-api says. */
async function headersOf(
  connection: Connection,
  received: readonly IncomingHttpHeaders[],
): Promise<{ readonly ours: IncomingHttpHeaders; readonly theirs: IncomingHttpHeaders }> {
  const transport = await connectGoogleAds(connection);
  const batch = { customerId, operations: [], partialFailure: true, validateOnly: false };
  const answered = await transport.mutate(batch);
  assert.equal(answered.kind, "answered");
  await transport.close();
  const ours = received.at(-1);
  await customerOf(connection).mutateResources([]);
  const theirs = received.at(-1);
  assert.ok(ours !== undefined && theirs !== undefined && ours !== theirs);
  return { ours, theirs };
}

interface Generated {
  initialize(): Promise<Client>;
  close(): Promise<void>;
}

function serviceOf(customer: Customer, name: string): Generated {
  // Hidden by its access modifier.
  const hidden = customer as unknown as {
    loadService(name: string, options: { skipCache: true }): Generated;
  };
  return hidden.loadService(name, { skipCache: true });
}

/** How long a call may take and who makes it: the only things in which ours differ. */
function withoutOwn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { "x-goog-api-client": _client, "grpc-timeout": _timeout, ...rest } = headers;
  return rest;
}

suite("a call says what a call of google-ads-api says", () => {
  for (const loginCustomer of loginCustomers) {
    const through = loginCustomer === null ? "" : " through a login customer";
    test(`to Google${through}`, async () => {
      const { ours, theirs } = await headersOf(
        live(credentialsWith(loginCustomer)),
        google.headers,
      );
      assert.deepEqual(withoutOwn(ours), withoutOwn(theirs));
      assert.equal(ours["developer-token"], "developer");
      assert.equal(ours["login-customer-id"], loginCustomer ?? undefined);
      assert.equal(ours["authorization"], `Bearer ${accessToken}`);
      assert.deepEqual(new Set(proxy.targets), new Set(["googleads.googleapis.com:443"]));
    });

    test(`to a server on this machine${through}`, async () => {
      const { ours, theirs } = await headersOf(here(credentialsWith(loginCustomer)), local.headers);
      assert.deepEqual(withoutOwn(ours), withoutOwn(theirs));
      assert.equal(ours["authorization"], undefined);
    });
  }
});

suite("signing in over an encrypted channel", () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2_048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const robot = { client_email: "robot@project.iam.gserviceaccount.com", private_key: privateKey };
  const keyFile = file("key.json", JSON.stringify({ type: "service_account", ...robot }));
  process.env["GOOGLE_APPLICATION_CREDENTIALS"] = keyFile;
  // Named, so that it is not looked for.
  process.env["GOOGLE_CLOUD_PROJECT"] = "project";

  const kinds: readonly Credentials["auth"][] = [
    user,
    { kind: "service_account", keyFile, impersonatedEmail: null },
    { kind: "application_default" },
  ];
  for (const auth of kinds) {
    test(`works with ${auth.kind.replaceAll("_", " ")}`, async () => {
      const transport = await connectGoogleAds(live(credentialsWith(null, auth)));
      const answered = await transport.jobs.run("customers/1/batchJobs/2");
      await transport.close();
      assert.equal(answered.kind, "answered");
      assert.equal(google.headers.at(-1)?.["authorization"], `Bearer ${accessToken}`);
    });
  }
});

suite("the channel is that of each service of google-ads-api", () => {
  const services = ["GoogleAdsServiceClient", "CustomerServiceClient", "BatchJobServiceClient"];
  for (const connect of [live, here]) {
    for (const name of services) {
      test(`${name}, ${connect === live ? "at Google" : "on this machine"}`, async () => {
        const connection = connect(credentialsWith(null));
        const ours = await openService(connection);
        const theirs = serviceOf(customerOf(connection), name);
        assert.deepEqual(channelIn(ours.stub), channelIn(await theirs.initialize()));
        await ours.close();
        await theirs.close();
      });
    }
  }
});

function channelIn(stub: Client): unknown {
  const channel = stub.getChannel();
  // Nothing else tells the options.
  const { internalChannel } = channel as unknown as {
    readonly internalChannel: { readonly options: Readonly<Record<string, unknown>> };
  };
  assert.equal(internalChannel.options["grpc.enable_retries"], 0);
  return { target: channel.getTarget(), options: internalChannel.options };
}
