import {
  Metadata,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
} from "@grpc/grpc-js";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { apiVersion } from "../../src/api/package.ts";

/** One Mutate call as it came in. */
export interface ReceivedCall {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What comes back for a call. */
export type Reply =
  | {
      readonly kind: "answer";
      readonly bytes: Uint8Array;
      /** Initial metadata. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "status";
      readonly code: number;
      readonly message: string;
      readonly trailers?: Readonly<Record<string, string | Uint8Array>>;
    }
  /** The connection is cut. */
  | { readonly kind: "drop" }
  /** No answer ever comes. */
  | { readonly kind: "silence" };

export type Script = (call: ReceivedCall) => Reply | Promise<Reply>;

export interface ScriptedServer {
  readonly port: number;
  /** Every call so far, also those without an answer. */
  readonly calls: readonly ReceivedCall[];
  /** What is answered from now on. */
  follow(script: Script): void;
  /** Resolves once that many calls have arrived. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

type Call = ServerUnaryCall<Buffer, Buffer>;

/** A gRPC server for GoogleAdsService.Mutate on 127.0.0.1 that says whatever a test tells it to say. */
export async function startScriptedServer(first: Script): Promise<ScriptedServer> {
  let script = first;
  const calls: ReceivedCall[] = [];
  const sockets = new Set<Socket>();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const server = new Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(
    {
      mutate: {
        path: `/google.ads.googleads.${apiVersion()}.services.GoogleAdsService/Mutate`,
        requestStream: false,
        responseStream: false,
        requestSerialize: asIs,
        requestDeserialize: asIs,
        responseSerialize: asIs,
        responseDeserialize: asIs,
      },
    },
    {
      mutate(call: Call, callback: sendUnaryData<Buffer>) {
        const { request: bytes, metadata } = call;
        const headers = Object.fromEntries(
          Object.entries(metadata.getMap()).map(([key, value]) => [key, value.toString()]),
        );
        const received = { number: calls.length + 1, bytes, headers };
        calls.push(received);
        for (const { count, resolve } of waiting) if (calls.length >= count) resolve();
        void answer(received, call, callback);
      },
    },
  );

  async function answer(
    received: ReceivedCall,
    call: Call,
    callback: sendUnaryData<Buffer>,
  ): Promise<void> {
    try {
      send(await script(received), call, callback);
    } catch (error) {
      // A mistake in a test, and not an answer.
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      for (const socket of sockets) socket.destroy();
    }
  }

  function send(reply: Reply, call: Call, callback: sendUnaryData<Buffer>): void {
    switch (reply.kind) {
      case "answer":
        call.sendMetadata(metadataOf(reply.headers ?? {}));
        callback(null, Buffer.from(reply.bytes));
        return;
      case "status": {
        const metadata = metadataOf(reply.trailers ?? {});
        const { code, message } = reply;
        callback(Object.assign(new Error(message), { code, details: message, metadata }));
        return;
      }
      case "drop":
        for (const socket of sockets) socket.destroy();
        return;
      case "silence":
    }
  }

  // The sockets are ours, so that they can be cut.
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, "127.0.0.1", resolve);
  });

  return {
    // A listener on a TCP port has this form of address.
    port: (listener.address() as AddressInfo).port,
    calls,
    follow(next) {
      script = next;
    },
    received: (count) =>
      new Promise((resolve) => {
        if (calls.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async close() {
      const closed = new Promise<void>((resolve) => {
        listener.close(() => resolve());
      });
      injector.destroy();
      server.forceShutdown();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function metadataOf(entries: Readonly<Record<string, string | Uint8Array>>): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries))
    metadata.set(key, typeof value === "string" ? value : Buffer.from(value));
  return metadata;
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
