import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import type protobuf from "protobufjs";
import { loadApi } from "../../src/sandbox/api.ts";
import { CUSTOMER, decodeFailure, type SeenError } from "./client.ts";

const api = loadApi();

/** A call's answer as plain fields, or its errors. */
export type JobReply =
  | { readonly kind: "ok"; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly kind: "error"; readonly code: number; readonly errors: readonly SeenError[] };

/** One result of a job as a test reads it. */
export interface SeenResult {
  readonly index: number;
  readonly name: string;
  readonly errors: readonly SeenError[];
}

/** A plain client of BatchJobService. */
export interface JobClient {
  create(customer?: string): Promise<JobReply>;
  removeJob(name: string): Promise<JobReply>;
  add(name: string, operations: readonly object[], token?: string): Promise<JobReply>;
  run(name: string): Promise<JobReply>;
  list(
    name: string,
    page?: { readonly page_size?: number; readonly page_token?: string },
  ): Promise<JobReply>;
  operation(name: string): Promise<JobReply>;
  close(): void;
}

export function jobClient(port: number): JobClient {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
  });
  const call = (path: string, asked: protobuf.Type, request: object, answered: protobuf.Type) =>
    new Promise<JobReply>((resolve) => {
      const metadata = new Metadata();
      metadata.set("developer-token", "test");
      const bytes = Buffer.from(asked.encode(asked.fromObject(request)).finish());
      const done = (error: ServiceError | null, body?: Buffer): void => {
        if (error === null)
          resolve({
            kind: "ok",
            answer: answered.toObject(answered.decode(body ?? Buffer.alloc(0)), { longs: Number }),
          });
        else {
          const [failure] = error.metadata.get(`${api.package}.errors.googleadsfailure-bin`);
          const errors = failure instanceof Buffer ? decodeFailure(failure).errors : [];
          resolve({ kind: "error", code: error.code, errors });
        }
      };
      client.makeUnaryRequest(
        path,
        asIs,
        asIs,
        bytes,
        metadata,
        { deadline: Date.now() + 20_000 },
        done,
      );
    });
  const jobs = (method: string, request: object, answer = `${method}Response`): Promise<JobReply> =>
    call(
      `/${api.package}.services.BatchJobService/${method}`,
      api.message(`services.${method}Request`),
      request,
      answer.startsWith("google.") ? api.ofOtherPackage(answer) : api.message(`services.${answer}`),
    );
  return {
    create: (customer_id = CUSTOMER) =>
      jobs("MutateBatchJob", { customer_id, operation: { create: {} } }),
    removeJob: (name) =>
      jobs("MutateBatchJob", { customer_id: CUSTOMER, operation: { remove: name } }),
    add: (resource_name, mutate_operations, sequence_token) =>
      jobs("AddBatchJobOperations", {
        resource_name,
        mutate_operations,
        ...(sequence_token !== undefined && { sequence_token }),
      }),
    run: (resource_name) => jobs("RunBatchJob", { resource_name }, "google.longrunning.Operation"),
    list: (resource_name, page = {}) => jobs("ListBatchJobResults", { resource_name, ...page }),
    operation: (name) =>
      call(
        "/google.longrunning.Operations/GetOperation",
        api.ofOtherPackage("google.longrunning.GetOperationRequest"),
        { name },
        api.ofOtherPackage("google.longrunning.Operation"),
      ),
    close: () => client.close(),
  };
}

/** The results in an answer to `list`. */
export function resultsIn(reply: JobReply): readonly SeenResult[] {
  if (reply.kind === "error") throw new Error(JSON.stringify(reply.errors));
  return ((reply.answer["results"] ?? []) as readonly RawResult[]).map((result) => ({
    index: result.operation_index ?? 0,
    name: Object.values(result.mutate_operation_response ?? {})[0]?.resource_name ?? "",
    errors: decodeFailure(result.status?.details[0]?.value).errors,
  }));
}

interface RawResult {
  readonly operation_index?: number;
  readonly mutate_operation_response?: Readonly<Record<string, { readonly resource_name: string }>>;
  readonly status?: { readonly details: readonly { readonly value: Uint8Array }[] };
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
