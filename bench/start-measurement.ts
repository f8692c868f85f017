import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measure } from "./measured-process.ts";
import type { Sample } from "./results.ts";
import { writeSheet } from "./sheet.ts";
import { measureUpload, type Place, uploadArguments } from "./upload-measurement.ts";

/** A command that has almost nothing to do, so that its start is nearly all it takes. */
export interface StartCommand {
  readonly name: string;
  readonly args: readonly string[];
}

/** A saved answer for `decode`. */
const savedFailure = {
  partialFailureError: {
    code: 3,
    message: "Too long.",
    details: [
      {
        "@type": "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
        errors: [{ errorCode: { stringLengthError: "TOO_LONG" }, message: "Too long." }],
      },
    ],
  },
};

/** The commands, with bare Node.js first; what they read is written here. */
export async function startCommands(place: Place): Promise<readonly StartCommand[]> {
  const { folder, rowmend, server } = place;
  const sheet = join(folder, "small.csv");
  await writeSheet(sheet, 10, 0);
  const saved = join(folder, "saved.json");
  writeFileSync(saved, JSON.stringify(savedFailure));
  // A run for `status`.
  await measureUpload(place, "rowmend", { rows: 1, faultPercent: 0, mode: "partial-failure" });
  const out = join(folder, "reports");
  const one = join(folder, "1-0.csv");
  const command = (name: string, args: readonly string[]): StartCommand => ({
    name,
    args: [...rowmend, ...args],
  });
  return [
    { name: "node -e 0", args: ["-e", "0"] },
    command("rowmend --version", ["--version"]),
    command("rowmend explain TOO_LONG", ["explain", "TOO_LONG"]),
    command("rowmend check, 10 rows", ["check", sheet, "--out", join(folder, "checks")]),
    command("rowmend decode", ["decode", saved]),
    command("rowmend status", ["status", "bench", "--out", out]),
    command(
      "rowmend upload, 1 row",
      // Each of several runs gets a name of its own.
      uploadArguments(one, server.endpoint, join(folder, "starts"), "partial-failure"),
    ),
  ];
}

export async function measureStart({ args }: StartCommand): Promise<Sample> {
  return { ...(await measure(args, [0, 1])).usage, serverCpuMs: 0 };
}
