import { existsSync } from "node:fs";
import protobuf from "protobufjs";
import { protoPath, readProto } from "../api/package.ts";
import { pascalCase } from "../api/protos.ts";

/** A oneof of a resource's message: several fields, of which a resource can have only one. */
export interface Choice {
  readonly fields: readonly string[];
  /** Some are messages, which have fields of their own. */
  readonly hasMessages: boolean;
}

const found = new Map<string, ReadonlyMap<string, Choice>>();

/**
 * The fields of a oneof, by its name. Google reports that `campaign_bidding_strategy` is missing, but
 * that is a oneof and not a field: a sheet can only have one of its members, such as `manual_cpc`. Null
 * for any other name.
 */
export function choiceOf(entity: string, name: string): Choice | null {
  let choices = found.get(entity);
  if (choices === undefined) {
    choices = readChoices(entity);
    found.set(entity, choices);
  }
  return choices.get(name) ?? null;
}

function readChoices(entity: string): ReadonlyMap<string, Choice> {
  const file = `resources/${entity}.proto`;
  if (!existsSync(protoPath(file))) return new Map();
  // Parsed alone, without its imports: only names are wanted here.
  const { root, package: name = "" } = protobuf.parse(readProto(file), { keepCase: true });
  const message = root.lookupType(`${name}.${pascalCase(entity)}`);
  return new Map(
    message.oneofsArray
      // An optional field is a oneof of its own.
      .filter(({ oneof }) => oneof.length > 1)
      .map((union) => [union.name, choiceFrom(union)]),
  );
}

function choiceFrom({ fieldsArray }: protobuf.OneOf): Choice {
  return {
    fields: fieldsArray.map((field) => field.name),
    hasMessages: fieldsArray.some(({ type }) => !Object.hasOwn(protobuf.types.basic, type)),
  };
}
