import protobuf from "protobufjs";
import type { State } from "./account-state.ts";
import type { Api } from "./api.ts";
import { type ErrorCode, errorCodes } from "./error-code.ts";
import { type Message, text } from "./message.ts";
import { type Answer, refuse, refuseRequest } from "./mutate.ts";
import { namesOf } from "./name-range.ts";
import { readToken, writeToken } from "./page-token.ts";
import { meets, parseQuery, type Query } from "./query.ts";
import type { Catalogue, ResourceType } from "./resource-type.ts";
import {
  type Column,
  columnOf,
  comparable,
  follow,
  isShown,
  joinPath,
  present,
  select,
} from "./row.ts";
import { specialAnswer } from "./special-accounts.ts";

/** The rows on one page of an answer, and in one message of a stream. */
const PAGE_SIZE = 10_000;

export interface Searcher {
  readonly api: Api;
  readonly catalogue: Catalogue;
  readonly state: State;
  /** The batch jobs of an account, as resources. */
  readonly jobRows: (customerId: string) => readonly Message[];
}

/** Answers GoogleAdsService.Search with one page. */
export function search(searcher: Searcher, request: Message): Answer {
  const planned = plan(searcher, request);
  if (planned.kind === "refused") return planned.answer;
  const token = readToken(text(request, "page_token") ?? "");
  if (token === undefined) return refuse({ code: errorCodes.badPageToken, path: null });
  const rows = planned.rows(token.after, planned.limit - token.served);
  const { results, last, hasMore } = takePage(rows);
  const served = token.served + results.length;
  const type = searcher.api.message("services.SearchGoogleAdsResponse");
  const bytes = type
    .encode({
      results,
      field_mask: { paths: planned.fields },
      ...(hasMore && { next_page_token: writeToken({ served, after: last }) }),
    })
    .finish();
  return { kind: "answered", bytes };
}

/** Answers GoogleAdsService.SearchStream: the messages one by one, or the one refusal. */
export function* searchStream(
  searcher: Searcher,
  request: Message,
  requestId: string,
): Generator<Answer> {
  const planned = plan(searcher, request);
  if (planned.kind === "refused") {
    yield planned.answer;
    return;
  }
  const type = searcher.api.message("services.SearchGoogleAdsStreamResponse");
  const rows = planned.rows("", planned.limit);
  for (;;) {
    const { results, hasMore } = takePage(rows);
    const field_mask = { paths: planned.fields };
    const bytes = type.encode({ results, field_mask, request_id: requestId }).finish();
    yield { kind: "answered", bytes };
    if (!hasMore) return;
  }
}

interface Row {
  readonly name: string;
  readonly row: Message;
}

/** A generator that can be asked for its next value again after it was looked at. */
interface Rows {
  peek(): Row | undefined;
  take(): Row | undefined;
}

type Plan =
  | { readonly kind: "refused"; readonly answer: Answer }
  | {
      readonly kind: "rows";
      readonly fields: readonly string[];
      readonly limit: number;
      rows(after: string, limit: number): Rows;
    };

