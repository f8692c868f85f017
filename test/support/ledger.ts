import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeIn } from "../../src/intake/new-rows.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { NewRow } from "../../src/ledger/rows.ts";
import { createRun, type OpenRun } from "../../src/ledger/run-folder.ts";
import type { Run } from "../../src/ledger/run.ts";
import { type Builder, builderOf } from "../../src/operations/build.ts";
import { entityNumbers } from "../../src/operations/schema/entity.ts";
import type { Counts, Outcome, RowError } from "../../src/outcome/outcome.ts";
import { readSheet } from "../../src/sheet/csv/records.ts";

export const customerId = "1234567890";

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "rowmend-"));
}

export function runOf(changed: Partial<Run> = {}): Run {
  return {
    name: "ads",
    createdAt: "2026-01-02T03:04:05.000Z",
    file: { name: "ads.csv", sha256: "00" },
    dialect: { encoding: "utf-8", bom: false, delimiter: ",", quote: '"', eol: "\n" },
    headers: ["name"],
    headerRaw: "name",
    defaults: { entity: "ad_group", operation: "create", customerId },
    settings: {
      mode: "auto",
      batchSize: 10,
      concurrency: 1,
      validateOnly: false,
      loginCustomerId: null,
    },
    target: { kind: "sandbox" },
    apiVersion: "v1",
    rowCount: 0,
    correctionsSha256: null,
    ...changed,
  };
}

/** A run whose file was taken in, on its disk. */
export interface TakenIn extends OpenRun {
  readonly out: string;
  readonly builder: Builder;
}

/** Takes the text of a file in. The rows are ad groups to create unless `changed` says otherwise. */
export async function takenIn(text: string, changed: Partial<Run> = {}): Promise<TakenIn> {
  const out = temporaryFolder();
  const sheet = await readSheet(bytesOf(text), "ads.csv");
  const { cells: headers, raw: headerRaw } = sheet.header;
  const run = runOf({ dialect: sheet.dialect, headers, headerRaw, ...changed });
  const opened = createRun(out, run);
  const builder = builderOf(headers, run.defaults, run.map ?? null);
  await takeIn(sheet, builder, opened.ledger, (rowCount) => ({ ...opened.ledger.run, rowCount }));
  return { ...opened, out, builder };
}

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The counts of a run that has no rows. */
export const noRows: Counts = {
  accepted: 0,
  rejected: 0,
  invalid: 0,
  blocked: 0,
  deferred: 0,
  in_doubt: 0,
  unsent: 0,
  dropped: 0,
};

/** A request with row 2, as it is noted before it is sent. */
export const firstCall = {
  round: 1,
  customerId,
  method: "GoogleAdsService.Mutate",
  rows: [2],
  attempt: 1,
  startedAt: "t",
};

/** An encoded operation that creates an ad group: a field of a `MutateOperation`, and in it an empty `create`. */
export const createAdGroup: Uint8Array = (() => {
  const number = entityNumbers().get("ad_group") ?? 0;
  return Uint8Array.of((number << 3) | 2, 2, (1 << 3) | 2, 0);
})();

/** A row to be sent, which asks for nothing but its own operation; only what a test is about need be given. */
export function newRow(number: number, changed: Partial<NewRow> = {}): NewRow {
  return {
    number,
    line: number,
    raw: `row ${number}`,
    customerId,
    outcome: changed.operation === null ? "invalid" : "unsent",
    operation: createAdGroup,
    defines: null,
    uses: [],
    exemptions: null,
    errors: [],
    ...changed,
  };
}

export function errorOf(code: string): RowError {
  return {
    code,
    message: `What ${code} says.`,
    advice: "Mend it.",
    action: "fix",
    column: 0,
    fieldPath: "name",
    details: null,
  };
}

/** Brings a row into an outcome, with an error where there has to be one. */
export function recordAs(
  ledger: Ledger,
  row: number,
  outcome: Outcome,
  rest: { readonly resourceName?: string; readonly blockedBy?: number } = {},
): void {
  ledger.rows.record({
    row,
    outcome,
    resourceName: rest.resourceName ?? null,
    blockedBy: rest.blockedBy ?? null,
    errors: outcome === "accepted" ? [] : [errorOf("AdGroupError.X")],
  });
}

/** Row numbers by outcome; outcomes without rows are left out. */
export function standing(ledger: Ledger): Readonly<Partial<Record<Outcome, readonly number[]>>> {
  const rows: Partial<Record<Outcome, number[]>> = {};
  for (const { number, outcome } of ledger.rows.all()) (rows[outcome] ??= []).push(number);
  return rows;
}
