import { redact } from "./redact.ts";
import { visible } from "./visible.ts";

/** Clears the line of a terminal. The only control sequence that rowmend itself writes. */
export const clearLine = "\r\u001B[K";

/** A stream that people read. */
interface Outlet {
  write: NodeJS.WriteStream["write"];
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * The place through which every text leaves that a command prints: secrets are taken out, and control
 * characters are shown as escapes. In JSON the escapes mean the same.
 *
 * @param onFailure called for what cannot be written. It ends nothing: the work goes on, and so does its
 *   exit code.
 */
export function guardOutlet(
  stream: Outlet,
  onFailure: (error: NodeJS.ErrnoException) => void = () => undefined,
): void {
  const write = stream.write.bind(stream) as (...all: readonly unknown[]) => boolean;
  stream.on("error", onFailure);
  stream.write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    try {
      return write(typeof chunk === "string" ? safe(chunk) : chunk, ...rest);
    } catch (error) {
      // Files and devices are written to at once.
      if (!(error instanceof Error)) throw error;
      onFailure(error);
      return true;
    }
  };
}

function safe(text: string): string {
  const isOurs = text.startsWith(clearLine);
  return (isOurs ? clearLine : "") + visible(redact(isOurs ? text.slice(clearLine.length) : text));
}
