import { join } from "node:path";
import type { Fault } from "../sandbox/injected-fault.ts";
import type { Credentials } from "./credentials.ts";
import type { Target } from "./target.ts";
import type { Transport } from "./transport.ts";

/** What a server that asks for no credentials is given in their place. */
export const noCredentials: Credentials = {
  developerToken: "none",
  loginCustomerId: null,
  auth: { kind: "refresh_token", clientId: "none", clientSecret: "none", refreshToken: "none" },
};

export interface ConnectOptions {
  /** The run's folder, beside whose ledger the sandbox keeps its state. */
  readonly folder: string;
  /** Instead of the one among the credentials, if not null. */
  readonly loginCustomerId: string | null;
  readonly now: () => Date;
  /** What goes wrong in the sandbox, on demand. */
  readonly faults?: readonly Fault[];
}

/**
 * Opens the way to a run's target. The sandbox is started here, in this process, with its state beside
 * the run. The API client is loaded now and not before: it takes more than a second.
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
