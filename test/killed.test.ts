import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { readRun } from "../src/ledger/run-folder.ts";
import { numbersFrom } from "../src/sandbox/injected-fault.ts";
import { startSandbox } from "../src/sandbox/server.ts";
import { noCredentials } from "../src/transport/connect.ts";
import { connectGoogleAds } from "../src/transport/google/google-ads.ts";
import { checkAccounts, whatIsThere } from "./support/chaos-check.ts";
import { sheetOf, wishesFrom } from "./support/chaos-sheet.ts";
import { customersOf, seedAccounts } from "./support/chaos.ts";
import { runCli, startCli, type Started, temporaryFolder } from "./support/cli.ts";

const folders = temporaryFolder();

suite("processes that are killed", { concurrency: 3 }, () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    test(`kill -9 at any moment, then resume (seed ${seed})`, () => killAndResume(seed));
  }
});

/** Real processes against a sandbox in this one. */
async function killAndResume(seed: number): Promise<void> {
  const random = numbersFrom(90_000 + seed);
  const wishes = wishesFrom(random).filter((wish) => wish.hasKey);
  // The rows of those that were left out are not missed: rows are counted anew.
  const numbers = new Map(wishes.map((wish, position) => [wish.row, position + 2]));
  const renumbered = wishes.map((wish) => ({
    ...wish,
    row: numbers.get(wish.row) ?? 0,
    parent: wish.parent === null ? null : (numbers.get(wish.parent) ?? null),
    cells: Object.fromEntries(
      Object.entries(wish.cells).map(([column, cell]) => [
        column,
        cell === `changed by ${wish.row}` ? `changed by ${numbers.get(wish.row)}` : cell,
      ]),
    ),
  }));
  const folder = mkdtempSync(join(folders, "killed-"));
  const file = join(folder, "mixed.csv");
  writeFileSync(file, sheetOf(renumbered));
  const out = join(folder, "out");
  const faults = [{ on: 0, kind: "slow", ms: 150 }] as const;
  // Most of them while requests are made, the others whenever it may be: at the start, while the file is read.
  const killAt = random() < 0.7 ? Math.floor(random() * 8) : null;
  let started: Started | null = null;
  let logged = 0;
  const kill = (): void => {
    started?.child.kill("SIGKILL");
  };
  const sandbox = await startSandbox({
    statePath: null,
    now: () => new Date(),
    faults,
    log: () => {
      if (logged === killAt) setTimeout(kill, random() * 200);
      logged += 1;
    },
  });
  const plaintext = { host: "127.0.0.1", port: sandbox.port };
  const transport = await connectGoogleAds({ credentials: noCredentials, plaintext });
  const target = ["--endpoint", `127.0.0.1:${sandbox.port}`, "--plaintext", "--run", "run"];
  const batchSize = String(Math.max(5, Math.ceil(renumbered.length / 8)));
  // A look-up waits no longer than that.
  const retries = ["--max-wait", "1"];
  const sending = ["--no-check", "--batch-size", batchSize, ...retries];
  const upload = ["upload", file, ...target, "--out", out, ...sending];
  try {
    await seedAccounts(transport, renumbered);
    logged = 0;
    started = startCli([...upload, "--mode", "partial-failure"]);
    const timer = setTimeout(kill, killAt === null ? 200 + random() * 2_500 : 30_000);
    await started.ended;
    clearTimeout(timer);
    const again = await runCli(["resume", "run", "--out", out, ...retries]);
    // Killed before the file was read, there is nothing to resume.
    const ended = again.code === 2 ? await runCli(upload) : again;
    assert.ok(ended.code === 0 || ended.code === 1, `${ended.code}: ${ended.stderr}`);
    const { ledger } = readRun(out, "run");
    checkAccounts(renumbered, ledger, await whatIsThere(transport, customersOf(renumbered)));
    ledger.close();
  } finally {
    await transport.close();
    await sandbox.close();
  }
}
