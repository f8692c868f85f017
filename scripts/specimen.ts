import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderSpecimen, specimenFiles, specimenFolder } from "../test/report/specimen.ts";

// Renders reports/specimen/ anew, after a change of the reports that is meant: npm run specimen
const out = mkdtempSync(join(tmpdir(), "rowmend-specimen-"));

const folder = await renderSpecimen(out);

for (const name of specimenFiles) {
  const text = readFileSync(join(folder, name), "utf8").replaceAll(out, "reports");
  writeFileSync(new URL(name, specimenFolder), text);
}

rmSync(out, { recursive: true });
