import { isAbsolute, join, relative } from "node:path";
import { type Program, shellWord } from "./command.ts";

/** What a process knows about its own start. */
export interface Start {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program that runs it as it was typed, such as `node`. */
  readonly argv0: string;
  /** The path of the script, as the process was given it. */
  readonly script: string;
  readonly cwd: string;
  readonly platform: string;
}

/** How the user would start rowmend again, from the folder in which it was started. */
export function programOf(start: Start): Program {
  const isWindows = start.platform === "win32";
  const words = wordsOf(start).map((word) => shellWord(word, isWindows));
  return { words: words.join(" "), isWindows };
}

/** The name of the package, of its command, and of its script in package.json. */
const NAME = "rowmend";

function wordsOf({ env, argv0, script, cwd, platform }: Start): readonly string[] {
  const manager = managerOf(env);
  const path = script.replaceAll("\\", "/");
  const isInstalled = path.includes("/node_modules/");
  if (manager !== null && env["npm_lifecycle_event"] === NAME)
    return manager === "npm" ? ["npm", ...prefixOf(env), "run", "-s", NAME, "--"] : [manager, NAME];
  if (/\.[cm]?[jt]s$/.test(path) && !isInstalled)
    return [manager === null ? argv0 : "node", shortest(script, cwd)];
  // By npx and the like, or by a script of a package that has rowmend among its dependencies.
  if (manager !== null) return manager === "npm" ? ["npx", NAME] : [manager, NAME];
  const folder = path.slice(0, path.lastIndexOf("/"));
  const onPath = (env["PATH"] ?? env["Path"] ?? "")
    .split(platform === "win32" ? ";" : ":")
    .map((entry) => entry.replaceAll("\\", "/").replace(/\/$/, ""));
  if (onPath.includes(folder)) return [NAME];
  if (!isInstalled) return [shortest(script, cwd)];
  // For the whole machine, a command of Windows names the file of the package and not itself.
  return /\/(npm|lib)\/node_modules\//.test(path) ? [NAME] : ["npx", NAME];
}

/** Who runs the process; null if it was started directly. */
function managerOf(env: Start["env"]): "npm" | "pnpm" | "yarn" | "bun" | null {
  if (env["npm_lifecycle_event"] === undefined && env["npm_command"] === undefined) return null;
  const agent = (env["npm_config_user_agent"] ?? "").split("/")[0];
  return agent === "pnpm" || agent === "yarn" || agent === "bun" ? agent : "npm";
}

/** The option that leads npm to its package, if the user is not inside it. */
function prefixOf(env: Start["env"]): readonly string[] {
  const prefix = env["npm_config_local_prefix"];
  const from = env["INIT_CWD"];
  if (prefix === undefined || from === undefined) return [];
  const way = relative(prefix, from);
  return way.startsWith("..") || isAbsolute(way) ? ["--prefix", shortest(prefix, from)] : [];
}

function shortest(path: string, cwd: string): string {
  const whole = isAbsolute(path) ? path : join(cwd, path);
  const way = relative(cwd, whole);
  const short = way.length <= whole.length ? way : whole;
  // A shell does not look for a command in the current folder.
  return /[/\\.]/.test(short) ? short : `./${short}`;
}
