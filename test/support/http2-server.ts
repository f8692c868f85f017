import {
  createSecureServer,
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";

/** What an HTTP/2 server says, frame by frame. */
export interface RawAnswer {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array;
  /** Left out, the headers end the answer if there is no body, and the body ends it if there is one. */
  readonly trailers?: OutgoingHttpHeaders;
  /** The stream is reset with that code instead of being ended. */
  readonly reset?: number;
}

export interface Http2Server {
  readonly port: number;
  /** The paths of all requests that arrived whole. */
  readonly paths: readonly string[];
  /** Their headers, with the path. */
  readonly headers: readonly IncomingHttpHeaders[];
  /** What is answered from now on. */
  follow(answer: RawAnswer | ((path: string) => RawAnswer)): void;
  close(): Promise<void>;
}

/**
 * A server on 127.0.0.1 without gRPC's own rules, so that it can break all of them.
 * @param tls its certificate; left out, it speaks without encryption.
 */
export async function startHttp2Server(tls?: {
  readonly cert: string;
  readonly key: string;
}): Promise<Http2Server> {
  const paths: string[] = [];
  const received: IncomingHttpHeaders[] = [];
  const sessions = new Set<ServerHttp2Session>();
  let answerTo: (path: string) => RawAnswer = nothing;
  const options = { maxSendHeaderBlockLength: 1 << 20 };
  const server =
    tls === undefined ? createServer(options) : createSecureServer({ ...options, ...tls });
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on("error", () => undefined);
    stream.on("end", () => {
      const path = String(headers[":path"]);
      paths.push(path);
      received.push(headers);
      answer(stream, answerTo(path));
    });
    stream.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    // A listener on a TCP port has this form of address.
    port: (server.address() as AddressInfo).port,
    paths,
    headers: received,
    follow(next) {
      answerTo = typeof next === "function" ? next : () => next;
    },
    async close() {
      for (const session of sessions) session.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function nothing(): RawAnswer {
  return {};
}

function answer(stream: ServerHttp2Stream, { headers, body, trailers, reset }: RawAnswer): void {
  const first = { ":status": 200, "content-type": "application/grpc", ...headers };
  if (body === undefined && trailers === undefined && reset === undefined) {
    stream.respond(first, { endStream: true });
    return;
  }
  stream.respond(first, { waitForTrailers: trailers !== undefined });
  if (trailers !== undefined) stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  if (body !== undefined) stream.write(body);
  if (reset === undefined) stream.end();
  else stream.close(reset);
}

/** A message in gRPC's frame. */
export function framed(message: Uint8Array, isCompressed = false): Buffer {
  const head = Buffer.alloc(5);
  head[0] = isCompressed ? 1 : 0;
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
