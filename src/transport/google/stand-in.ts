import { createRequire, Module } from "node:module";
import { dirname, sep } from "node:path";

/**
 * Loads a CommonJS module that finds stand-ins in the place of some of its dependencies.
 *
 * The module and those beside it are loaded afresh for the caller alone: whoever loads one of them before or
 * after gets it with its real dependencies.
 *
 * @param file the absolute path of the module.
 * @param standIns what the module gets, by what it asks for: `{ "some-package": {} }`.
 * @returns the module's exports.
 * @throws what loading the module throws; an error if it could not ask for one of `standIns`.
 */
export function requireWith(file: string, standIns: Readonly<Record<string, unknown>>): unknown {
  const require = createRequire(file);
  const { cache } = require;
  const replaced = new Map(
    Object.entries(standIns).map(([name, exports]) => [require.resolve(name), exports]),
  );
  const isConcerned = (path: string): boolean =>
    replaced.has(path) || path.startsWith(`${dirname(file)}${sep}`);
  const forget = (): void => {
    for (const path of Object.keys(cache).filter(isConcerned)) Reflect.deleteProperty(cache, path);
  };

  const before = Object.entries(cache).filter(([path]) => isConcerned(path));
  forget();
  for (const [path, exports] of replaced) {
    cache[path] = Object.assign(new Module(path), { exports, loaded: true });
  }
  try {
    return require(file);
  } finally {
    forget();
    for (const [path, module] of before) cache[path] = module;
  }
}
