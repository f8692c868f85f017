import protobuf from "protobufjs";
import { apiVersion, readProto } from "../../api/package.ts";
import { loadProtos } from "../../api/protos.ts";
import type { SearchRow } from "../transport.ts";

/** A question for one page of a query's result. */
export interface SearchRequest {
  readonly customer_id: string;
  readonly query: string;
  /** Empty for the first page. */
  readonly page_token: string;
}

/** One page of a query's result. */
export interface SearchPage {
  readonly results: readonly SearchRow[];
  /** Empty on the last page. */
  readonly next_page_token: string;
}

/** The encoded request. */
export function encodeSearch(request: SearchRequest): Uint8Array {
  const type = declared().request;
  return type.encode({ ...request }).finish();
}

/**
 * Reads a page of the answer to a query.
 * @throws an error if the bytes are not such a message.
 */
export function decodePage(query: string, bytes: Uint8Array): SearchPage {
  const type = pageTypeOf(query);
  // The shape that the type has; its rows hold what `SearchRow` says because of the options.
  return type.toObject(type.decode(bytes), {
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  }) as SearchPage;
}

const pageTypes = new Map<string, protobuf.Type>();

/**
 * The message of a query's pages. A row of it has only the resources that the query selects: all that can
 * be queried is in 668 files.
 */
function pageTypeOf(query: string): protobuf.Type {
  const resources = selectedResources(query);
  const key = [...resources].join();
  const known = pageTypes.get(key);
  if (known !== undefined) return known;
  const { row, page } = declared();
  const fields = [...resources].map((name) => fieldOf(row, name));
  const root = loadProtos(fields.map(fileOf));
  const type = reduced(page, ["results", "next_page_token"]);
  root
    .define(servicesPackage())
    .add(reduced(row, [...resources]))
    .add(type);
  pageTypes.set(key, type);
  return type;
}

/** The first parts of the fields that a query selects: `campaign` for `campaign.name`. */
function selectedResources(query: string): ReadonlySet<string> {
  const selected = /^SELECT (.+?) FROM /s.exec(query)?.[1];
  if (selected === undefined) throw new Error(`This query selects nothing: ${query}`);
  return new Set(selected.split(",").map((field) => field.trim().split(".")[0] ?? ""));
}

interface Declared {
  readonly request: protobuf.Type;
  readonly page: protobuf.Type;
  readonly row: protobuf.Type;
  /** The files that declare the types of the row's fields, relative to the version's folder. */
  readonly imports: readonly string[];
}

let declaredOnce: Declared | undefined;

/** The messages as the API declares them, without those that they refer to. */
function declared(): Declared {
  declaredOnce ??= readDeclared();
  return declaredOnce;
}

function readDeclared(): Declared {
  const { root, imports } = protobuf.parse(readProto("services/google_ads_service.proto"), {
    keepCase: true,
  });
  const services = root.lookup(servicesPackage());
  if (!(services instanceof protobuf.Namespace)) throw new Error("the API has no services");
  const request = services.lookupType("SearchGoogleAdsRequest");
  const prefix = `google/ads/googleads/${apiVersion()}/`;
  return {
    request: reduced(request, ["customer_id", "query", "page_token"]),
    page: services.lookupType("SearchGoogleAdsResponse"),
    row: services.lookupType("GoogleAdsRow"),
    imports: (imports ?? [])
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length)),
  };
}

function servicesPackage(): string {
  return `google.ads.googleads.${apiVersion()}.services`;
}

/** The type with these fields only; it skips the others in what it reads. */
function reduced(type: protobuf.Type, names: readonly string[]): protobuf.Type {
  const result = new protobuf.Type(type.name);
  for (const field of names.map((name) => fieldOf(type, name)))
    result.add(protobuf.Field.fromJSON(field.name, field.toJSON()));
  return result;
}

function fieldOf(type: protobuf.Type, name: string): protobuf.Field {
  const field = type.fields[name];
  if (field === undefined) throw new Error(`${type.name} has no field ${name}`);
  return field;
}

/** The file of a field's message: each holds one, and is named for it. */
function fileOf({ type }: protobuf.Field): string {
  const [room = "", name = ""] = type.split(".").slice(-2);
  const plain = `${room}/${name.toLowerCase()}.proto`;
  const file = declared().imports.find((path) => path.replaceAll("_", "") === plain);
  if (file === undefined) throw new Error(`no file declares ${type}`);
  return file;
}
