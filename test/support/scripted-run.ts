import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { partialFailure, readRequest } from "./answers.ts";
import {
  asKeywords,
  type CliOptions,
  type Ended,
  keywords,
  startCli,
  type Started,
  temporaryFolder,
} from "./cli.ts";
import { type Script, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";
import { rowTexts } from "./sheets.ts";

/** A file of keywords, a folder for its reports, and the server that it is sent to. */
export interface ScriptedRun {
  readonly server: ScriptedServer;
  readonly out: string;
  readonly file: string;
  /** Begins the upload, with two rows in a request unless told otherwise. */
  start(args?: readonly string[], options?: CliOptions): Started;
  upload(args?: readonly string[]): Promise<Ended>;
  /** The keywords that arrived at the server, one list for each call. */
  arrived(): readonly (readonly string[])[];
}

/** Nothing is tried a second time by itself, so that a test sees what one answer does, and does not wait. */
export const once = ["--max-tries", "1", "--max-wait", "0"];

/** Sets up the upload of that many rows. */
export async function scriptedRun(rows: number, script: Script): Promise<ScriptedRun> {
  const folder = temporaryFolder();
  const file = join(folder, "keywords.csv");
  writeFileSync(file, keywords(rowTexts(rows)));
  const server = await startScriptedServer(script);
  const out = join(folder, "out");
  const start: ScriptedRun["start"] = (args = [], options = {}) => {
    const target = ["--endpoint", `127.0.0.1:${server.port}`, "--plaintext", "--out", out, ...once];
    const size = args.includes("--batch-size") ? [] : ["--batch-size", "2"];
    return startCli(["upload", file, ...asKeywords, ...target, ...size, ...args], options);
  };
  return {
    server,
    out,
    file,
    start,
    upload: (args) => start(args).ended,
    arrived: () =>
      server.calls.map(({ bytes }) =>
        readRequest(bytes).mutate_operations.map((operation) => {
          // The keywords of `keywords()`, which have no other form.
          const { create } = operation["ad_group_criterion_operation"] as {
            readonly create: { readonly keyword: { readonly text: string } };
          };
          return create.keyword.text;
        }),
      ),
  };
}

/** Every operation is accepted. */
export const accept: Script = ({ number, bytes }) =>
  partialFailure(number, readRequest(bytes).mutate_operations.length);
