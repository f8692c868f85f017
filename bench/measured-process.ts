import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Readable } from "node:stream";
import { RunError } from "../src/messages/run-error.ts";
import type { Sample } from "./results.ts";

const hook = fileURLToPath(new URL("usage-hook.cjs", import.meta.url));

/** The last part of what a process wrote on stderr that is shown if it fails. */
const SHOWN = 2_000;

export interface Ended {
  readonly usage: Omit<Sample, "serverCpuMs">;
  readonly stdout: string;
}

/**
 * Runs Node.js with these arguments as a process of its own, and says what it took from its start to its end.
 *
 * @param exitCodes those that mean success.
 * @throws RunError if it ends in another way, with its last words.
 */
export async function measure(
  args: readonly string[],
  exitCodes: readonly number[] = [0],
): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--require", hook, ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const end = (): void => void child.kill();
  process.once("exit", end);
  const [, stdout, stderr, usage] = child.stdio;
  // All three are pipes, and one beyond stderr is of any kind to the types.
  const texts = Promise.all([stdout, stderr, usage].map((pipe) => textOf(pipe as Readable)));
  const [code] = (await once(child, "close")) as [number | null];
  process.off("exit", end);
  const seconds = (performance.now() - started) / 1_000;
  const [said = "", complained = "", used = ""] = await texts;
  if (code === null || !exitCodes.includes(code) || used === "") {
    throw new RunError(`node ${args.join(" ")} ended with ${code ?? "a signal"}.`, {
      list: (said + complained).slice(-SHOWN).trimEnd().split("\n"),
    });
  }
  const { cpuMs, peakMb } = JSON.parse(used) as { cpuMs: number; peakMb: number };
  return { usage: { cpuMs, peakMb, seconds }, stdout: said };
}

async function textOf(pipe: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of pipe) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
