import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { basename } from "node:path";
import { suite, test } from "node:test";
import { apiEntry, apiVersion } from "../../../src/api/package.ts";
import { RunError } from "../../../src/messages/run-error.ts";
import { noCredentials } from "../../../src/transport/connect.ts";
import { loadServiceClass } from "../../../src/transport/google/service-class.ts";
import { openService } from "../../../src/transport/google/service.ts";

/** Tells the files that are loaded in the meantime, and may put others in their place. */
function whileLoading(
  work: () => void | Promise<void>,
  sourceOf: (url: string) => string | undefined = () => undefined,
): { readonly urls: readonly string[]; readonly done: Promise<void> } {
  const urls: string[] = [];
  const hooks = registerHooks({
    load(url, context, next) {
      urls.push(url);
      const source = sourceOf(url);
      const loaded = next(url, context);
      return source === undefined ? loaded : { ...loaded, source };
    },
  });
  const done = Promise.resolve(work()).finally(() => hooks.deregister());
  return { urls, done };
}

suite("the service class of google-ads-api", () => {
  test("comes with one generated client, and without the messages of the API", async () => {
    const { urls, done } = whileLoading(() => {
      loadServiceClass(apiEntry(), apiVersion());
    });
    await done;
    const scripts = urls.filter((url) => url.endsWith(".js"));
    const ofNode = scripts.filter((url) => url.includes("/google-ads-node/"));
    assert.deepEqual(
      ofNode.map((url) => basename(url)),
      ["google_ads_service_client.js"],
    );
    const ofApi = scripts.filter((url) => url.includes("/google-ads-api/"));
    assert.deepEqual(
      ofApi.map((url) => basename(url)),
      ["service.js", "utils.js", "version.js"],
    );
    assert.ok(!urls.some((url) => url.endsWith("/protos.json")));
  });
});

suite("a google-ads-api that is made in another way", () => {
  const client = "/google_ads_service_client.js";
  const service = "/google-ads-api/build/cjs/service.js";
  const plaintext = { host: "127.0.0.1", port: 1 };
  const kinds: readonly (readonly [name: string, file: string, source: string, cause: RegExp])[] = [
    [
      "without the generated client",
      client,
      "exports.AdsClient = class {};",
      /no GoogleAdsServiceClient/,
    ],
    [
      "whose client needs more than a stub",
      client,
      "exports.GoogleAdsServiceClient = class { constructor(options, gax) { gax.loadProtos(); } };",
      /loadProtos is not a function/,
    ],
    ["without the class", service, "exports.Api = class {};", /no Service$/],
    [
      "whose class has no headers",
      service,
      "exports.Service = class { loadService() {} getCredentials() {} };",
      /another Service$|developer-token/,
    ],
  ];
  for (const [name, file, source, cause] of kinds) {
    test(`${name} is refused before anything is sent`, async () => {
      const { done } = whileLoading(
        async () => {
          await assert.rejects(
            openService({ credentials: noCredentials, plaintext }),
            (error: unknown) => {
              assert.ok(error instanceof RunError);
              assert.match(
                error.message,
                /does not support the installed version of google-ads-api/,
              );
              assert.match(String(error.cause), cause);
              return true;
            },
          );
        },
        (url) => (url.endsWith(file) ? source : undefined),
      );
      await done;
    });
  }
});
