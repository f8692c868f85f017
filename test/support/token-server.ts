import { gaxios } from "google-auth-library";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server says to a request for an access token. */
export interface TokenReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Google's token server, on this machine. */
export interface TokenServer {
  /** Takes every request to it, wherever it was meant to go. */
  readonly transporter: gaxios.Gaxios;
  /** The form of each request so far. */
  readonly requests: readonly URLSearchParams[];
  readonly port: number;
  follow(reply: TokenReply): void;
  close(): Promise<void>;
}

/** The token that is given; a test looks that it shows nowhere. */
export const accessToken = "ya29.hush-access";

/** @param seconds how long it is said to live. */
export function grant(seconds = 3_600): TokenReply {
  return {
    status: 200,
    body: { access_token: accessToken, expires_in: seconds, token_type: "Bearer" },
  };
}

export function refuse(error: string, description: string, subtype?: string): TokenReply {
  return {
    status: 400,
    body: {
      error,
      error_description: description,
      ...(subtype === undefined ? {} : { error_subtype: subtype }),
    },
  };
}

export async function startTokenServer(first: TokenReply = grant()): Promise<TokenServer> {
  let reply = first;
  const requests: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let form = "";
    request.setEncoding("utf8").on("data", (text: string) => (form += text));
    request.on("end", () => {
      requests.push(new URLSearchParams(form));
      response.writeHead(reply.status, { "content-type": "application/json" });
      response.end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A listener on a TCP port has this form of address.
  const { port } = server.address() as AddressInfo;
  const transporter = new gaxios.Gaxios();
  transporter.interceptors.request.add({
    resolved: async (options) => ({ ...options, url: new URL(`http://127.0.0.1:${port}/token`) }),
  });
  return {
    transporter,
    requests,
    port,
    follow(next) {
      reply = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
