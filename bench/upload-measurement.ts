import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { apiVersion } from "../src/api/package.ts";
import { RunError } from "../src/messages/run-error.ts";
import type { BenchServer } from "./bench-server.ts";
import { writeRequests } from "./encoded-requests.ts";
import { type Ended, measure } from "./measured-process.ts";
import type { Contender, Mode, Sample } from "./results.ts";
import { refusedAmong, writeSheet } from "./sheet.ts";

/** Operations in a request of everyone who uploads: rowmend's default. */
const batchSize = 1_000;

/** Where uploads are measured. */
export interface Place {
  readonly server: BenchServer;
  /** The arguments of Node.js that start rowmend. */
  readonly rowmend: readonly string[];
  /** The folder of the opponents' programs. */
  readonly opponents: string;
  /** An empty folder for sheets and reports. */
  readonly folder: string;
}

/** A sheet and how it is sent. */
export interface Load {
  readonly mode: Mode;
  readonly rows: number;
  readonly faultPercent: number;
}

/** Whether somebody uploads in that way: a script for batch jobs would be a program of its own. */
export function canSend(contender: Contender, mode: Mode): boolean {
  return mode === "partial-failure" || contender === "rowmend" || contender === "floor";
}

/**
 * Uploads once, and says what it took.
 * @throws RunError if the upload failed, or did not end with the rows that were to be refused.
 */
export async function measureUpload(
  place: Place,
  contender: Contender,
  load: Load,
): Promise<Sample> {
  const input = await inputOf(place, contender, load);
  const out = reportsIn(place);
  rmSync(out, { recursive: true, force: true });
  const before = await place.server.cpuMs();
  const ended = await measure(argumentsOf(place, contender, load, input), [0, 1]);
  const serverCpuMs = (await place.server.cpuMs()) - before;
  if (contender !== "floor") verify(contender, load, ended);
  return { ...ended.usage, serverCpuMs };
}

/** What `rowmend status` of the last upload by rowmend takes. */
export async function measureStatus({ rowmend, ...place }: Place): Promise<Sample> {
  const args = [...rowmend, "status", "bench", "--out", reportsIn(place)];
  return { ...(await measure(args)).usage, serverCpuMs: 0 };
}

function reportsIn({ folder }: Pick<Place, "folder">): string {
  return join(folder, "reports");
}

function argumentsOf(
  place: Place,
  contender: Contender,
  { mode }: Load,
  input: string,
): readonly string[] {
  const { endpoint } = place.server;
  const out = reportsIn(place);
  switch (contender) {
    case "rowmend":
      return [...place.rowmend, ...uploadArguments(input, endpoint, out, mode), "--run", "bench"];
    case "script":
      return [join(place.opponents, "script.js"), input, endpoint];
    case "script+reports":
      return [join(place.opponents, "script-with-reports.js"), input, endpoint, out];
    case "floor":
      return [join(place.opponents, "floor.js"), input, endpoint, mode, apiVersion()];
  }
}

/** The arguments of rowmend that upload a sheet to a server on this machine. */
export function uploadArguments(
  sheet: string,
  endpoint: string,
  out: string,
  mode: Mode,
): readonly string[] {
  const target = ["--endpoint", endpoint, "--plaintext", "--mode", mode];
  return ["upload", sheet, ...target, "--out", out, "--again", "--json"];
}

/** The sheet, or the floor's requests: written once for all runs. */
async function inputOf(
  { folder }: Place,
  contender: Contender,
  { mode, rows, faultPercent }: Load,
): Promise<string> {
  if (contender === "floor") {
    const path = join(folder, `${rows}-${faultPercent}-${mode}.requests`);
    if (!existsSync(path)) await writeRequests(path, { rows, faultPercent, batchSize, mode });
    return path;
  }
  const path = join(folder, `${rows}-${faultPercent}.csv`);
  if (!existsSync(path)) await writeSheet(path, rows, faultPercent);
  return path;
}

function verify(contender: Contender, { rows, faultPercent }: Load, { stdout }: Ended): void {
  const refused = refusedAmong(rows, faultPercent);
  const counted = countsIn(stdout);
  if (counted.refused === refused && counted.accepted === rows - refused) return;
  throw new RunError(
    `${contender} counted ${counted.accepted} accepted and ${counted.refused} refused rows, not ${rows - refused} and ${refused}.`,
    { list: stdout.slice(0, 1_000).split("\n") },
  );
}

interface Counts {
  readonly accepted: number;
  readonly refused: number;
}

/** Both forms in which uploads count: rowmend's summary, and what the scripts print. */
function countsIn(stdout: string): Counts {
  // Written by programs that are read a page away; anything else ends in a wrong number.
  const said = JSON.parse(stdout) as Counts & {
    readonly outcomes?: { readonly accepted: number; readonly rejected: number };
  };
  const { outcomes } = said;
  return outcomes === undefined
    ? said
    : { accepted: outcomes.accepted, refused: outcomes.rejected };
}
