import { type ErrorCode, errorCodes } from "./error-code.ts";

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "IN" | "NOT IN" | "LIKE";

export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** The part of the Google Ads Query Language that the sandbox speaks. */
export interface Query {
  readonly fields: readonly string[];
  readonly resource: string;
  readonly conditions: readonly Condition[];
  readonly limit: number;
}

export type ParsedQuery =
  | { readonly kind: "query"; readonly query: Query }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly message: string };

/** The place at which a query cannot be parsed. */
class QueryFault extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** `SELECT a, b FROM r WHERE a = 'x' AND b IN ('x', 'y') LIMIT n`, and nothing beyond that. */
export function parseQuery(source: string): ParsedQuery {
  try {
    return { kind: "query", query: parse(tokenize(source)) };
  } catch (stop) {
    if (!(stop instanceof QueryFault)) throw stop;
    return { kind: "refused", code: stop.code, message: stop.message };
  }
}

const token =
  /\s*(?:(?<word>[A-Za-z_][\w.]*)|(?<number>-?\d+(?:\.\d+)?)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<sign>!=|<=|>=|[=<>(),]))/y;

interface Token {
  readonly kind: "word" | "number" | "text" | "sign" | "end";
  readonly value: string;
}

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const written = source.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < written.length) {
    const start = token.lastIndex;
    const groups = token.exec(written)?.groups;
    if (groups === undefined) {
      const rest = written.slice(start).trim();
      throw new QueryFault(errorCodes.queryUnexpected, `Error in query: unexpected input ${rest}.`);
    }
    const { word, number, text, sign } = groups;
    if (word !== undefined) tokens.push({ kind: "word", value: word });
    else if (number !== undefined) tokens.push({ kind: "number", value: number });
    else if (text !== undefined) {
      tokens.push({ kind: "text", value: text.slice(1, -1).replaceAll(/\\(.)/g, "$1") });
    } else tokens.push({ kind: "sign", value: sign ?? "" });
  }
  return tokens;
}

function parse(tokens: readonly Token[]): Query {
  let next = 0;
  const end: Token = { kind: "end", value: "" };
  const peek = (): Token => tokens[next] ?? end;
  const take = (): Token => tokens[next++] ?? end;
  const takeIf = (wanted: string): boolean => {
    if (peek().kind === "text" || peek().value.toUpperCase() !== wanted) return false;
    next += 1;
    return true;
  };
  const expect = (kind: Token["kind"]): string => {
    const taken = take();
    if (taken.kind === "end") throw fault(errorCodes.queryUnfinished);
    if (taken.kind !== kind) throw unexpected(taken);
    return taken.value;
  };

  if (!takeIf("SELECT")) throw fault(errorCodes.queryExpectedSelect);
  const fields = [expect("word")];
  while (takeIf(",")) fields.push(expect("word"));
  if (!takeIf("FROM")) throw fault(errorCodes.queryExpectedFrom);
  const resource = expect("word");
  const conditions: Condition[] = [];
  if (takeIf("WHERE")) {
    do conditions.push(condition());
    while (takeIf("AND"));
  }
  let limit = Infinity;
  if (takeIf("LIMIT")) {
    limit = Number(take().value);
    if (!Number.isInteger(limit) || limit < 1) throw fault(errorCodes.queryLimit);
  }
  if (peek().kind !== "end") throw unexpected(peek());
  return { fields, resource, conditions, limit };

  function condition(): Condition {
    const field = expect("word");
    const operator = readOperator();
    if (operator !== "IN" && operator !== "NOT IN") return { field, operator, values: [value()] };
    if (!takeIf("(")) throw unexpected(peek());
    const values = [value()];
    while (takeIf(",")) values.push(value());
    if (!takeIf(")")) throw unexpected(peek());
    return { field, operator, values };
  }

  function readOperator(): Operator {
    if (takeIf("NOT")) {
      if (takeIf("IN")) return "NOT IN";
      throw fault(errorCodes.queryOperator);
    }
    const known = (["=", "!=", "<", "<=", ">", ">=", "IN", "LIKE"] as const).find(takeIf);
    if (known === undefined) throw fault(errorCodes.queryOperator);
    return known;
  }

  function value(): string {
    const taken = take();
    if (taken.kind === "end") throw fault(errorCodes.queryUnfinished);
    if (taken.kind === "sign") throw fault(errorCodes.queryValue);
    return taken.value;
  }
}

function fault(code: ErrorCode): QueryFault {
  return new QueryFault(code, code.message);
}

function unexpected(taken: Token): QueryFault {
  if (taken.kind === "end") return fault(errorCodes.queryUnfinished);
  return new QueryFault(
    errorCodes.queryUnexpected,
    `Error in query: unexpected input ${taken.value}.`,
  );
}

/** Whether a value, undefined if it is not set, meets a condition. */
export function meets({ operator, values }: Condition, value: string | undefined): boolean {
  const [wanted = ""] = values;
  switch (operator) {
    case "=":
      return value === wanted;
    case "!=":
      return value !== wanted;
    case "IN":
      return value !== undefined && values.includes(value);
    case "NOT IN":
      return value === undefined || !values.includes(value);
    case "LIKE":
      return value !== undefined && like(wanted).test(value);
    case "<":
      return value !== undefined && Number(value) < Number(wanted);
    case "<=":
      return value !== undefined && Number(value) <= Number(wanted);
    case ">":
      return value !== undefined && Number(value) > Number(wanted);
    case ">=":
      return value !== undefined && Number(value) >= Number(wanted);
  }
}

function like(pattern: string): RegExp {
  const literal = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll("%", ".*").replaceAll("_", ".")}$`, "is");
}
