import { redact } from "./redact.ts";
import { visible } from "./visible.ts";

/** Clears the line of a terminal. The only control sequence that rowmend itself writes. */
export const clearLine = "\r\u001B[K";

/** A stream that people read. */
type Outlet = Pick<NodeJS.WriteStream, "write">;

/**
 * The place through which every text leaves that a command prints: secrets are taken out, and control
 * characters are shown as escapes. In JSON the escapes mean the same.
 */
export function guardOutlet(stream: Outlet): void {
  const write = stream.write.bind(stream) as (...all: readonly unknown[]) => boolean;
  stream.write = (chunk: unknown, ...rest: readonly unknown[]): boolean =>
    write(typeof chunk === "string" ? safe(chunk) : chunk, ...rest);
}

function safe(text: string): string {
  const isOurs = text.startsWith(clearLine);
  return (isOurs ? clearLine : "") + visible(redact(isOurs ? text.slice(clearLine.length) : text));
}
