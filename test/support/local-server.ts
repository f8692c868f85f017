import { connectGoogleAds } from "../../src/transport/google/google-ads.ts";
import { keywords, type Reports } from "./cli.ts";
import { transportOf, uploadSheet } from "./in-process.ts";
import { rowTexts } from "./scripted-run.ts";
import { type Reply, type Script, startScriptedServer } from "./scripted-server.ts";

/** A scripted server with the real transport to it, both in this process. */
export interface LocalServer {
  /** Uploads that many keywords, and gives the reports after the answers. */
  upload(rows: number, answer: Script | Reply, batchSize?: number): Promise<Reports>;
  close(): Promise<void>;
}

export async function startLocalServer(): Promise<LocalServer> {
  const server = await startScriptedServer(() => ({ kind: "silence" }));
  const connected = await connectGoogleAds({
    credentials: {
      developerToken: "none",
      loginCustomerId: null,
      auth: { kind: "refresh_token", clientId: "none", clientSecret: "none", refreshToken: "none" },
    },
    plaintext: { host: "127.0.0.1", port: server.port },
  });
  // One connection for all uploads.
  const transport = transportOf((batch) => connected.mutate(batch));
  return {
    async upload(rows, answer, batchSize = 10_000) {
      server.follow(typeof answer === "function" ? answer : () => answer);
      const run = await uploadSheet(keywords(rowTexts(rows)), transport, { batchSize });
      if (run.problem !== null) throw run.problem;
      return run.reports;
    },
    async close() {
      await connected.close();
      await server.close();
    },
  };
}
