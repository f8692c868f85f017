import { answers } from "./keyword-client.ts";

// The bare script that a user would write instead of rowmend: it counts the rows that were refused. No
// journal, no columns, no reports.
const [file = "", endpoint = ""] = process.argv.slice(2);

let rows = 0;

const refused = new Set<number>();

for await (const { first, size, failure } of answers(file, endpoint)) {
  rows += size;
  for (const { location } of failure?.errors ?? []) {
    const index = location?.field_path_elements[0]?.index ?? 0;
    refused.add(first + index);
  }
}

process.stdout.write(JSON.stringify({ accepted: rows - refused.size, refused: refused.size }));

process.exit();
