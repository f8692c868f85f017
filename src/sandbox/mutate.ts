import { status } from "@grpc/grpc-js";
import protobuf from "protobufjs";
import type { State } from "./account-state.ts";
import type { Api } from "./api.ts";
import { type Batch, openBatch } from "./batch.ts";
import { errorCodes } from "./error-code.ts";
import type { FailureWriter } from "./failure-writer.ts";
import type { CallFault } from "./injected-fault.ts";
import { child, children, flag, has, type Message, text } from "./message.ts";
import { applyOperation, type OperationResult } from "./operation.ts";
import { at, type Refusal } from "./refusal.ts";
import type { Catalogue, ResourceType } from "./resource-type.ts";
import { dividedBy } from "./rules/listing-group.ts";
import { specialAnswer, tooManyRequests } from "./special-accounts.ts";

/** The most operations that one request may hold. */
export const MOST_OPERATIONS = 10_000;

export type Answer =
  | { readonly kind: "answered"; readonly bytes: Uint8Array }
  | { readonly kind: "refused"; readonly code: status; readonly refusals: readonly Refusal[] };

export interface Mutator {
  readonly api: Api;
  readonly catalogue: Catalogue;
  readonly state: State;
  readonly failures: FailureWriter;
}

/**
 * Members that cannot be part of a request with partial failure, as Google's guide to batch
 * processing lists them; the descriptors do not show it.
 */
const withoutPartialFailure = new Set([
  "campaign_conversion_goal_operation",
  "conversion_goal_campaign_config_operation",
  "custom_conversion_goal_operation",
  "customer_conversion_goal_operation",
  "customer_operation",
]);

/** Answers GoogleAdsService.Mutate. `fault` is the fault to produce among the operations, if any. */
export function mutate(
  mutator: Mutator,
  request: Message,
  requestId: string,
  fault?: CallFault,
): Answer {
  const { state, catalogue } = mutator;
  const customerId = text(request, "customer_id") ?? "";
  const operations = children(request, "mutate_operations");
  const partialFailure = flag(request, "partial_failure");
  const validateOnly = flag(request, "validate_only");

  const refusal = refuseRequest(customerId) ?? refuseOperations(operations, partialFailure);
  if (refusal !== undefined) return refusal;
  const special = specialAnswer(customerId);
  if (special !== undefined) {
    if (special.kind !== "operations" || !partialFailure)
      return refuse(special.refusal, special.code);
    const refusals = operations.map((_, index) => ({
      ...special.refusal,
      path: at(null, "mutate_operations", index),
    }));
    const none = operations.map(() => undefined);
    return answer(mutator, validateOnly ? [] : none, refusals, requestId);
  }

  if (fault?.kind === "throttled") {
    const said = tooManyRequests(fault.ms);
    if (!partialFailure) return refuse(said, status.RESOURCE_EXHAUSTED);
    const refusals = operations.map((_, index) => ({
      ...said,
      path: at(null, "mutate_operations", index),
    }));
    const none = operations.map(() => undefined);
    return answer(mutator, validateOnly ? [] : none, refusals, requestId);
  }
  if (fault?.kind === "masked" && operations.length > 1 && operations.some(isMasked)) {
    const path = at(null, "mutate_operations", 0);
    return refuse({ code: errorCodes.internal, path }, status.INTERNAL);
  }

  const batch = openBatch(state, customerId, catalogue.keptTypes);
  batch.divided = dividedBy(operations);
  const results: (Done | undefined)[] = [];
  const refusals: Refusal[] = [];
  state.begin();
  try {
    for (const [index, operation] of operations.entries()) {
      const isStruck = fault?.kind === "transient" && index % (fault.ms ?? 2) === 0;
      const result = isStruck
        ? struck(operation, index, batch)
        : applyOperation(operation, index, batch, catalogue);
      if (result.kind === "refused") refusals.push(...result.refusals);
      results.push(result.kind === "done" ? result : undefined);
    }
    const keep = !validateOnly && (partialFailure || refusals.length === 0);
    if (keep) state.setNextId(customerId, batch.nextId);
    if (keep) state.commit();
    else state.rollback();
  } catch (error) {
    state.rollback();
    throw error;
  }

  if (!partialFailure && refusals.length > 0) {
    return { kind: "refused", code: status.INVALID_ARGUMENT, refusals };
  }
  return answer(mutator, validateOnly ? [] : results, refusals, requestId);
}

