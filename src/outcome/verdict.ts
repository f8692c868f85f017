import { classOf, type ErrorClass, isAboutKind } from "../failure/classify.ts";
import type { Failure, FailureError } from "../failure/failure.ts";
import { operationIndex, textIndex, textPath } from "../failure/location.ts";
import { ownError } from "../failure/own-error.ts";
import { uncertaintyOf } from "../failure/status-code.ts";
import type { Outcome } from "./outcome.ts";

/** An answer whose failure has been decoded. */
export type DecodedAnswer =
  | {
      readonly kind: "answered";
      /** Resource names by position; null where there is none. */
      readonly results: readonly (string | null)[];
      readonly failure: Failure | null;
    }
  | {
      readonly kind: "failed";
      /** The gRPC status code. */
      readonly code: number;
      readonly message: string;
      /** False only if the request surely never left. */
      readonly sent: boolean;
      /** Why it is not known what the call did, where more is known than the code says. */
      readonly doubt?: string;
      readonly failure: Failure;
    };

/** What became of one operation of a batch. */
export interface Verdict {
  readonly outcome: Exclude<Outcome, "invalid" | "unsent">;
  readonly resourceName: string | null;
  /** Why, in order, without exact duplicates; empty only for accepted operations. */
  readonly errors: readonly FailureError[];
}

/** What an answer says about a whole batch. */
export interface Judgement {
  /** One for each operation, in order. */
  readonly verdicts: readonly Verdict[];
  /**
   * Errors that belong to no row, and yet are not to be lost: those that name an operation that was not
   * sent, and those that name none although each operation has an answer.
   */
  readonly unplaced: readonly FailureError[];
}

/**
 * Exactly one verdict for each of the `size` operations of a batch, in order. Total: any answer, however
 * odd, gives `size` verdicts.
 *
 * An error belongs to the operation whose position its path names. One that names none goes to the only
 * operation without an answer, else to the one that the status text names; otherwise all operations
 * without an answer are in doubt, and none is blamed. A missing index is never taken for position 0, and
 * an index beyond the operations never for one of them.
 *
 * @param isOneKind all operations are about the same entity.
 */
export function judge(
  size: number,
  answer: DecodedAnswer,
  validateOnly: boolean,
  isOneKind: boolean = size === 1,
): Judgement {
  const judgement =
    answer.kind === "answered"
      ? judgeAnswered(size, answer, validateOnly, isOneKind)
      : judgeFailed(size, answer, validateOnly, isOneKind);
  if (judgement.verdicts.length !== size) {
    throw new Error(`${judgement.verdicts.length} verdicts for ${size} operations`);
  }
  return judgement;
}

/** The class that decides: a fault of the row outweighs what would only have to wait. */
export function outcomeOf(
  errors: readonly FailureError[],
  grpcCode: number | null = null,
): "rejected" | "blocked" | "deferred" {
  const classes = new Set<ErrorClass>(errors.map((error) => classOf(error, grpcCode)));
  if (["fault", "policy", "unknown", "done"].some((name) => classes.has(name as ErrorClass)))
    return "rejected";
  return classes.has("victim") ? "blocked" : "deferred";
}

type Answered = Extract<DecodedAnswer, { kind: "answered" }>;

type Failed = Extract<DecodedAnswer, { kind: "failed" }>;

function judgeAnswered(
  size: number,
  answer: Answered,
  validateOnly: boolean,
  isOneKind: boolean,
): Judgement {
  // Results of another length cannot be joined by position. A validation has none at all.
  const aligned = answer.results.length === size;
  const names = aligned ? answer.results : [];
  const placed = new Placement(
    size,
    (position) => (names[position] ?? null) === null,
    answer.failure,
  );
  if (isOneKind) placed.fillKind();
  if (!validateOnly && aligned) placed.fillOnlyGap();
  placed.followText(answer.failure?.status?.message ?? "");
  if (!validateOnly && aligned) placed.fillOnlyGap();

  const { unplaced, stray } = placed;
  // What could not be decoded may have named any row that nothing else names.
  const isComplete = (answer.failure?.undecoded.length ?? 0) === 0;
  const isEvent = unplaced.length > 0 && outcomeOf(unplaced) === "deferred" && aligned;
  const verdicts = Array.from({ length: size }, (_, position): Verdict => {
    const name = names[position] ?? null;
    const errors = placed.at(position);
    if (errors.length > 0) {
      return name === null
        ? { outcome: outcomeOf(errors), resourceName: null, errors }
        : doubt(
            [
              ...errors,
              ownError(
                "CONTRADICTORY_ANSWER",
                `Google reported an error but also gave the name ${name}.`,
              ),
            ],
            validateOnly,
          );
    }
    if (name !== null) return { outcome: "accepted", resourceName: name, errors: [] };
    if (validateOnly && isComplete && unplaced.length + stray.length === 0)
      return { outcome: "accepted", resourceName: null, errors: [] };
    if (isEvent) return { outcome: "deferred", resourceName: null, errors: unplaced };
    return doubt(
      [...unplaced, ownError("NO_ANSWER", "Google's answer does not cover this row.")],
      validateOnly,
    );
  });
  const attached = verdicts.some((verdict) =>
    verdict.errors.some((error) => unplaced.includes(error)),
  );
  return { verdicts, unplaced: attached ? stray : [...unplaced, ...stray] };
}

