import { accountText } from "../../api/customer-id.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import type { Operation } from "../../operations/build.ts";
import {
  asFound,
  bareName,
  isNaturalName,
  isSought,
  nameText,
  readSought,
  type SoughtName,
  soughtText,
  temporaryNameOf,
} from "../../operations/sought-name.ts";
import type { RowError } from "../../outcome/outcome.ts";
import { faultError, invalidRow, ownRowError } from "../../outcome/row-result.ts";
import type { Stop } from "../../outcome/stop.ts";
import { callTries, decodeFailed, search, stopAfter } from "../calls.ts";
import type { SendContext } from "../context.ts";
import { isThere, parentNamed } from "../relatives.ts";
import { matchNames, nameQueries } from "./find.ts";

/** Rows whose names are looked up together. */
const ROWS_TOGETHER = 1_000;

/**
 * Finds what the rows of an account name by something else than resource names, before they are sent: a
 * campaign by its name, a keyword to update by its ad group, text and match type. What is not in the
 * account may be created by another row of the file. A row whose names lead nowhere, or to several
 * resources, becomes invalid; the others go.
 *
 * The answer tells why nothing can be sent, if the account cannot be asked.
 */
export async function resolveNames(
  context: SendContext,
  customerId: string,
  isStopped: () => boolean,
): Promise<Stop | null> {
  const { ledger } = context;
  let after = 0;
  for (;;) {
    const rows = ledger.rows.unresolved(customerId, after, ROWS_TOGETHER);
    const last = rows.at(-1);
    if (last === undefined || isStopped()) return null;
    after = last.number;
    const found = await findAll(context, customerId, rows);
    if (found.kind === "stopped") return found.stop;
    ledger.transaction(() => {
      for (const row of rows) resolveRow(context, customerId, row, found.names);
    });
  }
}

/** By the text that stands for it: the resources that are called so. */
type Found = ReadonlyMap<string, readonly string[]>;

type Findings =
  | { readonly kind: "found"; readonly names: Found }
  | { readonly kind: "stopped"; readonly stop: Stop | null };

async function findAll(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
): Promise<Findings> {
  const { ledger } = context;
  const names = new Map<string, readonly string[]>();
  const asked: SoughtName[] = [];
  for (const text of new Set(rows.flatMap(soughtIn))) {
    const known = ledger.rows.currentNameOf(customerId, text);
    const name = readSought(text);
    if (known !== undefined) names.set(text, [known]);
    else if (name !== null) asked.push(name);
  }
  const first = await lookUp(context, customerId, asked, names);
  if (first !== null) return first;
  // Where the campaign is missing, none of its ad groups can be there, and that is the news.
  const above = asked
    .filter((name) => names.get(soughtText(name))?.length === 0)
    .flatMap((name) => aboveOf(name) ?? [])
    .filter((name) => !names.has(soughtText(name)));
  const distinct = new Map(above.map((name) => [soughtText(name), name]));
  const second = await lookUp(context, customerId, [...distinct.values()], names);
  return second ?? { kind: "found", names };
}

/** Adds what these names belong to, by the texts that stand for them; null unless the account cannot be asked. */
async function lookUp(
  context: SendContext,
  customerId: string,
  names: readonly SoughtName[],
  found: Map<string, readonly string[]>,
): Promise<Extract<Findings, { kind: "stopped" }> | null> {
  for (const query of nameQueries(names)) {
    const answer = await search(context, customerId, query.query, { tries: callTries(context) });
    if (answer.kind === "failed") {
      const failed = decodeFailed(answer);
      return { kind: "stopped", stop: stopAfter(failed) ?? unanswered(failed.message) };
    }
    const matches = matchNames(query, answer.rows);
    for (const [position, name] of query.names.entries())
      found.set(soughtText(name), matches[position] ?? []);
  }
  return null;
}

function unanswered(message: string): Stop {
  return {
    kind: "temporary",
    scope: "account",
    code: null,
    message: `Looking up the names in the file failed: ${message}`,
    wayOut: "The rows that need them were not sent.",
  };
}

function soughtIn(row: UnsentRow): readonly string[] {
  return row.uses.filter(isSought);
}

function resolveRow(
  { ledger, builder, onProgress }: SendContext,
  customerId: string,
  row: UnsentRow,
  found: Found,
): void {
  const names = new Map<string, string>();
  const problems = new Map<string, Problem>();
  for (const text of soughtIn(row)) {
    const resources = found.get(text) ?? [];
    const [only] = resources;
    if (only !== undefined && resources.length === 1) {
      ledger.rows.noteName(customerId, text, only);
      names.set(text, only);
      continue;
    }
    const own = resources.length === 0 ? createdHere(ledger, customerId, text, row) : null;
    if (own === null) {
      const missing = missingAbove(ledger, customerId, text, row, found);
      problems.set(text, { kind: "lost", resources, missing });
    } else if (own.kind === "later") problems.set(text, own);
    else {
      names.set(text, own.name);
      if (!isNaturalName(own.name)) ledger.rows.noteName(customerId, text, own.name);
    }
  }
  const cells = ledger.rows.cellsOf(row.number);
  const exemptions = row.exemptions;
  const built = builder.build(cells, names, exemptions);
  if (built.kind !== "operation") {
    const faults = built.kind === "refusal" ? built.faults : [];
    ledger.rows.record(invalidRow(row.number, faults.map(faultError)));
    return onProgress(1);
  }
  if (problems.size > 0) {
    ledger.rows.record({
      row: row.number,
      ...resultOf(problems, built, customerId),
      resourceName: null,
    });
    return onProgress(1);
  }
  const uses = built.uses.map((use) => {
    const name = names.get(use);
    // A name of another row's resource is looked for again each time: the row may have been corrected meanwhile.
    return name === undefined || isNaturalName(name) ? use : asFound(use);
  });
  ledger.rows.resolve(row.number, built.bytes, uses);
}

