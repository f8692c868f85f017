import protobuf from "protobufjs";
import { type Batch, openBatch, type Temporary } from "../batch.ts";
import { decode, type Message } from "../message.ts";
import type { Mutator } from "../mutate.ts";
import { applyOperation, type OperationResult } from "../operation.ts";
import { at, type Path, type Refusal } from "../refusal.ts";
import { dividedBy } from "../rules/listing-group.ts";
import { layerOver, mergeLayer } from "./layer.ts";
import { jobStatus, type StoredJob } from "./store.ts";
import { type TransactionKey, transactionOf } from "./transaction-key.ts";

/** How many operations are carried out before other calls get a turn. */
const SLICE = 500;

/** Carries out one job, a slice at a time. */
export interface Execution {
  /** False when the job is done. */
  next(): boolean;
}

/**
 * Carries out a job from where it stands. `limit` is the number of operations after which Google's
 * execution limit would end it.
 */
export function execution(mutator: Mutator, job: StoredJob, limit: number): Execution {
  const { api, state, catalogue } = mutator;
  const operationType = api.message("services.MutateOperation");
  const end = Math.min(job.size, limit);
  const memory = openBatch(state, job.customerId, catalogue.keptTypes);
  for (const [id, made] of state.jobs.temporaries(job.name))
    memory.temporary.set(id, asTemporary(made));
  let position = job.executed;
  let noted = memory.temporary.size;

  return {
    next() {
      const stored = state.jobs.operations(job.name, position, SLICE * 2);
      const operations = stored.map((bytes) => decode(operationType, bytes));
      memory.nextId = state.nextId(job.customerId);
      // Others may have changed the account between two slices.
      memory.standings.clear();
      state.begin();
      try {
        let done = 0;
        while (done < SLICE && done < operations.length && position < end) {
          const unit = transactionFrom(operations, done);
          for (const result of run(
            mutator,
            memory,
            operations.slice(done, done + unit.size),
            unit,
            position,
          )) {
            state.jobs.note(job.name, position, resultBytes(mutator, position, result));
            position += 1;
          }
          done += unit.size;
        }
        for (const [id, temporary] of [...memory.temporary].slice(noted))
          state.jobs.noteTemporary(job.name, id, temporary.kind === "made" ? temporary.id : null);
        noted = memory.temporary.size;
        state.setNextId(job.customerId, memory.nextId);
        const isDone = position >= end;
        state.jobs.advance(job.name, position, isDone ? jobStatus.done : jobStatus.running);
        state.commit();
        return !isDone;
      } catch (fault) {
        state.rollback();
        throw fault;
      }
    },
  };
}

function asTemporary(made: string | null): Temporary {
  return made === null ? { kind: "failed" } : { kind: "made", id: made };
}

interface Unit {
  readonly size: number;
  /** Undefined for an operation that is not part of a transaction. */
  readonly transaction: TransactionKey | undefined;
}

/** The adjacent operations, from there on, that are applied as a whole or not at all. */
function transactionFrom(operations: readonly Message[], from: number): Unit {
  const first = transactionOf(operations[from] ?? {});
  if (first === undefined) return { size: 1, transaction: undefined };
  let size = 1;
  let hasRoot = first.isRoot;
  for (; from + size < operations.length; size += 1) {
    const next = transactionOf(operations[from + size] ?? {});
    if (next?.key !== first.key) break;
    hasRoot ||= next.isRoot;
  }
  return hasRoot && size > 1 ? { size, transaction: first } : { size: 1, transaction: undefined };
}

function run(
  { state, catalogue }: Mutator,
  memory: Batch,
  operations: readonly Message[],
  { transaction }: Unit,
  first: number,
): readonly OperationResult[] {
  // The memory is that of one job, and this is about its next operations.
  // oxlint-disable-next-line no-param-reassign
  memory.divided = dividedBy(operations);
  if (transaction === undefined) {
    return operations.map((operation, index) =>
      applyOperation(operation, first + index, memory, catalogue),
    );
  }
  const layer = layerOver(memory);
  const savepoint = state.savepoint();
  const results = operations.map((operation, index) =>
    applyOperation(operation, first + index, layer, catalogue),
  );
  const isKept = results.every((result) => result.kind === "done");
  if (isKept) savepoint.release();
  else savepoint.rollback();
  mergeLayer(layer, memory, isKept);
  if (isKept) return results;
  const refusal: Refusal = { code: transaction.code, path: at(null, "mutate_operations", 0) };
  return results.map((result) =>
    result.kind === "refused" ? result : { kind: "refused", refusals: [refusal] },
  );
}

/** A `BatchJobResult`; its index is left out where it is 0, as proto3 does. */
function resultBytes(
  { api, failures }: Mutator,
  position: number,
  result: OperationResult,
): Uint8Array {
  const { fields } = api.message("services.BatchJobResult");
  const tag = (name: string, wireType: number): number => (fields[name]?.id ?? 0) * 8 + wireType;
  const writer = protobuf.Writer.create();
  if (position > 0) writer.uint32(tag("operation_index", 0)).int64(position);
  if (result.kind === "done") {
    writer.uint32(tag("mutate_operation_response", 2)).fork();
    writer.uint32(result.type.resultTag).fork();
    writer.uint32(10).string(result.resourceName).ldelim().ldelim();
  } else {
    const refusals = result.refusals.map((refusal) => ({
      ...refusal,
      path: refusal.path && rebased(refusal.path, position),
    }));
    writer.uint32(tag("status", 2)).bytes(failures.partialFailure(refusals, ""));
  }
  return writer.finish();
}

/**
 * It is not documented what a path in a batch result begins with, and what its index counts. So results
 * alternate between two forms, and code that relies on either form fails here.
 */
function rebased(path: Path, position: number): Path | null {
  if (path.parent !== null) {
    return { ...path, parent: rebased(path.parent, position) };
  }
  return position % 2 === 0 ? at(null, path.field, 0) : null;
}
