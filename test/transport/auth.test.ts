import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, beforeEach, suite, test } from "node:test";
import { signInOf } from "../../src/transport/auth.ts";
import type { Credentials } from "../../src/transport/credentials.ts";
import { temporaryFolder } from "../support/cli.ts";
import { accessToken, grant, refuse, startTokenServer } from "../support/token-server.ts";

const server = await startTokenServer();

after(() => server.close());

const user: Credentials["auth"] = {
  kind: "refresh_token",
  clientId: "client",
  clientSecret: "hush-secret",
  refreshToken: "1//hush-refresh",
};

const keyFile = join(temporaryFolder(), "key.json");

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const account = { client_email: "robot@project.iam.gserviceaccount.com", private_key: privateKey };

writeFileSync(keyFile, JSON.stringify({ type: "service_account", ...account }));

const robot: Credentials["auth"] = { kind: "service_account", keyFile, impersonatedEmail: null };

for (const auth of [user, robot]) {
  suite(`an access token through a ${auth.kind.replace("_", " ")}`, () => {
    let already = 0;
    const fetched = () => server.requests.length - already;
    beforeEach(() => {
      already = server.requests.length;
      server.follow(grant());
    });

    test("is fetched once for many calls, at once and one after another", async () => {
      const signIn = signInOf(auth, server.transporter);
      const headers = await Promise.all(Array.from({ length: 20 }, () => signIn.headers()));
      for (let call = 0; call < 20; call += 1) headers.push(await signIn.headers());
      for (const one of headers) assert.equal(one["authorization"], `Bearer ${accessToken}`);
      assert.equal(fetched(), 1);
    });

    test("is fetched again when it has expired", async () => {
      server.follow(grant(1));
      const signIn = signInOf(auth, server.transporter);
      await signIn.headers();
      await signIn.headers();
      assert.equal(fetched(), 2);
    });

    test("is asked for again after a refusal, and not before the next call", async () => {
      server.follow(refuse("invalid_grant", "Bad Request"));
      const signIn = signInOf(auth, server.transporter);
      await assert.rejects(signIn.headers(), /invalid_grant/);
      assert.equal(fetched(), 1);
      server.follow(grant());
      assert.ok((await signIn.headers())["authorization"]);
    });
  });
}

test("a service account acts for a user", async () => {
  const signIn = signInOf({ ...robot, impersonatedEmail: "ads@example.com" }, server.transporter);
  await signIn.headers();
  const [, claims = ""] = server.requests.at(-1)?.get("assertion")?.split(".") ?? [];
  const { sub, scope } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<
    string,
    unknown
  >;
  assert.deepEqual(
    { sub, scope },
    { sub: "ads@example.com", scope: "https://www.googleapis.com/auth/adwords" },
  );
});
