import { apiVersion } from "../api/package.ts";
import { classOf, classOfStatus, type ErrorClass } from "../failure/classify.ts";
import { categories, category, type Category, codeName, codesOf } from "../failure/codes.ts";
import type { Action } from "./action.ts";
import { actionOf } from "./advice.ts";
import { classWords } from "./class-words.ts";
import { entryOf, topics } from "./entries.ts";
import type { Entry } from "./entry.ts";
import { canonical, type CanonicalEntry } from "./topics/canonical.ts";
import { drive, type DriveEntry } from "./topics/drive.ts";
import { local, type LocalEntry } from "./topics/local.ts";
import { oauth } from "./topics/oauth.ts";

/** Everything that is known about one error. The sentences are null if rowmend has no entry for it. */
export interface Explanation {
  /** "StringLengthError.TOO_LONG", "UNAVAILABLE", "invalid_grant", "403 userRateLimitExceeded". */
  readonly name: string;
  readonly kind: "google_ads" | "canonical" | "oauth" | "drive" | "local";
  /** The number on the wire, of Google Ads errors and canonical codes. */
  readonly number: number | null;
  readonly http_status: number | null;
  /** Google's own words. */
  readonly description: string | null;
  readonly class: ErrorClass | null;
  readonly action: Action | null;
  /** What rowmend does with it. */
  readonly rowmend: string;
  readonly happened: string | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly prevention: string | null;
}

/**
 * Everything that a word can mean: a code (`StringLengthError.TOO_LONG`), its name alone (`TOO_LONG`), its
 * number (`stringLengthError:3`), a category, a canonical code or its number, an HTTP status, a refusal of
 * Google's sign-in, a reason of Google Drive, an error of ours. Case and underscores do not matter. Empty
 * if it means nothing.
 */
export function explain(word: string): readonly Explanation[] {
  const text = word.trim().replace(/^http\s+(?=\d)/i, "");
  if (/^\d+$/.test(text)) return ofNumber(Number(text));
  const [, head = "", tail = ""] = /^([\w-]+)\s*[.:\s]\s*([\w-]+)$/.exec(text) ?? [];
  if (head !== "") {
    const found = ofPair(head, tail);
    if (found.length > 0) return found;
  }
  return ofWord(spelling(text));
}

/** The form in which names are compared: all spellings of a name become the same. */
export function spelling(name: string): string {
  return name.replaceAll(/[\s_-]/g, "").toLowerCase();
}

/** Every name that `explain` knows, as it is written. */
export function* explainableNames(): Generator<string> {
  for (const of of categories()) {
    yield of.name;
    for (const { name, number } of codesOf(of)) {
      if (number < firstError) continue;
      yield name;
      yield `${of.name}.${name}`;
    }
  }
  for (const { name } of canonical) yield name;
  for (const { reason } of drive) yield reason;
  yield* Object.keys(oauth);
  for (const name of Object.keys(local)) yield* [name, `LocalError.${name}`];
}

/** 0 and 1 are UNSPECIFIED and UNKNOWN in every enum. */
const firstError = 2;

function ofNumber(number: number): readonly Explanation[] {
  const code = canonical[number];
  if (code !== undefined) return [ofCanonical(code)];
  return [
    ...canonical.filter(({ http }) => http === number).map(ofCanonical),
    ...drive.filter(({ status }) => status === number).map(ofDrive),
  ];
}

function ofPair(head: string, tail: string): readonly Explanation[] {
  if (spelling(head) === "localerror") {
    return localEntries().flatMap(([name, entry]) =>
      spelling(name) === spelling(tail) ? [ofLocal(name, entry)] : [],
    );
  }
  const status = Number(head);
  const ofDriveReason = drive.filter(
    (entry) => entry.status === status && spelling(entry.reason) === spelling(tail),
  );
  if (ofDriveReason.length > 0) return ofDriveReason.map(ofDrive);
  const of = category(head);
  const number = /^(?:UNKNOWN_)?(-?\d+)$/i.exec(tail)?.[1];
  if (of === undefined) return number === undefined ? [] : ofOtherThings(head, Number(number));
  if (number !== undefined) return [ofCode(codeName(of.number, Number(number)))];
  const value = codesOf(of).find(({ name }) => spelling(name) === spelling(tail));
  return value === undefined ? retired(`${head}.${tail}`) : [ofCode(`${of.name}.${value.name}`)];
}

/** `ErrorCode_201.UNKNOWN_5`: a category of another API version, by its number. */
function ofOtherThings(head: string, number: number): readonly Explanation[] {
  const categoryNumber = /^errorcode_?(\d+)$/i.exec(head)?.[1];
  return categoryNumber === undefined ? [] : [ofCode(codeName(Number(categoryNumber), number))];
}

/** The exception that Google's client libraries throw for invalid_grant, in the form that is compared. */
const REFRESH_ERROR = spelling("RefreshError");

