import type { Argv } from "yargs";
import { apiVersion } from "../api/package.ts";
import { explain, explainableNames, type Explanation, spelling } from "../knowledge/explain.ts";
import { withCommands } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { wrapped } from "../messages/wrapped.ts";
import { nearest } from "../operations/schema/suggestion.ts";
import type { OptionsOf } from "./options.ts";

export function withExplainOptions(yargs: Argv) {
  return yargs
    .positional("error", {
      type: "string",
      demandOption: true,
      describe:
        "Error code, name or number: StringLengthError.TOO_LONG, TOO_LONG, UNAVAILABLE, 503",
    })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "Print only a JSON object with the explanations",
    });
}

export type ExplainOptions = OptionsOf<typeof withExplainOptions>;

/** @throws RunError if the error is unknown. */
export function explainCommand({ error, json }: ExplainOptions): number {
  const found = explain(error);
  if (found.length === 0) {
    const meant = meantBy(error);
    throw new RunError(
      `${error} is not an error of Google Ads API ${apiVersion()}, Google sign-in, Google Drive or rowmend.`,
      {
        wayOut:
          meant === null
            ? "Write it like StringLengthError.TOO_LONG, TOO_LONG, UNAVAILABLE or 503."
            : `Did you mean ${meant}?`,
      },
    );
  }
  process.stdout.write(
    json ? `${JSON.stringify({ explanations: found }, null, 2)}\n` : textOf(found),
  );
  return 0;
}

function meantBy(word: string): string | null {
  const names = new Map<string, string>();
  for (const name of explainableNames()) {
    const key = spelling(name);
    if (!names.has(key)) names.set(key, name);
  }
  const key = nearest(spelling(word.replace(":", ".")), names.keys());
  return key === null ? null : (names.get(key) ?? null);
}

/** If there are more, each gets one line only. */
const mostInFull = 12;

function textOf(found: readonly Explanation[]): string {
  if (found.length <= mostInFull) return found.map(fullText).join("\n");
  const width = Math.max(...found.map((one) => one.name.length));
  const lines = found.map(
    (one) =>
      `${one.name.padEnd(width)}  ${one.happened ?? one.description ?? ""} (${one.action ?? ""})\n`,
  );
  return `${lines.join("")}\n${found.length} errors. Give the full name of one to see its explanation.\n`;
}

const kinds: Readonly<Record<Explanation["kind"], string>> = {
  google_ads: "Google Ads error",
  canonical: "canonical status code",
  oauth: "Google sign-in error",
  drive: "Google Drive error",
  local: "rowmend error",
};

function labelled(label: string, text: string | null): string {
  return text === null || text === "" ? "" : wrapped(`  ${label.padEnd(19)}`, withCommands(text));
}

function fullText(one: Explanation): string {
  const number = one.number === null ? [] : [`number ${one.number}`];
  const http = one.http_status === null ? [] : [`HTTP ${one.http_status}`];
  return [
    `${one.name} (${[kinds[one.kind], ...number, ...http].join(", ")})\n`,
    labelled("What happened", one.happened),
    labelled("Usual cause", one.cause),
    labelled("What to do", one.remedy),
    labelled("How to prevent", one.prevention),
    labelled("Google says", one.description),
    labelled("What rowmend does", one.rowmend),
    labelled("Action", one.action),
  ].join("");
}
