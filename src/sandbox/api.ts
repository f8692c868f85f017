import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import protobuf from "protobufjs";

/** The descriptors of the Google Ads API version that the installed client sends. */
export interface Api {
  /** The newest version in the package, such as `v25`. */
  readonly version: string;
  /** The package of that version's messages, such as `google.ads.googleads.v25`. */
  readonly package: string;
  /** A message by its path inside the version's package: `services.MutateOperation`. */
  message(path: string): protobuf.Type;
  /** A message of another package, by its full name. */
  ofOtherPackage(name: string): protobuf.Type;
  /** Every message, nested ones included. */
  messages(): Iterable<protobuf.Type>;
}

let loaded: Api | undefined;

/**
 * Reads the `.proto` files that ship with the client library, once per process. The files are read
 * rather than their JSON form, because that keeps only the last of several `field_behavior` options
 * of a field: `CampaignCustomizer.customizer_attribute` would lose its REQUIRED.
 */
export function loadApi(): Api {
  loaded ??= readApi();
  return loaded;
}

function readApi(): Api {
  const fromApi = createRequire(import.meta.resolve("google-ads-api"));
  const adsPackage = fromApi.resolve("google-ads-node/package.json");
  const adsProtos = join(dirname(adsPackage), "build", "protos");
  const gaxEntry = createRequire(adsPackage).resolve("google-gax");
  const gaxProtos = join(dirname(gaxEntry), "..", "protos");
  const version = newestVersion(join(adsProtos, "google/ads/googleads"));

  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    join(target.startsWith("google/ads/") ? adsProtos : gaxProtos, target);
  const files = [
    "services/google_ads_service.proto",
    "services/batch_job_service.proto",
    "errors/errors.proto",
  ];
  const paths = files.map((file) => `google/ads/googleads/${version}/${file}`);
  root.loadSync(paths, { keepCase: true });
  const apiPackage = `google.ads.googleads.${version}`;
  return {
    version,
    package: apiPackage,
    message: (path) => root.lookupType(`${apiPackage}.${path}`),
    ofOtherPackage: (name) => root.lookupType(name),
    messages: () => typesIn(root.lookup(apiPackage)),
  };
}

function newestVersion(folder: string): string {
  const versions = readdirSync(folder).filter((name) => /^v\d+$/.test(name));
  const newest = versions.toSorted((a, b) => Number(b.slice(1)) - Number(a.slice(1)))[0];
  if (newest === undefined) throw new Error(`no API version in ${folder}`);
  return newest;
}

function* typesIn(parent: protobuf.ReflectionObject | null): Generator<protobuf.Type> {
  if (parent instanceof protobuf.Type) yield parent;
  if (parent instanceof protobuf.Namespace) {
    for (const child of parent.nestedArray) yield* typesIn(child);
  }
}
