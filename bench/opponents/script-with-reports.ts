import { stringify } from "csv-stringify";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { answers } from "./keyword-client.ts";

// The same script with what makes it comparable: a file of the errors, and a file with the result of each
// row. It still has no journal, so whoever ends it does not know what was applied.
const [file = "", endpoint = "", out = ""] = process.argv.slice(2);

mkdirSync(out, { recursive: true });

const errors = table("errors.csv", ["row", "code", "message", "trigger", "field_path"]);

const results = table("results.csv", ["row", "outcome", "resource_name"]);

let accepted = 0;

let refused = 0;

for await (const { first, failure, names } of answers(file, endpoint)) {
  // The header is row 1.
  const row = (index: number): number => first + index + 2;
  for (const { error_code, message, trigger, location } of failure?.errors ?? []) {
    const path = location?.field_path_elements ?? [];
    await write(errors, [
      row(path[0]?.index ?? 0),
      Object.entries(error_code).flat().join("."),
      message,
      trigger?.string_value ?? "",
      path.map(({ field_name }) => field_name).join("."),
    ]);
  }
  for (const [index, name] of names.entries()) {
    if (name === undefined) refused += 1;
    else accepted += 1;
    await write(results, [row(index), name === undefined ? "rejected" : "accepted", name ?? ""]);
  }
}

errors.csv.end();

results.csv.end();

await Promise.all([finished(errors.file), finished(results.file)]);

process.stdout.write(JSON.stringify({ accepted, refused }));

process.exit();

function table(name: string, columns: string[]) {
  const csv = stringify({ header: true, columns });
  const written = createWriteStream(join(out, name));
  csv.pipe(written);
  return { csv, file: written };
}

async function write({ csv }: typeof errors, cells: readonly unknown[]): Promise<void> {
  if (!csv.write(cells)) await once(csv, "drain");
}
