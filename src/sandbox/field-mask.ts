import type protobuf from "protobufjs";
import { errorCodes } from "./error-code.ts";
import { checkField, type FieldCheck, type FieldRule, type MessageRules } from "./field-rules.ts";
import { child, has, type Message } from "./message.ts";
import { at, type Path } from "./refusal.ts";

/** Checks one path of an update mask, and the value that it writes. */
export function checkMask(
  masked: string,
  source: Message,
  rules: MessageRules,
  sourcePath: Path,
  operationPath: Path,
  check: FieldCheck,
): void {
  const steps = masked.split(".");
  const last = steps.pop() ?? "";
  let scope: MessageRules | undefined = rules;
  let holder: Message | undefined = source;
  let place = sourcePath;
  for (const step of steps) {
    const rule: FieldRule | undefined = scope?.fields.get(step);
    if (rule?.immutable === true || rule?.outputOnly === true) {
      refuseLocked(rule.outputOnly, at(place, step), check);
      return;
    }
    scope = rule?.repeated === true ? undefined : rule?.message;
    holder = holder && child(holder, step);
    place = at(place, step);
  }
  const rule = scope?.fields.get(last);
  if (rule === undefined) {
    const written = masked.replaceAll(".", "/");
    check.refuse({
      code: errorCodes.maskFieldNotFound,
      path: at(operationPath, "update_mask"),
      message: `The field mask contained an invalid field: '${written}'.`,
    });
    return;
  }
  if (rule.immutable || rule.outputOnly) {
    refuseLocked(rule.outputOnly, at(place, last), check);
    return;
  }
  if (holder === undefined || !has(holder, last)) {
    if (rule.required) check.refuse({ code: errorCodes.cannotBeCleared, path: at(place, last) });
    return;
  }
  const inner = rule.repeated ? undefined : rule.message;
  if (inner !== undefined && isAnyMutable(inner)) {
    const written = masked.replaceAll(".", "/");
    check.refuse({
      code: errorCodes.maskHasSubfields,
      path: at(operationPath, "update_mask"),
      message: `The field mask updated a field with subfields: '${written}'. Fields with subfields may be cleared, but not updated.`,
    });
    return;
  }
  checkField(holder, rule, place, check);
}

/** An empty message is refused as well: Google wants the fields of it that the update leaves unset. */
function isAnyMutable({ fields }: MessageRules): boolean {
  return [...fields.values()].some(({ immutable, outputOnly }) => !immutable && !outputOnly);
}

function refuseLocked(outputOnly: boolean, path: Path, check: FieldCheck): void {
  check.refuse({ code: outputOnly ? errorCodes.fieldOutOfReach : errorCodes.immutable, path });
}

/** Writes, or clears, the field of a checked mask path. */
export function writeMasked(
  masked: string,
  source: Message,
  target: Message,
  type: protobuf.Type,
): void {
  const steps = masked.split(".");
  const last = steps.pop() ?? "";
  let from: Message | undefined = source;
  let to = target;
  let holder: protobuf.Type | undefined = type;
  for (const step of steps) {
    from = from && child(from, step);
    const next: Message = child(to, step) ?? {};
    leaveOneof(to, step, holder);
    to[step] = next;
    to = next;
    holder = messageOf(holder, step);
  }
  if (from === undefined || !has(from, last)) {
    delete to[last];
    return;
  }
  leaveOneof(to, last, holder);
  to[last] = from[last];
}

/** Setting one member of a oneof unsets the others. */
function leaveOneof(message: Message, field: string, type: protobuf.Type | undefined): void {
  const members = type?.fields[field]?.partOf?.oneof ?? [];
  for (const other of members) if (other !== field) delete message[other];
}

function messageOf(type: protobuf.Type | undefined, field: string): protobuf.Type | undefined {
  const resolved = type?.fields[field]?.resolvedType;
  // A step inside a mask leads through a message, and only messages have fields.
  return resolved !== null && resolved !== undefined && "fields" in resolved ? resolved : undefined;
}
