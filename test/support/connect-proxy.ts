import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy as companies have one: it connects whoever asks to a server, and cannot read what they say. */
export interface ConnectProxy {
  readonly port: number;
  /** What was asked for, as `host:port`. */
  readonly targets: readonly string[];
  close(): Promise<void>;
}

/** A proxy on 127.0.0.1 that takes every server to be the one at this port of the same machine. */
export async function startConnectProxy(port: number): Promise<ConnectProxy> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  };
  const proxy = createServer();
  proxy.on("connection", keep);
  proxy.on("connect", ({ url }, socket: Socket) => {
    targets.push(String(url));
    const server = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.pipe(socket).pipe(server);
    });
    keep(server);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, "127.0.0.1", resolve);
  });
  return {
    // A listener on a TCP port has this form of address.
    port: (proxy.address() as AddressInfo).port,
    targets,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        proxy.close(() => resolve());
      });
    },
  };
}
