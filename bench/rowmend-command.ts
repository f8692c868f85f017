import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { RunError } from "../src/messages/run-error.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * The arguments of Node.js that start rowmend as its users do: the published form with the options of its
 * first line, or the source as it stands.
 *
 * @throws RunError if it cannot be built.
 */
export function rowmendCommand(form: "built" | "source", nodeOptions: readonly string[]): string[] {
  if (form === "built") compile("tsconfig.build.json");
  const entry = `${root}${form === "built" ? "dist/cli.js" : "src/cli.ts"}`;
  return [...optionsOfFirstLine(readFileSync(entry, "utf8")), ...nodeOptions, entry];
}

/** The options in `#!/usr/bin/env -S node --a --b`. */
export function optionsOfFirstLine(text: string): string[] {
  const [, options = ""] = /^#!.*\bnode((?: +--\S+)*)\s*\n/.exec(text) ?? [];
  return options.split(" ").filter((option) => option !== "");
}

/** The folder of the opponents in plain JavaScript, so that they do not pay for types. */
export function opponentsFolder(): string {
  compile("bench/tsconfig.opponents.json");
  return `${root}bench/results/opponents/`;
}

function compile(project: string): void {
  try {
    execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", project], {
      cwd: root,
      encoding: "utf8",
    });
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    throw new RunError(`${project} cannot be compiled.`, {
      list: said.trimEnd().split("\n").slice(0, 10),
      wayOut: "Fix the types, or measure the source with --source.",
    });
  }
}
