import type { Metadata } from "@grpc/grpc-js";
import { subscribe } from "node:diagnostics_channel";
import type { ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";

/** The entry of a call's metadata that holds `grpc-status` as it arrived. */
export const wireStatusKey = "rowmend-grpc-status";

let isWatching = false;

/**
 * Makes `wireStatusOf` work for every call from now on.
 *
 * grpc-js reports statuses of its own making (an HTTP error page, an answer without a message, one that is
 * too large) with the codes with which a server refuses a request, and it removes `grpc-status` from the
 * metadata. So the header is copied where it comes in, before grpc-js reads the same headers.
 */
export function watchWireStatus(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe("http2.client.stream.created", (message) => {
    const { stream } = message as { readonly stream: ClientHttp2Stream };
    stream.on("response", copyStatus);
    stream.on("trailers", copyStatus);
  });
}

function copyStatus(headers: IncomingHttpHeaders): void {
  const status = headers["grpc-status"];
  if (typeof status === "string") headers[wireStatusKey] = status;
  else delete headers[wireStatusKey];
}

/** The status code that a server sent; null if none arrived, or something that is not a number. */
export function wireStatusOf(metadata: Metadata): number | null {
  const [status] = metadata.get(wireStatusKey);
  return typeof status === "string" && /^\d{1,9}$/.test(status) ? Number(status) : null;
}
