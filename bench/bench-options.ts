import { parseArgs } from "node:util";
import { RunError } from "../src/messages/run-error.ts";
import type { Contender, Mode } from "./results.ts";
import type { Load } from "./upload-measurement.ts";

/** What is to be measured, and how often. */
export interface Plan {
  readonly rows: readonly number[];
  /** Rows of a hundred that the server refuses. */
  readonly faultPercents: readonly number[];
  readonly modes: readonly Mode[];
  readonly contenders: readonly Contender[];
  /** Whether the start of small commands is measured too. */
  readonly starts: boolean;
  readonly runs: number;
  /** Measures the TypeScript files as they stand, not what is published. */
  readonly source: boolean;
  /** Options of Node.js that rowmend is started with. */
  readonly nodeOptions: readonly string[];
}

export type Task =
  | {
      readonly kind: "measure";
      readonly plan: Plan;
      readonly out: string;
      /** Results to compare with afterwards; null for none. */
      readonly before: string | null;
      /** Whether the page and the chart are written beside the results. */
      readonly isDrawn: boolean;
    }
  | { readonly kind: "compare"; readonly before: string; readonly after: string }
  | { readonly kind: "draw"; readonly results: string }
  | { readonly kind: "profile"; readonly load: Load };

export const contenders: readonly Contender[] = ["rowmend", "script", "script+reports", "floor"];

const modes: readonly Mode[] = ["partial-failure", "batch-job"];

/** Where results are for everyone to read, and where those of everyday use are. */
const published = "docs/benchmarks/latest.json";

const own = "bench/results/latest.json";

export const usage = `npm run bench -- [options]

  --rows 1000,10000,100000   sizes of the sheets
  --faults 3                 rows of a hundred that the server refuses: 0,3,50
  --modes partial-failure    how to send: partial-failure,batch-job
  --who NAMES                ${contenders.join(",")}
  --runs 3                   runs of each
  --no-starts                leave out the start of small commands
  --source                   measure src/ as it stands, not the built package
  --node-options="--a --b"   start rowmend's Node.js with these options
  --out FILE                 results; ${own} if omitted
  --all                      every size up to 1,000,000, every share of faults and both modes, into
                             ${published} with its page and chart; takes hours
  --compare FILE             afterwards, compare with these results; exit code 1 if something became worse
  --with FILE                with --compare: compare these results instead of measuring
  --draw FILE                write the page and the chart of these results, without measuring
  --profile ROWS             where the time of an upload goes, by file and function; with --faults, --modes
`;

/**
 * Reads the command line.
 * @throws RunError if it cannot be meant.
 */
export function taskOf(args: readonly string[]): Task {
  const { values } = parsed(args);
  const lists = {
    rows: numbersIn("--rows", values.rows, 1, 10_000_000),
    faultPercents: numbersIn("--faults", values.faults, 0, 100),
    modes: namesIn("--modes", values.modes, modes),
    contenders: namesIn("--who", values.who, contenders),
  };
  if (values.profile !== undefined) {
    const [rows = 0] = numbersIn("--profile", values.profile, 1, 10_000_000) ?? [];
    const [mode = "partial-failure"] = lists.modes ?? [];
    const [faultPercent = 3] = lists.faultPercents ?? [];
    return { kind: "profile", load: { rows, mode, faultPercent } };
  }
  if (values.draw !== undefined) return { kind: "draw", results: values.draw };
  if (values.with !== undefined) {
    if (values.compare === undefined) throw misused("--with needs --compare.");
    return { kind: "compare", before: values.compare, after: values.with };
  }
  const all = values.all === true;
  const [runs = 3] = numbersIn("--runs", values.runs, 1, 100) ?? [];
  return {
    kind: "measure",
    plan: {
      rows: lists.rows ?? [1_000, 10_000, 100_000, ...(all ? [1_000_000] : [])],
      faultPercents: lists.faultPercents ?? (all ? [0, 3, 50] : [3]),
      modes: lists.modes ?? (all ? modes : ["partial-failure"]),
      contenders: lists.contenders ?? contenders,
      starts: values["no-starts"] !== true,
      runs,
      source: values.source === true,
      nodeOptions: (values["node-options"] ?? "").split(" ").filter((option) => option !== ""),
    },
    out: values.out ?? (all ? published : own),
    before: values.compare ?? null,
    isDrawn: all,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rows: { type: "string" },
        faults: { type: "string" },
        modes: { type: "string" },
        who: { type: "string" },
        runs: { type: "string" },
        "no-starts": { type: "boolean" },
        source: { type: "boolean" },
        "node-options": { type: "string" },
        out: { type: "string" },
        all: { type: "boolean" },
        compare: { type: "string" },
        with: { type: "string" },
        draw: { type: "string" },
        profile: { type: "string" },
      },
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw misused(said.replaceAll("\n", " "));
  }
}

function numbersIn(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
): readonly number[] | undefined {
  return text?.split(",").map((item) => {
    const number = Number(item.replaceAll("_", ""));
    if (item.trim() !== "" && Number.isInteger(number) && number >= least && number <= most)
      return number;
    throw misused(`${option} takes whole numbers from ${least} to ${most}, not "${item}".`);
  });
}

function namesIn<Name extends string>(
  option: string,
  text: string | undefined,
  known: readonly Name[],
): readonly Name[] | undefined {
  return text?.split(",").map((item) => {
    const name = known.find((one) => one === item.trim());
    if (name !== undefined) return name;
    throw misused(`${option} takes ${known.join(", ")}, not "${item}".`);
  });
}

function misused(message: string): RunError {
  return new RunError(message, { wayOut: "npm run bench -- --help lists the options." });
}
