import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

interface ApiPackage {
  readonly protosFolder: string;
  readonly version: string;
}

let found: ApiPackage | undefined;

/**
 * The folder of .proto files inside the google-ads-node that google-ads-api loads, and the API
 * version in it. Nothing of either package is run: google-ads-api takes more than a second to load.
 *
 * It is resolved from google-ads-api and not from here, so that we always read the version that sends
 * requests, even if another google-ads-node is installed beside it.
 */
function apiPackage(): ApiPackage {
  if (found === undefined) {
    const fromApi = createRequire(apiEntry());
    const protosFolder = join(
      dirname(fromApi.resolve("google-ads-node/package.json")),
      "build/protos",
    );
    const versions = readdirSync(join(protosFolder, "google/ads/googleads"))
      .filter((name) => /^v\d+$/.test(name))
      .toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    const version = versions.at(-1);
    if (version === undefined) throw new Error(`no Google Ads API version in ${protosFolder}`);
    found = { protosFolder, version };
  }
  return found;
}

/** The main file of google-ads-api, as a CommonJS module finds it. */
export function apiEntry(): string {
  return createRequire(import.meta.url).resolve("google-ads-api");
}

/** The Google Ads API version that the installed package speaks, such as "v25". */
export function apiVersion(): string {
  return apiPackage().version;
}

/**
 * Where a .proto file of the installed API version is. `file` is relative to the version's folder:
 * "errors/errors.proto".
 */
export function protoPath(file: string): string {
  return join(apiPackage().protosFolder, "google/ads/googleads", apiVersion(), file);
}

/**
 * Where an import of a .proto file (`google/ads/googleads/v25/…`) is found, or null for files that
 * the package does not contain.
 */
export function importedProtoPath(name: string): string | null {
  return name.startsWith("google/ads/") ? join(apiPackage().protosFolder, name) : null;
}

/**
 * The text of a .proto file of the installed API version; `file` as for `protoPath`.
 *
 * @throws the file system's error if the file does not exist.
 */
export function readProto(file: string): string {
  return readFileSync(protoPath(file), "utf8");
}
