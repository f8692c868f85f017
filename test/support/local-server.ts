import { connectGoogleAds } from "../../src/transport/google/google-ads.ts";
import { keywords, type Reports } from "./cli.ts";
import { startRun } from "./run.ts";
import { type Reply, type Script, startScriptedServer } from "./scripted-server.ts";
import { rowTexts } from "./sheets.ts";

/** A scripted server with the real transport to it, both in this process. */
export interface LocalServer {
  /** Uploads that many keywords, and gives the reports after the answers. */
  upload(rows: number, answer: Script | Reply, batchSize?: number): Promise<Reports>;
  close(): Promise<void>;
}

export async function startLocalServer(): Promise<LocalServer> {
  const server = await startScriptedServer(() => ({ kind: "silence" }));
  // One connection for all uploads.
  const transport = await connectGoogleAds({
    credentials: {
      developerToken: "none",
      loginCustomerId: null,
      auth: { kind: "refresh_token", clientId: "none", clientSecret: "none", refreshToken: "none" },
    },
    plaintext: { host: "127.0.0.1", port: server.port },
  });
  return {
    async upload(rows, answer, batchSize = 10_000) {
      server.follow(typeof answer === "function" ? answer : () => answer);
      const run = await startRun(keywords(rowTexts(rows)), {
        transport,
        retries: null,
        defaults: { entity: "ad_group_criterion" },
        settings: { batchSize, concurrency: 4 },
      });
      return run.reports;
    },
    async close() {
      await transport.close();
      await server.close();
    },
  };
}
