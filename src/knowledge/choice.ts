import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import protobuf from "protobufjs";
import { importedProtoPath, protoPath } from "../api/package.ts";
import { pascalCase } from "../api/protos.ts";

/** A oneof of a resource: several fields, of which a resource can have only one. */
export interface Choice {
  /** Paths from the resource down, as a sheet has them in its headers. */
  readonly fields: readonly string[];
  /** Some are messages, which have fields of their own. */
  readonly hasMessages: boolean;
}

/**
 * The fields of a oneof, by its path. Google reports that `campaign_bidding_strategy` is missing, but
 * that is a oneof and not a field: a sheet can only have one of its members, such as `manual_cpc`. Null
 * for any other path.
 *
 * @param entity null if it is not known; then only a oneof of a resource itself is found.
 */
export function choiceOf(entity: string | null, path: string): Choice | null {
  const key = `${entity} ${path}`;
  let choice = found.get(key);
  if (choice === undefined) {
    choice = findChoice(entity ?? entityWith(path), path);
    found.set(key, choice);
  }
  return choice;
}

const found = new Map<string, Choice | null>();

/** The fields of a message in a resource, by its path, as a sheet has them in its headers. */
export function fieldsIn(entity: string | null, path: string): readonly string[] {
  const type = messageAt(entity, path.split("."))?.type;
  return type?.fieldsArray.map(({ name }) => `${path}.${name}`) ?? [];
}

function messageAt(entity: string | null, names: readonly string[]): Message | null {
  const file = protoPath(`resources/${entity}.proto`);
  if (entity === null || !existsSync(file)) return null;
  let message = messageIn(file, pascalCase(entity));
  for (const step of names) message = message === null ? null : messageOf(message, step);
  return message;
}

function findChoice(entity: string | null, path: string): Choice | null {
  const names = path.split(".");
  const name = names.pop() ?? "";
  const union = messageAt(entity, names)?.type.oneofsArray.find((one) => one.name === name);
  // An optional field is a oneof of its own.
  if (union === undefined || union.oneof.length < 2) return null;
  return {
    fields: union.oneof.map((field) => [...names, field].join(".")),
    hasMessages: union.fieldsArray.some(({ type }) => !Object.hasOwn(protobuf.types.basic, type)),
  };
}

interface Message {
  readonly type: protobuf.Type;
  readonly imports: readonly string[];
}

/** A message in a file that is parsed alone, without what it imports: only names are wanted here. */
function messageIn(file: string, name: string): Message | null {
  const parsed = protobuf.parse(readFileSync(file, "utf8"), { keepCase: true });
  const type = parsed.root.lookup(`${parsed.package ?? ""}.${name}`);
  return type instanceof protobuf.Type ? { type, imports: parsed.imports ?? [] } : null;
}

/** The message of a field, from the files that the message of the field imports. */
function messageOf({ type, imports }: Message, field: string): Message | null {
  const name = Object.hasOwn(type.fields, field) ? type.fields[field]?.type : undefined;
  const message = name?.split(".").at(-1) ?? "";
  const own = type.get(message) ?? type.parent?.get(message);
  if (own instanceof protobuf.Type) return { type: own, imports };
  for (const imported of imports) {
    const isMessages = /\/(?:common|resources)\//.test(imported);
    const file = isMessages ? importedProtoPath(imported) : null;
    const there = file === null ? null : messageIn(file, message);
    if (there !== null) return there;
  }
  return null;
}

/** The only resource with a oneof of that name; null if there is none, or if there are several. */
function entityWith(union: string): string | null {
  if (!/^\w+$/.test(union)) return null;
  const folder = dirname(protoPath("resources/campaign.proto"));
  const having = readdirSync(folder).filter((file) =>
    readFileSync(`${folder}/${file}`, "utf8").includes(`oneof ${union} {`),
  );
  return having.length === 1 ? (having[0]?.replace(/\.proto$/, "") ?? null) : null;
}
