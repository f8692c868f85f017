import { readProto } from "./package.ts";

/** A value of an enum of the API. */
export interface EnumValue {
  readonly name: string;
  readonly number: number;
  /** Google's comment on it in the .proto file, on one line; "" if there is none. */
  readonly description: string;
}

/** An enum of the API, with its values in the order of the .proto file. */
export interface ApiEnum {
  readonly name: string;
  readonly values: readonly EnumValue[];
  readonly byNumber: ReadonlyMap<number, EnumValue>;
  readonly byName: ReadonlyMap<string, EnumValue>;
}

const enums = new Map<string, ApiEnum>();

/**
 * The enum that a file of the installed API package holds, read at the first call. The files under
 * errors/ and enums/ hold one each; `file` is, for example, "errors/string_length_error.proto".
 *
 * The text is scanned for its values instead of being parsed as a whole. These files are generated and
 * all of one shape, and reading all of `errors/` this way costs a tenth of what protobufjs takes; a
 * test compares the two on every file.
 *
 * @throws the file system's error if the file does not exist.
 */
export function apiEnum(file: string): ApiEnum {
  let result = enums.get(file);
  if (result === undefined) {
    result = scanEnum(readProto(file));
    enums.set(file, result);
  }
  return result;
}

/** The name of an enum's value, or `UNKNOWN_<number>` if the installed package has none for it. */
export function enumValueName(file: string, number: number): string {
  return apiEnum(file).byNumber.get(number)?.name ?? `UNKNOWN_${number}`;
}

// A value's name and number may be on two lines; a blank line separates a comment from what follows.
const partOfEnum =
  /^[ \t]*(?:\/\/ ?(?<comment>.*)|enum (?<name>\w+) \{|(?<value>\w+)\s*=\s*(?<number>-?\d+)\b|$)/gm;

function scanEnum(text: string): ApiEnum {
  let name: string | undefined;
  let comment: string[] = [];
  const values: EnumValue[] = [];
  for (const { groups } of text.matchAll(partOfEnum)) {
    if (groups?.["comment"] !== undefined) {
      comment.push(groups["comment"]);
      continue;
    }
    if (groups?.["name"] !== undefined) {
      name = groups["name"];
    } else if (name !== undefined && groups?.["value"] !== undefined) {
      values.push({
        name: groups["value"],
        number: Number(groups["number"]),
        description: comment.join(" ").replaceAll(/\s+/g, " ").trim(),
      });
    }
    comment = [];
  }
  return {
    name: name ?? "",
    values,
    byNumber: new Map(values.map((value) => [value.number, value])),
    byName: new Map(values.map((value) => [value.name, value])),
  };
}
