import { createHash, type Hash } from "node:crypto";
import { createRun, discardRun, type OpenRun } from "../ledger/run-folder.ts";
import type { Run } from "../ledger/run.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { NewRow } from "../ledger/rows.ts";
import type { Builder } from "../operations/build.ts";
import { checkFields, type MapChoice, withConstants } from "../operations/columns/map-choice.ts";
import { tableIn } from "../operations/columns/table.ts";
import { compiledBuilderOf } from "../operations/shapes/compiled-builder.ts";
import { readSheet } from "../sheet/csv/records.ts";
import type { SheetTally } from "./sheet-tally.ts";
import { checkAccount, controlCount } from "./file-fault.ts";
import { checkHeaders, checkKind, noRows } from "./headers.ts";
import { checkIgnored } from "./ignored-columns.ts";
import { takeIn } from "./new-rows.ts";

/** A file to read. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  /** Its bytes, from the start. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** One of `,` `;` tab `|`, or nothing to have it detected. */
  readonly delimiter?: string;
  /** How its columns are to be read; left out, its headers are fields of the API. */
  readonly columns?: MapChoice;
  /** Called with what was read before anything of it is kept. May throw to refuse it. */
  readonly admit?: (run: Run) => void;
}

/** What is checked in rows beyond what building them finds. */
export interface Checks {
  /** Refuses more rows than the builder that it is made of. */
  readonly builder: Builder;
  /** Sees every row that comes in. */
  readonly note: (row: NewRow) => void;
  /** Refuses rows that cannot stand beside others, once all are there. */
  readonly compare: () => void;
}

export type ChecksOf = (builder: Builder, ledger: Ledger) => Checks;

/** Leaves everything that building finds nothing in to Google. */
export const noChecks: ChecksOf = (builder) => ({
  builder,
  note: () => undefined,
  compare: () => undefined,
});

/** What a run is, but for what its file says. */
export type NewRun = Omit<
  Run,
  "file" | "map" | "dialect" | "headers" | "headerRaw" | "rowCount" | "correctionsSha256"
> & { readonly file: Pick<Run["file"], "name"> };

/**
 * Reads a whole file into the ledger of a new run, and sends nothing.
 * @throws RunError as `upload`.
 */
export async function begin(
  source: Source,
  out: string,
  run: NewRun,
  checksOf: ChecksOf = noChecks,
): Promise<OpenRun> {
  const hash = createHash("sha256");
  const whole = await readSheet(hashed(source.open(), hash), source.name, chosen(source));
  const { sheet, map, hasDecimalCommas, skipped } = await tableIn(
    whole,
    source.columns ?? { kind: "none" },
  );
  checkHeaders(sheet.header.cells, source.name, sheet.header.raw);
  const headers = sheet.header.cells;
  const { dialect } = sheet;
  const defaults = withConstants(
    hasDecimalCommas ? { ...run.defaults, decimalComma: true } : run.defaults,
    map,
  );
  checkKind(headers, source.name, map, defaults.entity);
  checkFields(map, headers, defaults.entity);
  checkIgnored(defaults.ignore ?? [], headers, source.name);
  checkAccount(source.name, headers, map, defaults);
  const opened = createRun(out, {
    ...run,
    file: { name: run.file.name, sha256: "" },
    defaults,
    map,
    dialect,
    headers,
    headerRaw: sheet.header.raw,
    rowCount: 0,
    correctionsSha256: null,
  });
  const controls = controlCount();
  try {
    const builder = compiledBuilderOf(headers, defaults, map);
    const complete = (rowCount: number, tally: SheetTally): Run => {
      const fault = rowCount === 0 ? noRows(source.name) : controls.fault(source.name);
      const refusal = fault ?? tally.refusal(headers, source.name, builder);
      if (refusal !== null) throw refusal;
      const file = { name: run.file.name, sha256: hash.digest("hex") };
      const read = { ...opened.ledger.run, file, rowCount, ...tally.counted };
      source.admit?.(read);
      return skipped.length > 0 ? { ...read, skippedRows: skipped } : read;
    };
    const checks = checksOf(builder, opened.ledger);
    await takeIn(sheet, checks.builder, opened.ledger, complete, (row) => {
      controls.note(row);
      checks.note(row);
    });
    checks.compare();
  } catch (error) {
    discardRun(opened);
    throw error;
  }
  return opened;
}

/** The same bytes. They are hashed as they are read, because the file may be another one a moment later. */
async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

export function chosen({ delimiter }: Source): { readonly delimiter?: string } {
  return delimiter === undefined ? {} : { delimiter };
}
