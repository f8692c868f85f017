import assert from "node:assert/strict";
import { test } from "node:test";
import { signInRefusal } from "../../../src/preflight/doctor/sign-in.ts";
import { signInOf } from "../../../src/transport/auth.ts";
import { startTokenServer } from "../../support/token-server.ts";

/** An error as the HTTP client throws it. */
function answered(error: string, description: string): Error {
  const data = { error, error_description: description };
  return Object.assign(new Error(`${error}: ${description}`), { response: { data }, code: 400 });
}

test("a service account's refusals have reasons of their own", () => {
  const about = (description: string) =>
    signInRefusal(answered("invalid_grant", description), "service_account");
  assert.match(about("Invalid JWT Signature.").wayOut, /new JSON key/);
  assert.match(about("Invalid grant: account not found").message, /account was deleted/);
  assert.match(about("Not a valid email or user ID.").wayOut, /impersonated_email/);
  assert.match(
    about(
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
    ).wayOut,
    /clock/,
  );
  const delegation = answered("unauthorized_client", "Client is unauthorized to retrieve tokens.");
  assert.match(signInRefusal(delegation, "service_account").wayOut, /delegate/);
});

test("what Google says is told", () => {
  const { message } = signInRefusal(answered("invalid_client", "Unauthorized."), "refresh_token");
  assert.ok(message.endsWith("Google says: invalid_client, Unauthorized."), message);
});

test("a token server that cannot be reached is a matter of the network", async () => {
  const server = await startTokenServer();
  await server.close();
  const auth = {
    kind: "refresh_token",
    clientId: "hush",
    clientSecret: "hush",
    refreshToken: "hush",
  } as const;
  const error: unknown = await signInOf(auth, server.transporter)
    .headers()
    .catch((thrown: unknown) => thrown);
  const { message, wayOut } = signInRefusal(error, "refresh_token");
  assert.match(message, /No connection to .*ECONNREFUSED/);
  assert.match(wayOut, /network.*HTTPS_PROXY/);
  assert.doesNotMatch(message, /hush/);
});

test("a certificate that is not trusted is told apart", () => {
  const error = Object.assign(new Error("x"), { code: "SELF_SIGNED_CERT_IN_CHAIN" });
  assert.match(signInRefusal(error, "refresh_token").wayOut, /NODE_EXTRA_CA_CERTS/);
});

test("a machine without application default credentials is told what to run", () => {
  const error = new Error("Could not load the default credentials. Browse to https://…");
  assert.match(
    signInRefusal(error, "application_default").wayOut,
    /gcloud auth application-default/,
  );
});
