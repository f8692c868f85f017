import { join } from "node:path";
import type { Fault } from "../sandbox/injected-fault.ts";
import type { Credentials } from "./credentials.ts";
import type { Target } from "./target.ts";
import type { Transport } from "./transport.ts";

/** Placeholders for a server that does not ask for credentials. */
export const noCredentials: Credentials = {
  developerToken: "none",
  loginCustomerId: null,
  auth: { kind: "refresh_token", clientId: "none", clientSecret: "none", refreshToken: "none" },
};

export interface ConnectOptions {
  /** The run's folder, in which the sandbox keeps its state beside the ledger. */
  readonly folder: string;
  /** Instead of the one among the credentials, if not null. */
  readonly loginCustomerId: string | null;
  readonly now: () => Date;
  /** Faults that the sandbox produces on demand. */
  readonly faults?: readonly Fault[];
}

/**
 * Connects to a run's target. The sandbox is started here, in this process, with its state in the run's
 * folder. The API client is loaded only now: no other command waits for it.
 *
 * @param credentials needed for live accounts only.
 */
export async function connect(
  target: Target,
  credentials: Credentials | null,
  options: ConnectOptions,
): Promise<Transport> {
  const { connectGoogleAds } = await import("./google/google-ads.ts");
  const as = credentials ?? noCredentials;
  const loginCustomerId = options.loginCustomerId ?? as.loginCustomerId;
  switch (target.kind) {
    case "live":
      return connectGoogleAds({ credentials: { ...as, loginCustomerId }, plaintext: null });
    case "endpoint":
      return connectGoogleAds({ credentials: { ...as, loginCustomerId }, plaintext: target });
    case "sandbox": {
      const { startSandbox } = await import("../sandbox/server.ts");
      const sandbox = await startSandbox({
        statePath: join(options.folder, "sandbox.sqlite"),
        now: options.now,
        faults: options.faults ?? [],
      });
      const plaintext = { host: "127.0.0.1", port: sandbox.port };
      const transport = await connectGoogleAds({
        credentials: { ...as, loginCustomerId },
        plaintext,
      });
      return {
        ...transport,
        async close() {
          await transport.close();
          await sandbox.close();
        },
      };
    }
  }
}
