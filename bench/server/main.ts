import {
  Metadata,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  status,
} from "@grpc/grpc-js";
import { loadApi } from "../../src/sandbox/api.ts";
import { answersOf } from "./answers.ts";
import { batchJobs } from "./batch-jobs.ts";

// The other side of the wire, in a process of its own. It takes keywords as the sandbox does, in a tenth of
// the time, because it keeps no accounts: an upload is then never slow for its server's sake. It is told
// over the channel to its parent to say what it has taken, and stops with its parent.

/** The field of MutateGoogleAdsRequest that holds the operations. */
const OPERATIONS_FIELD = 2;

const api = loadApi();

const answers = answersOf(api);

const jobs = batchJobs(api, answers);

let calls = 0;

const methods: Readonly<Record<string, (request: Buffer, requestId: string) => Uint8Array>> = {
  "GoogleAdsService/Mutate": (request, requestId) =>
    answers.mutated(answers.resultsIn(request, OPERATIONS_FIELD), requestId),
  "GoogleAdsService/Search": (request) => jobs.search(request),
  "BatchJobService/MutateBatchJob": () => jobs.create(),
  "BatchJobService/AddBatchJobOperations": (request) => jobs.add(request),
  "BatchJobService/RunBatchJob": (request) => jobs.run(request),
  "BatchJobService/ListBatchJobResults": (request) => jobs.list(request),
};

const server = new Server({
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});

server.addService(
  Object.fromEntries(Object.keys(methods).map((name) => [name, rpc(name)])),
  Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) => {
        calls += 1;
        const requestId = `bench-${calls}`;
        try {
          const bytes = method(call.request, requestId);
          const header = new Metadata();
          header.set("request-id", requestId);
          call.sendMetadata(header);
          callback(null, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        } catch (fault) {
          process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`);
          callback({ code: status.INTERNAL, details: String(fault) });
        }
      },
    ]),
  ),
);

server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.send?.({ port });
});

process.on("message", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({ cpuMs: (userCPUTime + systemCPUTime) / 1_000 });
});

process.on("disconnect", () => process.exit());

function rpc(name: string): ServiceDefinition[string] {
  return {
    path: `/${api.package}.services.${name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
