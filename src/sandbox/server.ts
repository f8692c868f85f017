import {
  type Metadata,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { createHash } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type protobuf from "protobufjs";
import { RunError } from "../messages/run-error.ts";
import { openState } from "./account-state.ts";
import { type Api, loadApi } from "./api.ts";
import { errorCodes } from "./error-code.ts";
import { failureWriter } from "./failure-writer.ts";
import { search, searchStream } from "./gaql-search.ts";
import { type CallFault, type Fault, type FaultMethod, faultOf } from "./injected-fault.ts";
import { jobService } from "./jobs/job-service.ts";
import { decode, type Message, text } from "./message.ts";
import { type Answer, mutate, refuse } from "./mutate.ts";
import { answerBefore, errorOf, headerOf, outcomeOf, plain, type PlainAnswer } from "./reply.ts";
import { readCatalogue } from "./resource-type.ts";
import { accessibleAccounts, arrivals } from "./special-accounts.ts";

export type { Fault, FaultKind } from "./injected-fault.ts";

export { parseFault } from "./injected-fault.ts";

export { sandboxIds } from "./special-accounts.ts";

export interface SandboxOptions {
  /** The port on 127.0.0.1; 0 or absent for any free one. */
  readonly port?: number;
  /** The file that keeps the accounts for a later start; null if nothing is to be kept. */
  readonly statePath: string | null;
  readonly now: () => Date;
  /** The faults to produce, and when. */
  readonly faults?: readonly Fault[];
  /** Gets one line per call. */
  readonly log?: (line: string) => void;
}

export interface Sandbox {
  readonly port: number;
  /** Closes open connections, and releases the file. */
  close(): Promise<void>;
}

/** The largest request that is read; the largest message of Google's client libraries. */
const LARGEST_REQUEST = 64 * 1024 * 1024;

const SLOW_MS = 5000;

type Call = ServerUnaryCall<Buffer, Buffer>;

/**
 * Starts a local Google Ads API: GoogleAdsService with Mutate, Search and SearchStream, BatchJobService,
 * and CustomerService with ListAccessibleCustomers, over gRPC without encryption, for trying out and for
 * tests. It does not ask for a sign-in, only for the `developer-token` header.
 *
 * @throws RunError if the file or the port cannot be used
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { now, faults = [], log = () => undefined } = options;
  const api = loadApi();
  const state = openState(options.statePath);
  const catalogue = readCatalogue(api);
  const failures = failureWriter(api);
  const sandbox = { api, state, catalogue, failures };
  const mutateRequest = api.message("services.MutateGoogleAdsRequest");
  const searchRequest = api.message("services.SearchGoogleAdsRequest");
  const streamRequest = api.message("services.SearchGoogleAdsStreamRequest");
  const accessible = api.message("services.ListAccessibleCustomersResponse");
  const arriving = arrivals();

  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let calls = 0;
  const counts = new Map<FaultMethod, number>();
  const jobs = jobService({
    mutator: sandbox,
    now,
    faults: faults.filter((fault) => fault.method === "job"),
  });
  const searcher = { ...sandbox, jobRows: (customerId: string) => jobs.rows(customerId) };
  const ofJobs = (name: string): protobuf.Type => api.message(`services.${name}Request`);

  const implementation: UntypedServiceImplementation = {
    mutate: faulty("mutate", "Mutate", (call, requestId, fault) => {
      const request = decode(mutateRequest, call.request);
      return refuseUnknown(request) ?? mutate(sandbox, request, requestId, fault);
    }),
    search: faulty("search", "Search", (call) => {
      const request = decode(searchRequest, call.request);
      return refuseUnknown(request) ?? search(searcher, request);
    }),
    searchStream: (call: ServerWritableStream<Buffer, Buffer>) => {
      const requestId = nextRequestId();
      const refused = limits(call.metadata, call.request, () => {
        const request = decode(streamRequest, call.request);
        return refuseUnknown(request) ?? stream(call, request, requestId);
      });
      if (refused.kind === "refused") call.emit("error", errorOf(refused, failures, requestId));
      else call.end();
    },
  };

  const customers: UntypedServiceImplementation = {
    listAccessibleCustomers: (call: Call, callback: sendUnaryData<Buffer>) => {
      const requestId = nextRequestId();
      const answer = limits(call.metadata, call.request, () => ({
        kind: "answered",
        bytes: accessible.encode({ resource_names: accessibleAccounts }).finish(),
      }));
      reply(call, callback, "ListAccessibleCustomers", answer, requestId);
    },
  };

  const batchJobs: UntypedServiceImplementation = {
    mutateBatchJob: faulty("create", "MutateBatchJob", ({ request }) =>
      jobs.mutateBatchJob(decode(ofJobs("MutateBatchJob"), request)),
    ),
    addBatchJobOperations: faulty("add", "AddBatchJobOperations", ({ request }) =>
      jobs.addBatchJobOperations(decode(ofJobs("AddBatchJobOperations"), request), request.length),
    ),
    runBatchJob: faulty("run", "RunBatchJob", ({ request }) =>
      jobs.runBatchJob(decode(ofJobs("RunBatchJob"), request)),
    ),
    listBatchJobResults: faulty("list", "ListBatchJobResults", ({ request }) =>
      jobs.listBatchJobResults(decode(ofJobs("ListBatchJobResults"), request)),
    ),
  };
  const operations: UntypedServiceImplementation = {
    getOperation: (call: Call, callback: sendUnaryData<Buffer>) => {
      const requestId = nextRequestId();
      const type = api.ofOtherPackage("google.longrunning.GetOperationRequest");
      const answer = limits(call.metadata, call.request, () =>
        jobs.getOperation(decode(type, call.request)),
      );
      reply(call, callback, "GetOperation", answer, requestId);
    },
  };

  const server = new Server({ "grpc.max_receive_message_length": LARGEST_REQUEST * 2 });
  server.addService(serviceOf(api), implementation);
  server.addService(customerServiceOf(api), customers);
  server.addService(batchJobServiceOf(api), batchJobs);
  server.addService(OPERATIONS, operations);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.setNoDelay(true);
    injector.injectConnection(socket);
  });
  const port = await listen(listener, options.port ?? 0).catch((cause: unknown) => {
    state.close();
    throw cause;
  });

  return {
    port,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      jobs.close();
      const closed = new Promise<void>((resolve) => {
        listener.close(() => resolve());
      });
      injector.destroy();
      server.forceShutdown();
      for (const socket of sockets) socket.destroy();
      await closed;
      state.close();
    },
  };

  /** A method whose calls may get a fault on demand. */
  function faulty(
    method: FaultMethod,
    name: string,
    work: (call: Call, requestId: string, fault: CallFault | undefined) => Answer,
  ): (call: Call, callback: sendUnaryData<Buffer>) => void {
    return (call, callback) => {
      const requestId = nextRequestId();
      const count = (counts.get(method) ?? 0) + 1;
      counts.set(method, count);
      const fault = faultOf(faults, count, method);
      const early = fault && answerBefore(fault);
      const carryOut = () =>
        limits(call.metadata, call.request, () => work(call, requestId, fault));
      const answer = early ?? carryOut();
      const send = () => reply(call, callback, name, answer, requestId);
      if (fault?.kind === "slow" || fault?.kind === "stall") {
        report(name, "held back", requestId);
        later(fault.ms ?? SLOW_MS, send);
        return;
      }
      if (fault?.kind === "late") later(fault.ms ?? SLOW_MS, carryOut);
      switch (early === undefined ? fault?.kind : undefined) {
        case "lost":
          reply(call, callback, name, plain(status.UNAVAILABLE), requestId);
          break;
        case "deadline":
          reply(call, callback, name, plain(status.DEADLINE_EXCEEDED), requestId);
          break;
        case "drop":
          report(name, "connection cut", requestId);
          for (const socket of sockets) if (peerOf(socket) === call.getPeer()) socket.destroy();
          break;
        case "unavailable":
        case "late":
        case "internal":
        case "quota":
        case "throttled":
        case "transient":
        case "masked":
        case undefined:
          send();
          break;
      }
    };
  }

  /** Runs a method, unless the request cannot be read or is not allowed in. */
  function limits(metadata: Metadata, bytes: Buffer, answer: () => Answer): Answer {
    const [token] = metadata.get("developer-token");
    if (token === undefined || token === "") {
      return refuse({ code: errorCodes.developerTokenMissing, path: null });
    }
    const [login] = metadata.get("login-customer-id");
    if (login !== undefined && !/^\d{10}$/.test(login.toString())) {
      return refuse({ code: errorCodes.invalidLoginCustomerId, path: null });
    }
    if (bytes.length > LARGEST_REQUEST) {
      return refuse({ code: errorCodes.requestTooLarge, path: null });
    }
    try {
      return answer();
    } catch (fault) {
      log(`${now().toISOString()} ${fault instanceof Error ? String(fault.stack) : String(fault)}`);
      return refuse({ code: errorCodes.internal, path: null }, status.INTERNAL);
    }
  }

  /** The answer if the account that a request names does not exist yet. */
  function refuseUnknown(request: Message): Answer | undefined {
    const refusal = arriving.refusalOf(text(request, "customer_id") ?? "");
    return refusal && refuse(refusal, status.UNAUTHENTICATED);
  }

  function stream(
    call: ServerWritableStream<Buffer, Buffer>,
    request: Message,
    requestId: string,
  ): Answer {
    let first = true;
    for (const answer of searchStream(searcher, request, requestId)) {
      if (answer.kind !== "answered") return answer;
      if (first) call.sendMetadata(headerOf(requestId));
      first = false;
      call.write(Buffer.from(answer.bytes));
    }
    report("SearchStream", "OK", requestId);
    return { kind: "answered", bytes: new Uint8Array() };
  }

  function reply(
    call: Call,
    callback: sendUnaryData<Buffer>,
    method: string,
    answer: Answer | PlainAnswer,
    requestId: string,
  ): void {
    if (answer.kind === "answered") {
      call.sendMetadata(headerOf(requestId));
      callback(null, Buffer.from(answer.bytes));
    } else {
      callback(errorOf(answer, failures, requestId));
    }
    report(method, outcomeOf(answer), requestId);
  }

  function later(ms: number, send: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      send();
    }, ms);
    timers.add(timer);
  }

  /** 22 characters as Google's are, but the same whenever the same calls are made. */
  function nextRequestId(): string {
    calls += 1;
    return createHash("sha256")
      .update(`sandbox ${state.opened} ${calls}`)
      .digest("base64url")
      .slice(0, 22);
  }

  function report(method: string, outcome: string, requestId: string): void {
    log(`${now().toISOString()} ${method} ${outcome} ${requestId}`);
  }
}

