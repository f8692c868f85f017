/** What tells rows apart: the exact text of a column, or only whether it is filled. */
export interface Question {
  readonly column: number;
  readonly by: "text" | "fill";
}

/** Finds what is known of a row by its answers to a series of questions. */
export class ShapeTree<Shape> {
  readonly #isFilled: (cell: string) => boolean;
  #root: Node<Shape> | undefined;
  #count = 0;

  constructor(isFilled: (cell: string) => boolean) {
    this.#isFilled = isFilled;
  }

  /** How many shapes it has. */
  get size(): number {
    return this.#count;
  }

  find(cells: readonly string[]): Shape | undefined {
    let node = this.#root;
    while (node !== undefined && node.kind === "fork") {
      const cell = cells[node.column] ?? "";
      node =
        node.by === "text" ? byText(node, cell) : this.#isFilled(cell) ? node.filled : node.empty;
    }
    return node?.shape;
  }

  /** Adds the shape of a row. Rows with the same answers so far have to have the same next question. */
  add(cells: readonly string[], questions: readonly Question[], shape: Shape): void {
    this.#root = this.#grown(this.#root, cells, questions, 0, { kind: "end", shape });
    this.#count += 1;
  }

  #grown(
    node: Node<Shape> | undefined,
    cells: readonly string[],
    questions: readonly Question[],
    depth: number,
    end: End<Shape>,
  ): Node<Shape> {
    const question = questions[depth];
    if (question === undefined) return end;
    const fork = node?.kind === "fork" ? node : forkOf<Shape>(question);
    if (fork.column !== question.column) throw new Error("rows of one shape ask other questions");
    const cell = cells[question.column] ?? "";
    const grow = (next: Node<Shape> | undefined): Node<Shape> =>
      this.#grown(next, cells, questions, depth + 1, end);
    if (fork.by === "text") {
      fork.found = grow(fork.answers.get(cell));
      fork.last = ownText(cell);
      fork.answers.set(fork.last, fork.found);
    } else if (this.#isFilled(cell)) fork.filled = grow(fork.filled);
    else fork.empty = grow(fork.empty);
    return fork;
  }
}

type Node<Shape> = Fork<Shape> | End<Shape>;

interface End<Shape> {
  readonly kind: "end";
  readonly shape: Shape;
}

interface Fork<Shape> extends Question {
  readonly kind: "fork";
  /** By text, if the question is about it. */
  readonly answers: Map<string, Node<Shape>>;
  /** What was found last: rows that follow each other mostly have the same texts. */
  last: string;
  found: Node<Shape> | undefined;
  filled: Node<Shape> | undefined;
  empty: Node<Shape> | undefined;
}

function byText<Shape>(fork: Fork<Shape>, cell: string): Node<Shape> | undefined {
  if (fork.found !== undefined && fork.last === cell) return fork.found;
  const found = fork.answers.get(cell);
  fork.last = cell;
  fork.found = found;
  return found;
}

function forkOf<Shape>({ column, by }: Question): Fork<Shape> {
  return {
    kind: "fork",
    column,
    by,
    answers: new Map(),
    last: "",
    found: undefined,
    filled: undefined,
    empty: undefined,
  };
}

/** The same text by itself: a cell is a part of a piece of its file, which it would keep in memory. */
function ownText(cell: string): string {
  return Buffer.from(cell, "utf16le").toString("utf16le");
}
