import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSheet } from "./sheet.ts";

// Client CPU and peak memory of an upload through batch jobs, against the same upload through Mutate:
// node bench/batch-job.ts 10000 100000. The time includes the sandbox, which carries the job out.

interface Figures {
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly seconds: number;
}

const folder = mkdtempSync(join(tmpdir(), "rowmend-bench-"));

const sizes = process.argv.slice(2).map(Number);

try {
  for (const rows of sizes.length > 0 ? sizes : [10_000, 100_000]) {
    const sheet = join(folder, `${rows}.csv`);
    await writeSheet(sheet, rows);
    for (const mode of ["batch-job", "partial-failure"]) {
      const { cpuMs, peakMb, seconds } = await measured(mode, sheet);
      const perRow = ((cpuMs * 1000) / rows).toFixed(1);
      console.log(
        `${rows} rows  ${mode.padEnd(15)} ${perRow.padStart(6)} µs CPU/row  ${peakMb.toFixed(0).padStart(5)} MB peak  ${seconds.toFixed(1).padStart(6)} s`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function measured(mode: string, sheet: string): Promise<Figures> {
  const cli = join(import.meta.dirname, "../src/cli.ts");
  const sandbox = spawn(process.execPath, [cli, "sandbox", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [greeting] = (await once(sandbox.stdout, "data")) as [Buffer];
  const endpoint = /127\.0\.0\.1:\d+/.exec(greeting.toString())?.[0] ?? "";
  const out = join(folder, "reports");
  try {
    const script = join(import.meta.dirname, "ours.ts");
    const text = execFileSync(process.execPath, [script, sheet, endpoint, out, mode], {
      encoding: "utf8",
    });
    return JSON.parse(text) as Figures;
  } finally {
    rmSync(out, { recursive: true, force: true });
    sandbox.kill();
    await once(sandbox, "exit");
  }
}
