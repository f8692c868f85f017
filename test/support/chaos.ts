import { stringify } from "csv-stringify/sync";
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { apiVersion } from "../../src/api/package.ts";
import { settleByHand } from "../../src/delivery/doubt/by-hand.ts";
import type { RoundContext } from "../../src/delivery/session.ts";
import { openRun, readRun } from "../../src/ledger/run-folder.ts";
import type { RoundResult } from "../../src/report/folder.ts";
import { type Fault, numbersFrom } from "../../src/sandbox/injected-fault.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { noCredentials } from "../../src/transport/connect.ts";
import { connectGoogleAds } from "../../src/transport/google/google-ads.ts";
import type { Transport } from "../../src/transport/transport.ts";
import { resubmit, resume, settleByLookUp, upload } from "../../src/upload.ts";
import { checkAccounts, fieldOf, type Found, whatIsThere } from "./chaos-check.ts";
import { seedLabels, sheetOf, type Wish, wishesFrom } from "./chaos-sheet.ts";
import { records } from "./cli.ts";
import { bytesOf } from "./ledger.ts";

/** How a scenario went, once nothing moved any more and all was as it has to be. */
export interface Played {
  readonly rows: number;
  readonly rounds: number;
  readonly kills: number;
  readonly calls: number;
  /** Rows that only a person could settle. */
  readonly byWord: number;
}

/** Stands for the end of the process: nothing after it is carried out. */
class Killed extends Error {
  override readonly name: string = "Killed";
}

const MOST_ROUNDS = 30;

const TROUBLED_ROUNDS = 8;

/**
 * Plays one scenario that follows from its seed: a generated file, a sandbox in which things go wrong, and
 * rounds that are killed or interrupted at any point, until nothing moves any more. Then what the
 * accounts hold is compared with what the file asked for and what the reports say.
 */
