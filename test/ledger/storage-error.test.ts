import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, test, type TestContext } from "node:test";
import { storageProblem } from "../../src/ledger/storage-error.ts";
import { type Ended, readReports, runCli, startCli, temporaryFolder } from "../support/cli.ts";
import { labels } from "../support/sheets.ts";

const folder = temporaryFolder();

const names = Array.from({ length: 60 }, (_, number) => `label ${number}`);

const as = ["--operation", "create", "--customer-id", "1234567890", "--sandbox", "--run", "run"];

/** A sentence and what to do, no stack, exit code 2. */
function assertTold(ended: Ended, sentence: RegExp): void {
  assert.match(ended.stderr, sentence);
  assert.doesNotMatch(ended.stderr, /defect|\bat .*:\d+:\d+/);
  assert.equal(ended.code, 2);
}

function sheet(): { readonly file: string; readonly out: string } {
  const own = mkdtempSync(join(folder, "own-"));
  const file = join(own, "labels.csv");
  writeFileSync(file, labels(...names));
  return { file, out: join(own, "out") };
}

/** A file system of its own; false if the system does not allow that. */
function mounted(context: TestContext, options: string): string | null {
  const point = mkdtempSync(join(tmpdir(), "rowmend-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", point], { stdio: "ignore" });
  } catch {
    context.skip("file systems cannot be mounted here");
    return null;
  }
  context.after(() => {
    execFileSync("umount", ["--lazy", point]);
    rmSync(point, { recursive: true });
  });
  return point;
}

test("a disk that is full while the file is read: a sentence, and nothing is left behind", async (context) => {
  const disk = mounted(context, "size=400k");
  if (disk === null) return;
  const { file } = sheet();
  writeFileSync(file, labels(...Array.from({ length: 20_000 }, (_, number) => `label ${number}`)));
  assertTold(await runCli(["upload", file, ...as, "--out", join(disk, "out")]), /disk is full/);
});

test("a disk that is full while rows are sent: what was sent is on record, and resume goes on", async (context) => {
  const disk = mounted(context, "size=3m");
  if (disk === null) return;
  const { file } = sheet();
  const out = join(disk, "out");
  const started = startCli([
    "upload",
    file,
    ...as,
    "--out",
    out,
    "--batch-size",
    "2",
    "--fault",
    "slow:100",
  ]);
  const ledger = join(out, "run", "ledger.sqlite");
  await until(() => existsAndHasRequests(ledger));
  const filler = join(disk, "filler");
  try {
    execFileSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=1k", "count=4000"], {
      stdio: "ignore",
    });
  } catch {
    // It writes until the disk is full.
  }
  const ended = await started.ended;
  assertTold(ended, /disk is full/);
  rmSync(filler);
  const resumed = await runCli(["resume", "run", "--out", out]);
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.equal(readReports(out).summary.outcomes.accepted, names.length);
});

test("a folder that is read-only", async (context) => {
  const disk = mounted(context, "size=1m");
  if (disk === null) return;
  execFileSync("mount", ["-o", "remount,ro", disk]);
  const { file } = sheet();
  assertTold(
    await runCli(["upload", file, ...as, "--out", join(disk, "out")]),
    /cannot be written to|is not writable/,
  );
});

describe("a ledger", () => {
  test("that is damaged", async () => {
    const { file, out } = sheet();
    assert.equal((await runCli(["upload", file, ...as, "--out", out, "--quiet"])).code, 0);
    const path = join(out, "run", "ledger.sqlite");
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 4096);
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-shm`, { force: true });
    writeFileSync(path, bytes);
    assertTold(await runCli(["resume", "run", "--out", out]), /damaged|malformed|cannot be used/);
    writeFileSync(path, "no database at all, but long enough to be looked at".repeat(100));
    assertTold(await runCli(["resume", "run", "--out", out]), /not a database|damaged/);
  });

  test("that another program holds", async () => {
    const { file, out } = sheet();
    const first = await runCli([
      "upload",
      file,
      ...as,
      "--out",
      out,
      "--fault",
      "quota:99000000",
      "--quiet",
    ]);
    assert.equal(first.code, 4);
    const holder = new DatabaseSync(join(out, "run", "ledger.sqlite"));
    holder.exec("BEGIN IMMEDIATE");
    assertTold(
      await runCli(["resume", "run", "--out", out]),
      /Another program has locked the ledger/,
    );
    holder.exec("ROLLBACK");
    holder.close();
    assert.equal((await runCli(["resume", "run", "--out", out])).code, 0);
  });

  test("that is deleted while rows are sent: nothing more is sent, and the reports stand", async () => {
    const { file, out } = sheet();
    const started = startCli([
      "upload",
      file,
      ...as,
      "--out",
      out,
      "--batch-size",
      "2",
      "--fault",
      "slow:100",
    ]);
    const path = join(out, "run", "ledger.sqlite");
    await until(() => existsAndHasRequests(path));
    rmSync(path);
    assertTold(await started.ended, /was deleted or replaced/);
    const { summary } = readReports(out);
    assert.ok(summary.outcomes.accepted > 0 && summary.outcomes.unsent > 0);
  });
});

test("other errors are nobody's disk", () => {
  assert.equal(storageProblem(new Error("no")), null);
  assert.equal(storageProblem(Object.assign(new Error("no"), { code: "ENOENT" })), null);
  assert.equal(storageProblem(Object.assign(new Error("no"), { errcode: 1 })), null);
});

for (const [errcode, sentence] of [
  [13, /disk is full/],
  [8, /is not writable/],
  [10, /Disk error/],
  [266, /Disk error/],
  [11, /damaged/],
  [5, /Another program/],
] as const) {
  test(`SQLite's code ${errcode} is a sentence with a way out`, () => {
    const problem = storageProblem(
      Object.assign(new Error("raw"), { code: "ERR_SQLITE_ERROR", errcode }),
    );
    assert.match(problem?.message ?? "", sentence);
    assert.notEqual(problem?.wayOut, "");
  });
}

function existsAndHasRequests(path: string): boolean {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    const count = db.prepare("SELECT count(*) AS n FROM requests WHERE state = 'settled'").get()?.[
      "n"
    ];
    db.close();
    return Number(count) > 0;
  } catch {
    return false;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