function serviceOf(api: Api): ServiceDefinition {
  const service = `/${api.package}.services.GoogleAdsService`;
  return {
    mutate: rpc(`${service}/Mutate`),
    search: rpc(`${service}/Search`),
    searchStream: rpc(`${service}/SearchStream`, true),
  };
}

function batchJobServiceOf(api: Api): ServiceDefinition {
  const service = `/${api.package}.services.BatchJobService`;
  return {
    mutateBatchJob: rpc(`${service}/MutateBatchJob`),
    addBatchJobOperations: rpc(`${service}/AddBatchJobOperations`),
    runBatchJob: rpc(`${service}/RunBatchJob`),
    listBatchJobResults: rpc(`${service}/ListBatchJobResults`),
  };
}

function customerServiceOf(api: Api): ServiceDefinition {
  const service = `/${api.package}.services.CustomerService`;
  return { listAccessibleCustomers: rpc(`${service}/ListAccessibleCustomers`) };
}

/** Messages pass as bytes, so that a request that cannot be decoded is answered like any other. */
function rpc(path: string, responseStream = false): ServiceDefinition[string] {
  return {
    path,
    requestStream: false,
    responseStream,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
}

const OPERATIONS: ServiceDefinition = {
  getOperation: rpc("/google.longrunning.Operations/GetOperation"),
};

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress ?? ""}:${socket.remotePort ?? ""}`;
}

async function listen(listener: ReturnType<typeof createServer>, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    listener.once("error", (cause) => {
      const message = `The sandbox cannot listen on port ${port} of 127.0.0.1.`;
      reject(new RunError(message, { wayOut: "Choose another port.", cause }));
    });
    listener.listen(port, "127.0.0.1", () => {
      // A listener on a TCP port has this form of address.
      resolve((listener.address() as AddressInfo).port);
    });
  });
}
