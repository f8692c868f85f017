import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The server that uploads are sent to. */
export interface BenchServer {
  /** `127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** User and system time since its start. */
  cpuMs(): Promise<number>;
  close(): void;
}

/**
 * Starts the server in a process of its own. If it ends too early, so does the bench: a client may try to
 * reach it for a long time.
 */
export async function startBenchServer(): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL("server/main.ts", import.meta.url)));
  let isClosed = false;
  child.once("exit", () => {
    if (isClosed) return;
    process.stderr.write("The server of the bench ended.\n");
    process.exit(2);
  });
  const { port } = await told<{ readonly port: number }>(child);
  return {
    endpoint: `127.0.0.1:${port}`,
    async cpuMs() {
      child.send("usage");
      const { cpuMs } = await told<{ readonly cpuMs: number }>(child);
      return cpuMs;
    },
    close() {
      isClosed = true;
      child.disconnect();
    },
  };
}

/** The next message of the server, which sends one where one is expected. */
async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, "message")) as [T];
  return message;
}