function ofWord(word: string): readonly Explanation[] {
  const codes = categories().flatMap((of) =>
    spelling(of.name) === word ? allOf(of) : namedIn(of, word),
  );
  return [
    ...canonical.filter(({ name }) => spelling(name) === word).map(ofCanonical),
    ...codes,
    ...retired(word),
    ...Object.entries(oauth).flatMap(([name, entry]) =>
      spelling(name) === word || (name === "invalid_grant" && word === REFRESH_ERROR)
        ? [ofOAuth(name, entry)]
        : [],
    ),
    ...drive.filter(({ reason }) => spelling(reason) === word).map(ofDrive),
    ...localEntries().flatMap(([name, entry]) =>
      spelling(name) === word ? [ofLocal(name, entry)] : [],
    ),
  ];
}

function allOf(of: Category): readonly Explanation[] {
  return codesOf(of)
    .filter(({ number }) => number >= firstError)
    .map(({ name }) => ofCode(`${of.name}.${name}`));
}

function namedIn(of: Category, word: string): readonly Explanation[] {
  return codesOf(of)
    .filter(({ name, number }) => number >= firstError && spelling(name) === word)
    .map(({ name }) => ofCode(`${of.name}.${name}`));
}

/** Codes of earlier API versions that people still meet in documents. */
function retired(word: string): readonly Explanation[] {
  const wanted = spelling(word);
  return Object.values(topics)
    .flatMap((topic) => Object.keys(topic))
    .filter((code) => [code, code.split(".")[1] ?? ""].some((name) => spelling(name) === wanted))
    .filter((code) => valueOf(code) === undefined)
    .map(ofCode);
}

function valueOf(code: string): ReturnType<typeof codesOf>[number] | undefined {
  const [head = "", tail = ""] = code.split(".");
  const of = category(head);
  return of === undefined ? undefined : codesOf(of).find(({ name }) => name === tail);
}

function ofCode(code: string): Explanation {
  const value = valueOf(code);
  const kind = classOf({ code, details: null });
  const known = sentences(entryOf(code));
  return {
    ...known,
    happened: value === undefined ? notInstalled(known.happened) : known.happened,
    name: code,
    kind: "google_ads",
    number: value?.number ?? numberIn(code),
    http_status: null,
    description: value?.description ?? null,
    class: kind,
    // Only the error itself tells whether an exemption is possible.
    action: kind === "policy" ? "exempt" : actionOf(kind),
    rowmend: classWords[kind],
  };
}

function notInstalled(happened: string | null): string {
  const note = `The installed version of the Google Ads API, ${apiVersion()}, does not have this error; another version has or had it.`;
  return happened === null ? note : `${happened} ${note}`;
}

function numberIn(code: string): number | null {
  const number = /\.UNKNOWN_(-?\d+)$/.exec(code)?.[1];
  return number === undefined ? null : Number(number);
}

function ofCanonical(entry: CanonicalEntry): Explanation {
  const isError = entry.code !== 0;
  const kind = isError ? classOfStatus(entry.code) : null;
  return {
    ...sentences(entry),
    name: entry.name,
    kind: "canonical",
    number: entry.code,
    http_status: entry.http,
    description: null,
    class: kind,
    action: kind === null ? null : entry.code === CANCELLED ? "settle" : actionOf(kind),
    rowmend: entry.rowmend,
  };
}

const CANCELLED = 1;

function ofDrive(entry: DriveEntry): Explanation {
  return {
    ...sentences(entry),
    name: `${entry.status} ${entry.reason}`,
    kind: "drive",
    number: null,
    http_status: entry.status,
    description: null,
    class: entry.class,
    action: actionOf(entry.class),
    rowmend: entry.rowmend,
  };
}

function ofOAuth(name: string, entry: Entry): Explanation {
  return {
    ...sentences(entry),
    name,
    kind: "oauth",
    number: null,
    http_status: null,
    description: null,
    class: "account",
    action: actionOf("account"),
    rowmend: classWords.account,
  };
}

function ofLocal(name: string, entry: LocalEntry): Explanation {
  const kind = localClasses[entry.action] ?? "unknown";
  return {
    ...sentences(entry),
    name: `LocalError.${name}`,
    kind: "local",
    number: null,
    http_status: null,
    description: null,
    class: kind,
    action: entry.action,
    rowmend:
      entry.action === "settle"
        ? "The row is in doubt: it is not known whether it was applied, and it is not sent again before it is settled."
        : classWords[kind],
  };
}

const localClasses: Partial<Record<Action, ErrorClass>> = {
  fix: "fault",
  blocked: "victim",
  retry: "retry",
};

function localEntries(): readonly (readonly [string, LocalEntry])[] {
  return Object.entries(local);
}

function sentences(
  entry: Entry | undefined,
): Pick<Explanation, "happened" | "cause" | "remedy" | "prevention"> {
  return {
    happened: entry?.happened ?? null,
    cause: entry?.cause ?? null,
    remedy: entry?.remedy ?? null,
    prevention: entry?.prevention ?? null,
  };
}
