import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import type protobuf from "protobufjs";
import { loadApi } from "../../src/sandbox/api.ts";
import type { Fault } from "../../src/sandbox/injected-fault.ts";
import { startSandbox } from "../../src/sandbox/server.ts";

/** A customer without any peculiarity. */
export const CUSTOMER = "1234567890";

const api = loadApi();

/** One error as a test reads it. */
export interface SeenError {
  readonly code: string;
  /** The path as printed, or "" if the error has no location. */
  readonly path: string;
  readonly message: string;
  readonly trigger?: string;
  readonly details?: Record<string, unknown>;
}

export interface Failure {
  readonly errors: readonly SeenError[];
  readonly requestId: string;
}

export type MutateReply =
  | {
      readonly kind: "ok";
      /** Per operation the resource name, or "" for an empty result. */
      readonly names: readonly string[];
      readonly status?: {
        readonly code: number;
        readonly message: string;
        readonly typeUrl: string;
      };
      readonly errors: readonly SeenError[];
      readonly failure?: Failure;
      readonly requestId: string;
    }
  | {
      readonly kind: "error";
      readonly code: number;
      readonly trailers: Metadata;
      readonly errors: readonly SeenError[];
    };

export interface TestClient {
  readonly port: number;
  mutate(operations: readonly object[], options?: MutateOptions): Promise<MutateReply>;
  /** The errors of a partial failure. */
  errorsOf(operations: readonly object[], options?: MutateOptions): Promise<readonly SeenError[]>;
  search(query: string, options?: SearchOptions): Promise<SearchReply>;
  stream(query: string): Promise<readonly Record<string, unknown>[]>;
  raw(method: string, bytes: Buffer): Promise<ServiceError | "ok">;
  close(): Promise<void>;
}

