import protobuf from "protobufjs";
import { apiVersion, importedProtoPath } from "./package.ts";

/**
 * Loads .proto files of the installed API version, with what they import, into a protobufjs Root.
 * Names stay as they are in the files, and comments are kept. `files` are relative to the version's
 * folder: "resources/campaign.proto".
 *
 * google/api, google/rpc and google/longrunning are not in the package: the two messages that the API
 * uses from there are added by hand, annotations such as `(google.api.field_behavior)` need no file.
 *
 * @throws Error if a file is missing or is not a .proto file.
 */
export function loadProtos(files: readonly string[]): protobuf.Root {
  const root = protobuf.Root.fromJSON(otherPackages);
  root.resolvePath = (_, name) => importedProtoPath(name);
  const names = files.map((file) => `google/ads/googleads/${apiVersion()}/${file}`);
  return root.loadSync(names, { keepCase: true, alternateCommentMode: true });
}

/** google/rpc/status.proto and google/longrunning/operations.proto, as far as the API uses them. */
const otherPackages: protobuf.INamespace = {
  nested: {
    google: {
      nested: {
        protobuf: {
          nested: {
            Any: {
              fields: { type_url: { type: "string", id: 1 }, value: { type: "bytes", id: 2 } },
            },
          },
        },
        rpc: {
          nested: {
            Status: {
              fields: {
                code: { type: "int32", id: 1 },
                message: { type: "string", id: 2 },
                details: { rule: "repeated", type: "google.protobuf.Any", id: 3 },
              },
            },
          },
        },
        longrunning: {
          nested: {
            Operation: {
              oneofs: { result: { oneof: ["error", "response"] } },
              fields: {
                name: { type: "string", id: 1 },
                metadata: { type: "google.protobuf.Any", id: 2 },
                done: { type: "bool", id: 3 },
                error: { type: "google.rpc.Status", id: 4 },
                response: { type: "google.protobuf.Any", id: 5 },
              },
            },
          },
        },
      },
    },
  },
};

/** The name of the message for an entity: `AdGroup` for `ad_group`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
