import { closeSync, createReadStream, existsSync, openSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import type { JobProgress } from "../delivery/context.ts";
import type { Progress } from "../delivery/session.ts";
import { clearLine } from "../messages/outlet.ts";
import { exitCodes } from "../outcome/exit-code.ts";
import { Declined, RunError } from "../messages/run-error.ts";
import {
  type Credentials,
  type CredentialSources,
  findCredentials,
} from "../transport/credentials.ts";

// With start.ts, the only code that reads the environment, the clock or the terminal.

export function now(): Date {
  return new Date();
}

/** Resolves after that many milliseconds, or at once when the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  // An abort ends the wait; the caller checks the signal.
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

/** The bytes of a file. @throws RunError if it cannot be read. */
export function bytesOf(path: string): Uint8Array {
  assertReadable(path);
  return readFileSync(path);
}

/** The bytes of a file in chunks. @throws RunError if it cannot be read. */
export function streamOf(path: string): AsyncIterable<Uint8Array> {
  assertReadable(path);
  return createReadStream(path);
}

function assertReadable(path: string): void {
  try {
    if (!statSync(path).isFile()) {
      throw new RunError(`${path} is not a file.`, { wayOut: "Give the path of a CSV file." });
    }
    closeSync(openSync(path, "r"));
  } catch (cause) {
    if (cause instanceof RunError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT")
      throw new RunError(`File not found: ${path}.`, { wayOut: "Check the path.", cause });
    if (code === "EACCES" || code === "EPERM") {
      throw new RunError(`No permission to read ${path}.`, {
        wayOut: "Ask its owner for read access.",
        cause,
      });
    }
    throw new RunError(
      `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    );
  }
}

/** @throws RunError that names what is missing. */
export function credentialsFrom(configPath: string | null): Credentials {
  return findCredentials(credentialSources(configPath));
}

/** Where rowmend looks for credentials. */
export function credentialSources(configPath: string | null): CredentialSources {
  return {
    env: process.env,
    configPath,
    defaultPaths: ["google-ads.yaml", join(homedir(), "google-ads.yaml")],
    readFile: (path) => (existsSync(path) ? textOf(path) : null),
  };
}

/** @throws RunError */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    throw new RunError(`${path} cannot be read (${code}).`, {
      wayOut: "Check that it is a file and that you have permission to read it.",
      cause,
    });
  }
}

/** Whether somebody can be asked. Without a terminal, running the command counts as consent. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/**
 * Asks on a terminal before anything is sent to an account.
 * @throws Declined if the answer is no.
 */
export async function confirmSending(question: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new AbortController();
  terminal.once("SIGINT", () => interrupted.abort());
  try {
    const { signal } = interrupted;
    const answer = await terminal.question(`${question} [y/N] `, { signal }).catch(() => "");
    if (!/^y(es)?$/i.test(answer.trim()))
      throw new Declined("Nothing was sent.", {
        wayOut: "To send the rows after all, run rowmend resume <run>",
      });
  } finally {
    terminal.close();
  }
}

/** One line that is updated in place, on a terminal only. */
export function progressLine(isQuiet: boolean): {
  readonly show: (progress: Progress) => void;
  readonly showJob: (progress: JobProgress) => void;
  readonly clear: () => void;
} {
  const isShown = process.stderr.isTTY && !isQuiet;
  const write = (text: string): void => {
    if (isShown) process.stderr.write(`${clearLine}${text}`);
  };
  return {
    show: ({ done, total }) =>
      write(`${done.toLocaleString("en")} of ${total.toLocaleString("en")} rows sent`),
    showJob: (progress) => write(jobText(progress)),
    clear: () => write(""),
  };
}

/** The progress of a batch job in words: running, or still queued. */
export function jobText(progress: JobProgress): string {
  const rows = `${progress.rows.toLocaleString("en")} rows`;
  switch (progress.kind) {
    case "filling":
      return `${rows} uploaded to the batch job`;
    case "waiting":
      return `${rows} queued at Google`;
    case "working": {
      const { executed, ratio } = progress;
      const share = ratio === null ? "" : `: ${Math.floor(ratio * 100)} %`;
      const count = executed === null ? "" : ` (${executed.toLocaleString("en")} done)`;
      return `Google is processing ${rows}${share}${count}`;
    }
    case "reading":
      return `Reading the results of ${rows}`;
  }
}

/**
 * The first Ctrl-C waits for the requests in flight; the second ends the process at once. Both are safe,
 * because the ledger records every request before it is sent.
 * @param onForced called before the process ends at once.
 */
export function interruption(onForced: () => void): {
  readonly signal: AbortSignal;
  readonly end: () => void;
} {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      onForced();
      process.exit(exitCodes.interrupted);
    }
    process.stderr.write(
      "\nStopping after the requests in flight. Press Ctrl-C again to stop immediately.\n",
    );
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    end() {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
