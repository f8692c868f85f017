import { setFlagsFromString } from "node:v8";

/**
 * Keeps the part of the heap for new objects at the size that it has once a command is loaded. Left alone, V8
 * lets it grow to 130 MB during an upload of many rows, without any of its work becoming less: the rows that
 * are read and sent live shortly. The factor is looked at each time before the space grows.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