type Problem =
  | {
      readonly kind: "lost";
      readonly resources: readonly string[];
      /** What it would have to be in, and is neither in the account nor created by the file. */
      readonly missing: SoughtName | null;
    }
  /** A later row creates it. */
  | { readonly kind: "later"; readonly row: number };

type Own = { readonly kind: "here"; readonly name: string } | Extract<Problem, { kind: "later" }>;

/** The campaign that a name says it is in; null if it is only a name. */
function aboveOf({ entity, parts }: SoughtName): SoughtName | null {
  const above = parts.find(([path]) => path === "campaign.name");
  return above === undefined || entity === "campaign"
    ? null
    : { entity: "campaign", parts: [above] };
}

function missingAbove(
  ledger: Ledger,
  customerId: string,
  text: string,
  row: UnsentRow,
  found: Found,
): SoughtName | null {
  const name = readSought(text);
  const above = name === null ? null : aboveOf(name);
  const aboveText = above === null ? "" : soughtText(above);
  if (found.get(aboveText)?.length !== 0) return null;
  return createdHere(ledger, customerId, aboveText, row) === null ? above : null;
}

/** The resource that a row of the file creates under that name. */
function createdHere(ledger: Ledger, customerId: string, text: string, row: UnsentRow): Own | null {
  const temporary = temporaryNameOf(text, customerId);
  const creator = temporary === null ? undefined : parentNamed(ledger, customerId, temporary);
  if (temporary === null || creator === undefined || creator.number === row.number) return null;
  if (isThere(creator)) {
    return { kind: "here", name: creator.resourceName ?? temporary };
  }
  return creator.number < row.number || creator.outcome === "dropped"
    ? { kind: "here", name: temporary }
    : { kind: "later", row: creator.number };
}

function resultOf(
  problems: ReadonlyMap<string, Problem>,
  { sought }: Operation,
  customerId: string,
): {
  readonly outcome: "invalid" | "blocked";
  readonly blockedBy: number | null;
  readonly errors: readonly RowError[];
} {
  const errors: RowError[] = [];
  let blockedBy: number | null = null;
  for (const { text, column } of sought) {
    const problem = problems.get(text);
    const name = readSought(bareName(text) ?? "");
    if (problem === undefined || name === null) continue;
    if (problem.kind === "lost") errors.push(nameError(name, problem, column, customerId));
    else blockedBy ??= problem.row;
  }
  if (errors.length > 0 || blockedBy === null)
    return { outcome: "invalid", blockedBy: null, errors };
  return { outcome: "blocked", blockedBy, errors: [laterError(blockedBy)] };
}

function nameError(
  name: SoughtName,
  { resources, missing }: Extract<Problem, { kind: "lost" }>,
  column: number | null,
  customerId: string,
): RowError {
  const account = accountText(customerId);
  if (missing !== null) {
    return faultError({
      code: "NAME_NOT_FOUND",
      message: `Account ${account} has no ${nameText(missing)}, and so no ${nameText(name)}.`,
      advice:
        "Correct the name of the campaign, letter by letter, or create it and run rowmend resume <run>",
      column,
      fieldPath: "",
    });
  }
  const isMissing = resources.length === 0;
  const canBeTied = temporaryNameOf(soughtText(name), customerId) !== null;
  return faultError({
    code: isMissing ? "NAME_NOT_FOUND" : "NAME_AMBIGUOUS",
    message: isMissing
      ? `Account ${account} has no ${nameText(name)}${canBeTied ? ", and no row of the file creates one" : ""}.`
      : `Account ${account} has ${resources.length} that match ${nameText(name)}: ${resources.slice(0, 3).join(", ")}${resources.length > 3 ? ", ..." : ""}.`,
    advice: isMissing
      ? "Correct the name, letter by letter, or create it and run rowmend resume <run>"
      : resources.length > 1 && !name.parts.some(([path]) => path === "campaign.name")
        ? "Name its campaign in a column campaign.name, or give its id instead of its name."
        : "Give its id instead of its name.",
    column,
    fieldPath: "",
  });
}

function laterError(row: number): RowError {
  return ownRowError("PARENT_NOT_ACCEPTED", {
    message: `Row ${row} creates what this row needs, and stands below it.`,
    advice: "Nothing to do: this row will be sent once that one is accepted.",
    action: "blocked",
  });
}
