import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSheet } from "./sheet.ts";

// Client CPU and peak memory of an upload, against the script that a user would write instead, over the
// same sandbox in another process: npm run bench -- 100000 1000000

interface Figures {
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly seconds: number;
}

const folder = mkdtempSync(join(tmpdir(), "rowmend-bench-"));

const script = (name: string): string => join(import.meta.dirname, name);

const sizes = process.argv.slice(2).map(Number);

try {
  for (const rows of sizes.length > 0 ? sizes : [20_000, 100_000]) {
    const sheet = join(folder, `${rows}.csv`);
    await writeSheet(sheet, rows);
    const ours = await measured("ours.ts", sheet);
    const theirs = await measured("theirs.ts", sheet);
    print(rows, "rowmend", ours);
    print(rows, "script", theirs);
    console.log(
      `${rows} rows: rowmend takes ${(ours.cpuMs / theirs.cpuMs).toFixed(2)} of the script's CPU`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function measured(name: string, sheet: string): Promise<Figures> {
  const cli = script("../src/cli.ts");
  const sandbox = spawn(process.execPath, [cli, "sandbox", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [greeting] = (await once(sandbox.stdout, "data")) as [Buffer];
  const endpoint = /127\.0\.0\.1:\d+/.exec(greeting.toString())?.[0] ?? "";
  const out = join(folder, "reports");
  try {
    const text = execFileSync(process.execPath, [script(name), sheet, endpoint, out], {
      encoding: "utf8",
    });
    return JSON.parse(text) as Figures;
  } finally {
    rmSync(out, { recursive: true, force: true });
    sandbox.kill();
    await once(sandbox, "exit");
  }
}

function print(rows: number, name: string, { cpuMs, peakMb, seconds }: Figures): void {
  const perRow = ((cpuMs * 1000) / rows).toFixed(1);
  console.log(
    `${rows} rows  ${name.padEnd(8)} ${perRow.padStart(6)} µs CPU/row  ${peakMb.toFixed(0).padStart(5)} MB peak  ${seconds.toFixed(1).padStart(6)} s`,
  );
}