export interface MutateOptions {
  readonly partialFailure?: boolean;
  readonly validateOnly?: boolean;
  readonly customer?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SearchOptions {
  readonly customer?: string;
  readonly pageToken?: string;
}

export interface SearchReply {
  readonly rows: readonly Record<string, unknown>[];
  readonly nextPageToken: string;
  readonly errors: readonly SeenError[];
  readonly code: number;
}

/** Starts a sandbox and a plain gRPC client for it. */
export async function connect(
  options: {
    readonly statePath?: string;
    readonly faults?: readonly Fault[];
    readonly now?: () => Date;
    readonly log?: (line: string) => void;
  } = {},
): Promise<TestClient> {
  const sandbox = await startSandbox({
    statePath: options.statePath ?? null,
    now: options.now ?? (() => new Date(0)),
    faults: options.faults ?? [],
    ...(options.log !== undefined && { log: options.log }),
  });
  const client = new Client(`127.0.0.1:${sandbox.port}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.max_receive_message_length": -1,
  });

  const service = `/${api.package}.services.GoogleAdsService`;

  async function call(
    method: string,
    bytes: Buffer,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ error: ServiceError | null; body: Buffer; header: Metadata }> {
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
    return await new Promise((resolve) => {
      let header = new Metadata();
      const deadline = Date.now() + 20_000;
      client
        .makeUnaryRequest(
          `${service}/${method}`,
          toBytes,
          toBytes,
          bytes,
          metadata,
          { deadline },
          (error, body) => resolve({ error, body: body ?? Buffer.alloc(0), header }),
        )
        .on("metadata", (received) => {
          header = received;
        });
    });
  }

  const self: TestClient = {
    port: sandbox.port,
    mutate: async (operations, given = {}) => {
      const request = {
        customer_id: given.customer ?? CUSTOMER,
        mutate_operations: operations,
        partial_failure: given.partialFailure ?? true,
        validate_only: given.validateOnly ?? false,
      };
      const headers = given.headers ?? { "developer-token": "test" };
      const type = api.message("services.MutateGoogleAdsRequest");
      const { error, body, header } = await call("Mutate", encode(type, request), headers);
      if (error !== null) return refused(error);
      const answer = plainObject(api.message("services.MutateGoogleAdsResponse"), body);
      const status = answer["partial_failure_error"] as PackedStatus | undefined;
      const failure = status && decodeFailure(status.details[0]?.value);
      return {
        kind: "ok",
        names: ((answer["mutate_operation_responses"] ?? []) as object[]).map(
          (result) => (Object.values(result)[0] as { resource_name: string })?.resource_name ?? "",
        ),
        ...(status && {
          status: {
            code: status.code,
            message: status.message,
            typeUrl: status.details[0]?.type_url ?? "",
          },
        }),
        errors: failure?.errors ?? [],
        ...(failure && { failure }),
        requestId: header.get("request-id").join(""),
      };
    },
    errorsOf: async (operations, given) => (await self.mutate(operations, given)).errors,
    search: async (query, given = {}) => {
      const type = api.message("services.SearchGoogleAdsRequest");
      const request = {
        customer_id: given.customer ?? CUSTOMER,
        query,
        page_token: given.pageToken ?? "",
      };
      const { error, body } = await call("Search", encode(type, request), {
        "developer-token": "test",
      });
      if (error !== null) {
        return { rows: [], nextPageToken: "", errors: refused(error).errors, code: error.code };
      }
      const answer = plainObject(api.message("services.SearchGoogleAdsResponse"), body);
      return {
        rows: (answer["results"] ?? []) as Record<string, unknown>[],
        nextPageToken: (answer["next_page_token"] ?? "") as string,
        errors: [],
        code: 0,
      };
    },
    stream: async (query) => {
      const type = api.message("services.SearchGoogleAdsStreamRequest");
      const metadata = new Metadata();
      metadata.set("developer-token", "test");
      const bytes = encode(type, { customer_id: CUSTOMER, query });
      const rows: Record<string, unknown>[] = [];
      const answer = client.makeServerStreamRequest(
        `${service}/SearchStream`,
        toBytes,
        toBytes,
        bytes,
        metadata,
      );
      for await (const chunk of answer) {
        const message = plainObject(api.message("services.SearchGoogleAdsStreamResponse"), chunk);
        rows.push(...((message["results"] ?? []) as Record<string, unknown>[]));
      }
      return rows;
    },
    raw: async (method, bytes) => {
      const { error } = await call(method, bytes, { "developer-token": "test" });
      return error ?? "ok";
    },
    close: async () => {
      client.close();
      await sandbox.close();
    },
  };
  return self;
}

function toBytes(value: Buffer): Buffer {
  return value;
}

interface PackedStatus {
  readonly code: number;
  readonly message: string;
  readonly details: readonly { readonly type_url: string; readonly value: Uint8Array }[];
}

function refused(error: ServiceError): Extract<MutateReply, { readonly kind: "error" }> {
  const key = `${api.package}.errors.googleadsfailure-bin`;
  const [bytes] = error.metadata.get(key);
  return {
    kind: "error",
    code: error.code,
    trailers: error.metadata,
    errors: bytes instanceof Buffer ? decodeFailure(bytes).errors : [],
  };
}

/** A GoogleAdsFailure as tests read it. */
export function decodeFailure(bytes: Uint8Array | undefined): Failure {
  const failure = plainObject(api.message("errors.GoogleAdsFailure"), bytes ?? new Uint8Array());
  return {
    errors: ((failure["errors"] ?? []) as RawError[]).map(
      ({ error_code, message, trigger, ...rest }) => ({
        code: Object.entries(error_code)
          .map(([category, name]) => `${category}.${name}`)
          .join(),
        path: (rest.location?.field_path_elements ?? [])
          .map(({ field_name, index }) =>
            index === undefined ? field_name : `${field_name}[${index}]`,
          )
          .join("."),
        message,
        ...(trigger && { trigger: trigger.string_value }),
        ...(rest.details && { details: rest.details }),
      }),
    ),
    requestId: (failure["request_id"] ?? "") as string,
  };
}

interface RawError {
  readonly error_code: Readonly<Record<string, string>>;
  readonly message: string;
  readonly trigger?: { readonly string_value: string };
  readonly location?: {
    readonly field_path_elements: readonly {
      readonly field_name: string;
      readonly index?: number;
    }[];
  };
  readonly details?: Record<string, unknown>;
}

function encode(type: protobuf.Type, value: object): Buffer {
  return Buffer.from(type.encode(type.fromObject(value)).finish());
}

function plainObject(type: protobuf.Type, bytes: Uint8Array): Record<string, unknown> {
  return type.toObject(type.decode(bytes), { enums: String, longs: String });
}