export async function playScenario(seed: number): Promise<Played> {
  const random = numbersFrom(seed);
  const chance = (share: number): boolean => random() < share;
  const wishes = wishesFrom(random);
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "chaos-"));
  const faults: Fault[] = [];
  let time = Date.UTC(2026, 0, 1);
  const now = (): Date => new Date(time);
  const sandbox = await startSandbox({ statePath: null, now, faults });
  const plaintext = { host: "127.0.0.1", port: sandbox.port };
  const connected = await connectGoogleAds({ credentials: noCredentials, plaintext });
  const mode = chance(0.2) ? "batch-job" : "partial-failure";
  const jobSize = 1 + Math.floor(random() * Math.max(30, wishes.length / 2));
  let out = join(folder, "0");
  let rounds = 0;
  let kills = 0;
  let calls = 0;

  /** Everything that waits passes here: the process may be killed or interrupted at any of these points. */
  interface Life {
    readonly context: RoundContext;
    readonly isKilled: () => boolean;
  }
  const live = (isTroubled: boolean): Life => {
    const controller = new AbortController();
    let isKilled = false;
    const killAt = isTroubled && chance(0.5) ? Math.floor(random() * 25) : Infinity;
    const abortAt = isTroubled && chance(0.2) ? Math.floor(random() * 25) : Infinity;
    let points = 0;
    const pass = (): void => {
      if (isKilled) throw new Killed();
      if (points === abortAt) controller.abort();
      if (points === killAt) {
        isKilled = true;
        kills += 1;
        // What a killed process leaves behind is what its files hold at this moment; the abandoned run may
        // tidy up in its own folder as it likes.
        const copy = join(folder, String(kills));
        if (existsSync(out))
          cpSync(out, copy, {
            recursive: true,
            filter: (path) => !/-shm$|run\.lock/.test(basename(path)),
          });
        out = copy;
        throw new Killed();
      }
      points += 1;
    };
    const around = async <T>(work: () => Promise<T>): Promise<T> => {
      pass();
      calls += 1;
      const answer = await work();
      pass();
      return answer;
    };
    const transport: Transport = {
      ...connected,
      mutate: (batch) => around(() => connected.mutate(batch)),
      search: (customerId, query) => around(() => connected.search(customerId, query)),
      jobs: {
        create: (customerId) => around(() => connected.jobs.create(customerId)),
        add: (job, token, operations) => around(() => connected.jobs.add(job, token, operations)),
        run: (job) => around(() => connected.jobs.run(job)),
        results: (job, pageToken) => around(() => connected.jobs.results(job, pageToken)),
      },
      close: async () => undefined,
    };
    const sleep = async (ms: number): Promise<void> => {
      pass();
      time += ms;
    };
    return {
      isKilled: () => isKilled,
      context: {
        now,
        connect: async () => transport,
        signal: controller.signal,
        retries: {
          policy: { maxTries: 4, maxWaitMs: 60_000, lookUpPauseMs: 1_000 },
          sleep,
          random,
        },
        jobs: {
          wait: true,
          longestWaitMs: 3_600_000,
          jobSize,
          // The sandbox needs a moment of real time for a job.
          sleep: async (ms) => {
            await sleep(ms);
            await new Promise((resolve) => setTimeout(resolve, 5));
          },
          random,
          onProgress: () => undefined,
        },
        onProgress: () => undefined,
      },
    };
  };
  /** Runs to its end or to the kill; anything else that is thrown is a defect. */
  const survive = async (
    isTroubled: boolean,
    work: (context: RoundContext) => Promise<RoundResult>,
  ): Promise<void> => {
    rounds += 1;
    const life = live(isTroubled);
    await work(life.context).catch((error: unknown) => {
      if (!life.isKilled()) throw error;
    });
  };
  const withRun = async (
    isTroubled: boolean,
    work: (run: ReturnType<typeof openRun>, context: RoundContext) => Promise<RoundResult>,
  ): Promise<void> => {
    await survive(isTroubled, async (context) => {
      const run = openRun(out, "run");
      return work(run, context).finally(() => run.close());
    });
  };
  const hasRun = (): boolean => existsSync(join(out, "run", "ledger.sqlite"));
  const sheet = sheetOf(wishes);
  const newRun = {
    name: "run",
    createdAt: now().toISOString(),
    file: { name: "sheet.csv", sha256: "" },
    defaults: { entity: null, operation: null, customerId: null },
    settings: {
      mode,
      batchSize: 1 + Math.floor(random() * Math.max(20, wishes.length / 3)),
      concurrency: 1,
      validateOnly: false,
      // What Google answers is the subject here, also about rows that need not have been sent.
      check: false,
      loginCustomerId: null,
    },
    target: { kind: "endpoint", ...plaintext },
    apiVersion: apiVersion(),
  } as const;

  /** Rounds until nothing is left to send or to look up. */
  const goOn = async (troubledRounds: number): Promise<void> => {
    for (let round = 0; ; round += 1) {
      if (round > MOST_ROUNDS) throw new Error("it never comes to an end");
      const isTroubled = round < troubledRounds;
      if (!isTroubled) faults.length = 0;
      if (!hasRun()) {
        await survive(isTroubled, (context) =>
          upload({ name: "sheet.csv", open: () => bytesOf(sheet) }, out, newRun, context),
        );
        continue;
      }
      const { ledger } = readRun(out, "run");
      const { unsent, deferred, in_doubt } = ledger.rows.counts();
      const open = ledger.journal.openCount();
      const keyless = [...ledger.rows.all("in_doubt")].filter(
        (row) => wishes[row.number - 2]?.hasKey === false,
      ).length;
      ledger.close();
      if (unsent + deferred + open === 0 && in_doubt === keyless) return;
      await withRun(isTroubled, (run, context) =>
        chance(0.2) ? settleByLookUp(run, context) : resume(run, context),
      );
    }
  };

  try {
    await seedAccounts(connected, wishes);
    faults.push(
      { kind: "random", seed, rate: 0.2 + random() * 0.5 },
      { method: "search", kind: "random", seed, rate: random() * 0.4 },
      ...(["create", "add", "run", "list"] as const).map((method): Fault => ({
        method,
        kind: "random",
        seed,
        rate: 0.3,
      })),
    );
    await goOn(TROUBLED_ROUNDS);
    if (chance(0.6)) {
      const file = join(out, "run", "corrections.csv");
      const isThere = existsSync(file);
      if (isThere) {
        const mended = mend(readFileSync(file), wishes);
        // What is sent unchanged is refused once more, but for what is there by now.
        const unchanged = chance(0.3) ? "all" : "none";
        faults.push({ kind: "random", seed: seed + 1, rate: random() * 0.5 });
        await withRun(true, (run, context) =>
          resubmit(
            { name: "corrections.csv", open: () => bytesOf(mended) },
            Buffer.from(mended),
            run,
            context,
            unchanged,
          ),
        );
        // A process that was killed before it had taken the file in is given it again.
        await withRun(false, (run, context) =>
          resubmit(
            { name: "corrections.csv", open: () => bytesOf(mended) },
            Buffer.from(mended),
            run,
            context,
          ),
        );
        await goOn(TROUBLED_ROUNDS);
      }
    }
    // What has no natural key is settled by somebody who looks into the account.
    faults.length = 0;
    let byWord = 0;
    for (;;) {
      const settled = await settleByWord(connected, wishes, out, now);
      if (settled === 0) break;
      byWord += settled;
      await goOn(byWord < 10 ? 2 : 0);
    }
    // Children of what was settled, and what else waits for nothing but a further round.
    await withRun(false, (run, context) => resume(run, context));

    const found: Found[] = await whatIsThere(connected, customersOf(wishes));
    const { ledger } = readRun(out, "run");
    try {
      checkAccounts(wishes, ledger, found);
    } finally {
      ledger.close();
    }
    rmSync(folder, { recursive: true });
    return { rows: wishes.length, rounds, kills, calls, byWord };
  } finally {
    await connected.close();
    await sandbox.close();
  }
}

