import { type GrpcObject, loadPackageDefinition } from "@grpc/grpc-js";
import { createRequire } from "node:module";
import { requireWith } from "./stand-in.ts";

/** Any class, before its instances are checked. */
type Constructor = new (...options: readonly object[]) => object;

/**
 * google-ads-api's `Service`: what its customers are below their methods, with the headers, the credentials
 * and `loadService`. Here it has one service client, `GoogleAdsServiceClient`, and no messages.
 *
 * google-ads-api as a whole loads a hundred generated clients and the classes of all messages, and a client
 * describes all messages once more when it is made. That is most of the time and memory that a small upload
 * takes, and we use none of it: we send and read bytes over the client's channel. The channel serves every
 * service, because all of them are at one address.
 *
 * @param entry the main file of google-ads-api.
 * @throws an error if the package is not made as it is in the version that rowmend names.
 */
export function loadServiceClass(entry: string, apiVersion: string): Constructor {
  const fromApi = createRequire(entry);
  const GoogleAdsServiceClient = loadClient(fromApi.resolve("google-ads-node"), apiVersion);
  const loaded = requireWith(fromApi.resolve("./service.js"), {
    "google-ads-node": { GoogleAdsServiceClient },
    // Only methods that encode requests or decode answers look into it.
    "./protos/index.js": {},
  });
  return memberOf(loaded, "Service");
}

/** The generated client of GoogleAdsService, whose stub has no methods but those of every gRPC client. */
function loadClient(adsEntry: string, apiVersion: string): Constructor {
  const fromAds = createRequire(adsEntry);
  const loaded = requireWith(fromAds.resolve(`./${apiVersion}/google_ads_service_client.js`), {
    "../../protos/protos.json": {},
  });
  const service = `google.ads.googleads.${apiVersion}.services.GoogleAdsService`;
  const gax = withStub(fromAds("google-gax"), loadPackageDefinition({ [service]: {} }));
  return class extends memberOf(loaded, "GoogleAdsServiceClient") {
    constructor(options: object) {
      // Generated clients take another google-gax as their second argument.
      super(options, gax);
    }
  };
}

/** google-gax, but what clients load from a description of the API is `stubs`. */
function withStub(gax: unknown, stubs: GrpcObject): object {
  class GrpcClient extends memberOf(gax, "GrpcClient") {
    loadProtoJSON(): GrpcObject {
      return stubs;
    }
  }
  return Object.create(Object(gax), { GrpcClient: { value: GrpcClient } });
}

function memberOf(module: unknown, name: string): Constructor {
  const member: unknown = Object(module)[name];
  if (typeof member !== "function") throw new TypeError(`google-ads-api has no ${name}`);
  // Of a function it cannot be seen whether it is a class; whatever is made with it is checked.
  return member as Constructor;
}
