import { readFileSync } from "node:fs";
import { markdownTable } from "./tables.ts";

/** The parts of a .cpuprofile file that are read here. Times are in µs. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** The node at work, and the time since the sample before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    /** From 0. */
    readonly lineNumber: number;
  };
  /** The nodes that it calls. */
  readonly children?: readonly number[];
}

/** Where time went, the largest share first. */
export type SelfTimes = readonly { readonly place: string; readonly ms: number }[];

/** How many places are shown. */
const SHOWN = 30;

const IDLE = "(idle)";

/**
 * Self time by file of ours, package, part of Node.js or of the engine. What is built in, such as SQLite,
 * counts beside the file that calls it. Waiting does not count.
 */
export function timesByFile(profile: CpuProfile, root: string): SelfTimes {
  const callers = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  );
  const placeOf = ({ id, callFrame }: ProfileNode): string => {
    const { url, functionName } = callFrame;
    if (url !== "") return fileOf(url, root);
    if (functionName.startsWith("(")) return functionName;
    const caller = callers.get(id);
    const place = caller === undefined ? "" : placeOf(caller);
    return place.endsWith(BUILT_IN) ? place : `${place}${BUILT_IN}`;
  };
  return selfTimes(profile, placeOf);
}

/** Self time by function of ours, with its line. */
export function timesByFunction(profile: CpuProfile, root: string): SelfTimes {
  return selfTimes(profile, ({ callFrame: { url, functionName, lineNumber } }) => {
    const file = fileOf(url, root);
    return file.startsWith("src/")
      ? `${functionName === "" ? "(anonymous)" : functionName} ${file}:${lineNumber + 1}`
      : null;
  });
}

const BUILT_IN = ", built in";

/** A file of ours from the folder of the package on; of others, the package. */
function fileOf(url: string, root: string): string {
  const packageName = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  return url.startsWith(root) ? url.slice(root.length) : url;
}

function selfTimes(
  { nodes, samples, timeDeltas }: CpuProfile,
  placeOf: (node: ProfileNode) => string | null,
): SelfTimes {
  const places = new Map(nodes.map((node) => [node.id, placeOf(node)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? null;
    if (place === null || place === IDLE) continue;
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
  }
  return [...times].map(([place, ms]) => ({ place, ms })).toSorted((a, b) => b.ms - a.ms);
}

/** Both lists as tables: the time, and its share of all that was not waiting. */
export function profileText(path: string, root: string, rows: number): string {
  // Written by Node.js a moment ago, in the form that DevTools reads.
  const profile = JSON.parse(readFileSync(path, "utf8")) as CpuProfile;
  const files = timesByFile(profile, root);
  const total = files.reduce((sum, { ms }) => sum + ms, 0);
  const table = (times: SelfTimes): string =>
    markdownTable(
      [
        ["place", "ms", "µs per row", "%"],
        ...times
          .slice(0, SHOWN)
          .map(({ place, ms }) => [
            place,
            ms.toFixed(0),
            ((ms * 1_000) / rows).toFixed(2),
            ((ms * 100) / total).toFixed(1),
          ]),
      ],
      1,
    );
  const functions = timesByFunction(profile, root);
  return `${total.toFixed(0)} ms, self time by file:\n\n${table(files)}\nby function of ours:\n\n${table(functions)}`;
}