export function customersOf(wishes: readonly Wish[]): readonly string[] {
  return [...new Set(wishes.map(({ customerId }) => customerId))];
}

/** Labels that are in the accounts before the file is sent. */
export async function seedAccounts(transport: Transport, wishes: readonly Wish[]): Promise<void> {
  const { builderOf } = await import("../../src/operations/build.ts");
  for (const customerId of customersOf(wishes)) {
    const builder = builderOf(["name", "text_label.description"], {
      entity: "label",
      operation: "create",
      customerId,
    });
    const operations = Array.from({ length: seedLabels }, (_, number) => {
      const built = builder.build([`seed ${number}`, "as it was"], undefined, null);
      assert.ok(built.kind === "operation");
      return built.bytes;
    });
    const answer = await transport.mutate({
      customerId,
      operations,
      partialFailure: true,
      validateOnly: false,
    });
    assert.equal(answer.kind, "answered");
  }
}

/** The correction file as a user hands it back: what can be mended is. */
export function mend(file: Buffer, wishes: readonly Wish[]): string {
  const lines = records(file).map((record) => ({
    ...record,
    ...wishes[Number(record["_row"]) - 2]?.mend,
  }));
  return stringify(lines, { header: true });
}

/** Says of each row in doubt what is true in its account. The answer is how many there were. */
async function settleByWord(
  transport: Transport,
  wishes: readonly Wish[],
  out: string,
  now: () => Date,
): Promise<number> {
  const run = openRun(out, "run");
  try {
    const rows = [...run.ledger.rows.all("in_doubt")].map((row) => row.number);
    if (rows.length === 0) return 0;
    // A person comes later than the server's last hesitation.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const owned = new Set([...run.ledger.rows.standings()].map(({ resourceName }) => resourceName));
    const there = await whatIsThere(transport, customersOf(wishes));
    const free = Map.groupBy(
      there.filter(({ name }) => !owned.has(name)),
      (resource) =>
        looks(resource.customerId, resource.entity, (field) => fieldOf(resource, field)),
    );
    for (const row of rows) {
      const wish = wishes[row - 2];
      assert.ok(wish !== undefined && !wish.hasKey, `row ${row} has a natural key and is in doubt`);
      const { cells } = wish;
      const made = free.get(looks(wish.customerId, wish.entity, (field) => cells[field]))?.shift();
      if (made === undefined) settleByHand(run.ledger, [row], "resend", now());
      else settleByHand(run.ledger, [row], "accepted", now(), made.name);
    }
    return rows.length;
  } finally {
    run.close();
  }
}

/** What a person goes by who looks for a resource without a natural key. */
function looks(customerId: string, entity: string, value: (field: string) => unknown): string {
  const fields = ["placement.url", "ad.responsive_search_ad.headlines[0].text"];
  if (entity === "campaign_budget") fields.push("amount_micros");
  const values = fields.map((field) => JSON.stringify(value(field) || ""));
  return [customerId, entity, ...values].join(" ");
}