function judgeFailed(
  size: number,
  answer: Failed,
  validateOnly: boolean,
  isOneKind: boolean,
): Judgement {
  const all = (verdict: Verdict): Judgement => ({
    verdicts: Array.from({ length: size }, () => verdict),
    unplaced: [],
  });
  const reason = answer.doubt ?? uncertaintyOf(answer.code);
  if (!answer.sent) {
    return all({
      outcome: "deferred",
      resourceName: null,
      errors: [ownError("NOT_CONNECTED", answer.message)],
    });
  }
  if (reason !== null) {
    const lost = ownError(
      "NO_ANSWER",
      `It is not known whether the row was carried out: ${reason}.`,
    );
    return all(doubt([...withoutDuplicates(answer.failure.errors), lost], validateOnly));
  }
  const placed = new Placement(size, () => true, answer.failure);
  if (isOneKind) placed.fillKind();
  placed.followText(answer.message);
  const blamed = [...placed.positions()].toSorted((a, b) => a - b);
  const refusal = placed.unplaced.length > 0 ? placed.unplaced : [refused(answer, blamed)];
  const verdicts = Array.from({ length: size }, (_, position): Verdict => {
    const errors = placed.at(position);
    return errors.length > 0
      ? { outcome: outcomeOf(errors, answer.code), resourceName: null, errors }
      : { outcome: "deferred", resourceName: null, errors: refusal };
  });
  return {
    verdicts,
    unplaced: [...(blamed.length === size ? placed.unplaced : []), ...placed.stray],
  };
}

function refused(answer: Failed, blamed: readonly number[]): FailureError {
  return blamed.length === 0
    ? ownError("REQUEST_REFUSED", answer.message)
    : ownError(
        "REQUEST_REFUSED",
        "Google refused the whole request because of another row in it. Nothing was changed.",
      );
}

/** A validation changes nothing, so there is nothing to doubt: the row just has to be validated again. */
function doubt(errors: readonly FailureError[], validateOnly: boolean): Verdict {
  return { outcome: validateOnly ? "deferred" : "in_doubt", resourceName: null, errors };
}

/** Which error belongs to which position of a batch, and which belong to none. */
class Placement {
  readonly #size: number;
  readonly #isOpen: (position: number) => boolean;
  readonly #placed = new Map<number, FailureError[]>();
  #unplaced: FailureError[] = [];
  readonly #stray: FailureError[] = [];
  /** The error that the status text speaks of, if it is unplaced. */
  #first: FailureError | undefined;

  constructor(size: number, isOpen: (position: number) => boolean, failure: Failure | null) {
    this.#size = size;
    this.#isOpen = isOpen;
    const errors = withoutDuplicates(failure === null ? [] : readableErrors(failure));
    for (const error of errors) {
      const index = operationIndex(error.path);
      const position = index === null && size === 1 ? 0 : index;
      if (position === null) this.#unplaced.push(error);
      else if (position < size) this.#put(position, error);
      else this.#stray.push(error);
    }
    this.#first = this.#unplaced.find((error) => error === errors[0]);
  }

  get unplaced(): readonly FailureError[] {
    return this.#unplaced;
  }

  /** Errors that name an operation that was not sent. They are nobody's, whatever else is missing. */
  get stray(): readonly FailureError[] {
    return this.#stray;
  }

  at(position: number): readonly FailureError[] {
    return this.#placed.get(position) ?? [];
  }

  positions(): Iterable<number> {
    return this.#placed.keys();
  }

  /** If only one operation has neither a result nor an error, the errors that name none are its own. */
  fillOnlyGap(): void {
    const gaps = this.#gaps();
    const [only] = gaps;
    if (only === undefined || gaps.length > 1) return;
    for (const error of this.#unplaced) this.#put(only, error);
    this.#unplaced = [];
  }

  /** What Google says of a kind of resource holds for all operations, if they are all of one kind. */
  fillKind(): void {
    const ofKind = this.#unplaced.filter(isAboutKind);
    if (ofKind.length === 0) return;
    for (const gap of this.#gaps()) for (const error of ofKind) this.#put(gap, error);
    this.#unplaced = this.#unplaced.filter((error) => !isAboutKind(error));
  }

  /** The status text speaks of the first error, and never overrides what an error itself says. */
  followText(message: string): void {
    const position = textIndex(message);
    const first = this.#first;
    if (position === null || first === undefined || !this.#gaps().includes(position)) return;
    this.#put(position, first);
    this.#unplaced = this.#unplaced.filter((error) => error !== first);
    this.#first = undefined;
  }

  #gaps(): readonly number[] {
    const gaps: number[] = [];
    for (let position = 0; position < this.#size; position += 1) {
      if (this.#isOpen(position) && !this.#placed.has(position)) gaps.push(position);
    }
    return gaps;
  }

  #put(position: number, error: FailureError): void {
    const there = this.#placed.get(position);
    if (there === undefined) this.#placed.set(position, [error]);
    else there.push(error);
  }
}

/** A failure without any error that could be decoded still says something in its status. */
function readableErrors(failure: Failure): readonly FailureError[] {
  if (failure.errors.length > 0) return failure.errors;
  const message = failure.status?.message ?? "";
  if (message === "" && failure.undecoded.length === 0) return [];
  const text = message === "" ? "Google reported an error in a form that cannot be read." : message;
  return [{ ...ownError("UNREADABLE_FAILURE", text), path: textPath(message) }];
}

function withoutDuplicates(errors: readonly FailureError[]): readonly FailureError[] {
  // Most operations have one error, which needs no comparison.
  const kept = new Map<number | null, { readonly first: FailureError; texts?: Set<string> }>();
  return errors.filter((error) => {
    const operation = operationIndex(error.path);
    const there = kept.get(operation);
    if (there === undefined) {
      kept.set(operation, { first: error });
      return true;
    }
    there.texts ??= new Set([JSON.stringify(there.first)]);
    const before = there.texts.size;
    return there.texts.add(JSON.stringify(error)).size > before;
  });
}
