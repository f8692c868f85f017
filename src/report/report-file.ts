import type { Hash } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { bomOf, encodeText } from "../sheet/csv/write.ts";
import type { Dialect } from "../sheet/sheet.ts";

/** Characters from which on they are written to the disk. */
const BLOCK = 256 * 1024;

/** A report as it is written: beside its place, which it takes once it is complete. Must be closed. */
export class ReportFile {
  readonly #path: string;
  readonly #dialect: Dialect;
  readonly #hash: Hash | null;
  readonly #file: number;
  #isOpen = true;
  #isEmpty = true;
  #text = "";

  /** @param hash is given the bytes of the file. */
  constructor(path: string, dialect: Dialect, hash: Hash | null = null) {
    this.#path = path;
    this.#dialect = dialect;
    this.#hash = hash;
    this.#file = openSync(`${path}.tmp`, "w");
  }

  write(text: string): void {
    if (text === "") return;
    if (this.#isEmpty) this.#put(bomOf(this.#dialect));
    this.#isEmpty = false;
    this.#text += text;
    if (this.#text.length >= BLOCK) this.#flush();
  }

  /**
   * Puts the file in its place, safe on the disk.
   * @param isOptional a file in which nothing was written is removed, and so is the one in its place.
   * @returns whether there is a file.
   */
  finish(isOptional: boolean): boolean {
    this.#flush();
    fsyncSync(this.#file);
    this.close();
    if (this.#isEmpty && isOptional) {
      rmSync(`${this.#path}.tmp`);
      rmSync(this.#path, { force: true });
      return false;
    }
    renameSync(`${this.#path}.tmp`, this.#path);
    return true;
  }

  /** Leaves what is in its place as it was, unless the file is finished. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#file);
  }

  #flush(): void {
    this.#put(encodeText(this.#text, this.#dialect));
    this.#text = "";
  }

  #put(bytes: Uint8Array): void {
    this.#hash?.update(bytes);
    writeFileSync(this.#file, bytes);
  }
}