/** An operation that was not applied although nothing is wrong with it; its resource does not exist. */
function struck(operation: Message, index: number, batch: Batch): OperationResult {
  const member = Object.keys(operation).find((field) => has(operation, field)) ?? "";
  const created = child(child(operation, member) ?? {}, "create");
  const name = (created && text(created, "resource_name")) ?? "";
  const id = name.slice(name.lastIndexOf("/") + 1);
  if (id.startsWith("-")) batch.temporary.set(id, { kind: "failed" });
  const path = at(null, "mutate_operations", index);
  return { kind: "refused", refusals: [{ code: errorCodes.transient, path }] };
}

function isMasked(operation: Message): boolean {
  return JSON.stringify(operation).includes("masked fault");
}

/** Refuses a request because of its customer; used by every method. */
export function refuseRequest(customerId: string): Answer | undefined {
  if (/^\d{10}$/.test(customerId)) return undefined;
  const message = `Invalid customer ID '${customerId}'.`;
  return refuse({ code: errorCodes.invalidCustomerId, path: null, message });
}

function refuseOperations(
  operations: readonly Message[],
  partialFailure: boolean,
): Answer | undefined {
  if (operations.length > MOST_OPERATIONS) {
    return refuse({ code: errorCodes.tooManyOperations, path: null });
  }
  if (operations.length === 0) {
    return refuse({ code: errorCodes.required, path: at(null, "mutate_operations") });
  }
  return partialFailure ? refuseWithPartialFailure(operations) : undefined;
}

/** Refuses operations that cannot be part of a request with partial failure, which a batch job is too. */
export function refuseWithPartialFailure(operations: readonly Message[]): Answer | undefined {
  const refusals = operations.flatMap((operation, index): Refusal[] => {
    const member = Object.keys(operation).find((field) => has(operation, field)) ?? "";
    if (!withoutPartialFailure.has(member)) return [];
    const path = at(at(null, "mutate_operations", index), member);
    return [{ code: errorCodes.noPartialFailure, path }];
  });
  if (refusals.length === 0) return undefined;
  return { kind: "refused", code: status.INVALID_ARGUMENT, refusals };
}

/** A request that is refused for one reason. */
export function refuse(refusal: Refusal, code: status = status.INVALID_ARGUMENT): Answer {
  return { kind: "refused", code, refusals: [refusal] };
}

interface Done {
  readonly type: ResourceType;
  readonly resourceName: string;
}

/** Writes a `MutateGoogleAdsResponse`: an empty message at the position of each refused operation. */
function answer(
  { api, failures }: Mutator,
  results: readonly (Done | undefined)[],
  refusals: readonly Refusal[],
  requestId: string,
): Answer {
  const { fields } = api.message("services.MutateGoogleAdsResponse");
  const writer = protobuf.Writer.create();
  const resultsTag = tagOf(fields["mutate_operation_responses"]);
  for (const result of results) {
    writer.uint32(resultsTag).fork();
    if (result !== undefined) {
      writer.uint32(result.type.resultTag).fork();
      writer.uint32(RESOURCE_NAME_TAG).string(result.resourceName).ldelim();
    }
    writer.ldelim();
  }
  if (refusals.length > 0) {
    writer.uint32(tagOf(fields["partial_failure_error"]));
    writer.bytes(failures.partialFailure(refusals, requestId));
  }
  return { kind: "answered", bytes: writer.finish() };
}

/** Field 1 of every result message, with a length. */
const RESOURCE_NAME_TAG = 10;

function tagOf(field: protobuf.Field | undefined): number {
  if (field === undefined) throw new Error("the answer to a mutate has lost a field");
  return field.id * 8 + 2;
}