function plan({ api, catalogue, state, jobRows }: Searcher, request: Message): Plan {
  const customerId = text(request, "customer_id") ?? "";
  const invalid = refuseRequest(customerId);
  if (invalid !== undefined) return { kind: "refused", answer: invalid };
  const special = specialAnswer(customerId);
  if (special?.kind === "refused") {
    return { kind: "refused", answer: refuse(special.refusal, special.code) };
  }
  const parsed = parseQuery(text(request, "query") ?? "");
  if (parsed.kind === "refused") return refuseQuery(parsed.code, parsed.message);
  const { query } = parsed;

  const rowType = api.message("services.GoogleAdsRow");
  if (rowType.fields[query.resource] === undefined) {
    return refuseQuery(
      errorCodes.queryBadResource,
      `Error in query: '${query.resource}' is not a valid resource name.`,
    );
  }
  const kind = catalogue.byEntity.get(query.resource);
  const columns = new Map<string, Column & { readonly path: readonly string[] }>();
  for (const field of [...query.fields, ...query.conditions.map((condition) => condition.field)]) {
    const column = columnOf(rowType, field);
    if (column === undefined) {
      const message = `Unrecognized field in the query: '${field}'.`;
      return refuseQuery(errorCodes.queryField, message);
    }
    const own = column.entity === query.resource || column.entity === "customer";
    const path = own ? [] : kind && joinPath(kind, column.entity, catalogue.byEntity);
    if (path === undefined && kind !== undefined) {
      const message = `Cannot select '${field}' from '${query.resource}'.`;
      return refuseQuery(errorCodes.queryForeignField, message);
    }
    columns.set(field, { ...column, path: path ?? [] });
  }
  for (const { field, values } of query.conditions) {
    const type = columns.get(field)?.leaf.resolvedType;
    const unknown = values.find(
      (value) => type instanceof protobuf.Enum && !(value in type.values),
    );
    if (unknown !== undefined) {
      const message = `Invalid enum value cannot be included in WHERE clause: '${unknown}'.`;
      return refuseQuery(errorCodes.queryEnum, message);
    }
  }

  return {
    kind: "rows",
    fields: query.fields,
    limit: query.limit,
    rows: (after, limit) => {
      if (query.resource === "batch_job") return peekable(jobs(after));
      return peekable(kind === undefined ? [] : matches(kind, after, limit));
    },
  };

  function* jobs(after: string): Generator<Row> {
    for (const resource of jobRows(customerId)) {
      const name = text(resource, "resource_name") ?? "";
      const fits = query.conditions.every((condition) => {
        const column = columns.get(condition.field);
        return column && meets(condition, comparable(column, resource));
      });
      if (!fits || name <= after) continue;
      const row: Message = { batch_job: { resource_name: name } };
      for (const field of query.fields) {
        const column = columns.get(field);
        if (column) select(column, resource, row);
      }
      yield { name, row };
    }
  }

  function* matches(type: ResourceType, after: string, limit: number): Generator<Row> {
    let left = limit;
    for (const stored of candidates(state, type, query, customerId, after)) {
      if (left <= 0) return;
      if (!isShown(type, stored)) continue;
      const resource = present(type, stored, customerId);
      const holderOf = (column: Column & { readonly path: readonly string[] }) =>
        column.entity === "customer" && type.entity !== "customer"
          ? customerOf(customerId)
          : follow(state, resource, column.path, catalogue.byEntity, customerId);
      const fits = query.conditions.every((condition) => {
        const column = columns.get(condition.field);
        const holder = column && holderOf(column);
        return column && holder && meets(condition, comparable(column, holder));
      });
      if (!fits) continue;
      const row: Message = { [type.entity]: { resource_name: stored.name } };
      for (const field of query.fields) {
        const column = columns.get(field);
        const holder = column && holderOf(column);
        if (column && holder) select(column, holder, row);
      }
      left -= 1;
      yield { name: stored.name, row };
    }
  }

  function customerOf(id: string): Message | undefined {
    const type = catalogue.byEntity.get("customer");
    const name = `customers/${id}`;
    const stored = state.find(name) ?? { name, removed: false, bytes: new Uint8Array() };
    return type && present(type, stored, id);
  }
}

function refuseQuery(code: ErrorCode, message: string): Plan {
  return { kind: "refused", answer: refuse({ code, path: null, message }) };
}

/** The stored resources among which a query's rows are, by the names that its conditions allow. */
function* candidates(
  state: State,
  type: ResourceType,
  query: Query,
  customerId: string,
  after: string,
): Generator<ReturnType<State["find"]> & object> {
  if (type.entity === "customer") {
    const name = `customers/${customerId}`;
    if (after === "") yield state.find(name) ?? { name, removed: false, bytes: new Uint8Array() };
    return;
  }
  const base = `customers/${customerId}/${type.pattern.collection}/`;
  const ranges = namesOf(query, type, base).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  for (const { from, to } of ranges) {
    if (to > after) yield* state.scan(from > after ? from : `${after}!`, to);
  }
}

function peekable(source: Iterable<Row>): Rows {
  const iterator = source[Symbol.iterator]();
  let ahead: Row | undefined;
  let isAhead = false;
  const peek = (): Row | undefined => {
    if (!isAhead) {
      const result = iterator.next();
      ahead = result.done === true ? undefined : result.value;
      isAhead = true;
    }
    return ahead;
  };
  return {
    peek,
    take: () => {
      const row = peek();
      isAhead = false;
      return row;
    },
  };
}

function takePage(rows: Rows): { results: Message[]; last: string; hasMore: boolean } {
  const results: Message[] = [];
  let last = "";
  while (results.length < PAGE_SIZE && rows.peek() !== undefined) {
    const taken = rows.take();
    if (taken === undefined) break;
    results.push(taken.row);
    last = taken.name;
  }
  return { results, last, hasMore: rows.peek() !== undefined };
}
