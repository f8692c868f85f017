import { isDeepStrictEqual } from "node:util";
import { type Builder, builderOf, type Operation, type RowDefaults } from "../build.ts";
import type { ColumnMap } from "../columns/column-map.ts";
import { type Gap, type GapValue, readRests } from "./gap.ts";
import { type RowTemplate, templateOf } from "./row-template.ts";
import type { ShapePlan } from "./shape-plan.ts";
import { shapesOf } from "./sheet-shapes.ts";

type Built = ReturnType<Builder["build"]>;

/** What is known of the rows of one shape. */
interface Compiling {
  readonly gaps: readonly Gap[];
  readonly rests: GapValue[];
  readonly plan: ShapePlan;
  state: Compiled | "not yet" | "never";
}

interface Compiled {
  readonly template: RowTemplate;
  /** The operation of the first row. */
  readonly first: Operation;
  /** A second row came out as the builder builds it. */
  isProven: boolean;
}

/**
 * The same as `builderOf`, and many times faster for rows that differ from one before only in plain values:
 * texts, numbers and names that mean nothing but themselves. The first such row is built as any other, and its
 * operation is the template of those that follow.
 */
export function compiledBuilderOf(
  headers: readonly string[],
  defaults: RowDefaults,
  map: ColumnMap | null = null,
): Builder {
  const builder = builderOf(headers, defaults, map);
  const shapeOf = shapesOf(builder, headers, defaults, map, (plan): Compiling => ({
    gaps: plan.gaps,
    rests: plan.gaps.map(() => 0),
    plan,
    state: "not yet",
  }));
  return {
    ...builder,
    build(cells, names, exemptions = null) {
      const isAlone = names !== undefined || exemptions !== null || cells.length > headers.length;
      const shape = isAlone ? null : shapeOf(cells);
      if (shape === null || shape.state === "never") return builder.build(cells, names, exemptions);
      if (shape.state === "not yet") {
        const built = builder.build(cells);
        shape.state = compiledFrom(built, shape, cells) ?? "never";
        return built;
      }
      const { plan, gaps, rests } = shape;
      const { template, first, isProven } = shape.state;
      const named = plan.namesOf(cells);
      const isPlain = named !== null && plan.isIdle(cells) && readRests(gaps, cells, rests);
      const bytes = isPlain ? template.fill(rests) : null;
      if (named === null || bytes === null) return builder.build(cells);
      const { kind, customerId, entity, verb, defines, passed } = first;
      const { uses, sought } = named;
      const filled: Operation = {
        kind,
        customerId,
        entity,
        verb,
        bytes,
        defines,
        uses,
        sought,
        passed,
        shape,
      };
      if (isProven) return filled;
      const built = builder.build(cells);
      if (isSame(built, filled)) shape.state.isProven = true;
      else shape.state = "never";
      return built;
    },
  };
}

/** Null if the row cannot be a template. What gives its name to others differs in more than its cells. */
function compiledFrom(
  built: Built,
  { gaps, rests }: Compiling,
  cells: readonly string[],
): Compiled | null {
  if (built.kind !== "operation" || built.defines !== null) return null;
  const template = templateOf(built.bytes, gaps);
  const again = readRests(gaps, cells, rests) ? (template?.fill(rests) ?? null) : null;
  if (template === null || again === null || !isEqual(again, built.bytes)) return null;
  return { template, first: built, isProven: false };
}

function isSame(built: Built, filled: Operation): boolean {
  return (
    built.kind === "operation" &&
    isEqual(built.bytes, filled.bytes) &&
    isDeepStrictEqual(
      { ...built, bytes: null, shape: null },
      { ...filled, bytes: null, shape: null },
    )
  );
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
