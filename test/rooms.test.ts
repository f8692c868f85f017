import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

// A room imports from rooms above it in the table of CONTRIBUTING.md, and from no other. A new room is
// written into that table first.

const root = fileURLToPath(new URL("..", import.meta.url));
const files = globSync("src/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const rooms = [...contributing.matchAll(/^\| `src\/(\w+)\/` /gm)].map(([, room]) => room ?? "");
const ENTRIES = new Set(["src/cli.ts", "src/index.ts", "src/upload.ts"]);

/** A file's place in the order: its room's, with the story between the rooms it tells of and the commands. */
function floorOf(file: string): number {
  if (file === "src/upload.ts") return rooms.indexOf("commands") - 0.5;
  return ENTRIES.has(file) ? rooms.length : rooms.indexOf(file.split("/")[1] ?? "");
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/\b(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, path = ""]) =>
    normalize(join(dirname(file), path)).replaceAll("\\", "/"),
  );
}

suite("the rooms of src/", () => {
  test("are those of the table in CONTRIBUTING.md", () => {
    const found = files.filter((file) => !ENTRIES.has(file)).map((file) => file.split("/")[1]);
    assert.deepEqual(new Set(found), new Set(rooms));
  });

  test("import in one direction", () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((path) => file.split("/")[1] !== path.split("/")[1])
        .filter((path) => floorOf(path) >= floorOf(file))
        .map((path) => `${file} imports ${path}`),
    );
    assert.deepEqual(wrong, []);
  });

  test("have no circle of imports, not even within a room", () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, above: readonly string[]): void => {
      if (above.includes(file))
        circles.push([...above.slice(above.indexOf(file)), file].join(" > "));
      if (done.has(file) || above.includes(file)) return;
      for (const path of importsOf(file)) visit(path, [...above, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(circles.slice(0, 1), []);
  });

  test("hold no two files of one name", () => {
    const named = Map.groupBy(
      files.filter((file) => file !== "src/index.ts"),
      (file) => basename(file),
    );
    assert.deepEqual(
      [...named.values()].filter((same) => same.length > 1),
      [],
    );
  });
});
