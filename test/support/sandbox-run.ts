import type { Settings } from "../../src/ledger/run.ts";
import { parseFault } from "../../src/sandbox/injected-fault.ts";
import { noCredentials } from "../../src/transport/connect.ts";
import { connectGoogleAds } from "../../src/transport/google/google-ads.ts";
import type { Transport } from "../../src/transport/transport.ts";
import { connect, type TestClient } from "../sandbox/client.ts";
import { type LocalRun, localRun } from "./run.ts";

/** A run through batch jobs with the sandbox that it goes to, over a socket, both in this process. */
export interface SandboxRun extends LocalRun {
  readonly client: TestClient;
  /** The real one. */
  readonly transport: Transport;
  /** The methods of all calls, in order. */
  methods(): readonly string[];
  close(): Promise<void>;
}

export interface Server {
  readonly faults?: readonly string[];
  readonly now?: () => Date;
  readonly settings?: Partial<Settings>;
}

/** Rows in doubt stay so, unless a round is given `retries`. */
export async function sandboxRun({ faults = [], now, settings }: Server = {}): Promise<SandboxRun> {
  const clock = now && { now };
  const client = await connect({ faults: faults.map(parseFault), ...clock });
  const transport = await connectGoogleAds({
    credentials: noCredentials,
    plaintext: { host: "127.0.0.1", port: client.port },
  });
  const run = localRun({
    transport,
    retries: null,
    settings: { mode: "batch-job", concurrency: 4, ...settings },
    ...clock,
  });
  return Object.assign(run, {
    client,
    transport,
    methods: () =>
      String(run.reports.file("requests.ndjson"))
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { readonly method: string }).method)
        .map((method) => method.slice(method.indexOf(".") + 1)),
    async close() {
      await transport.close();
      await client.close();
    },
  });
}
