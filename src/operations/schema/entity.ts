import { existsSync } from "node:fs";
import protobuf from "protobufjs";
import { apiVersion, protoPath, readProto } from "../../api/package.ts";
import { loadProtos, pascalCase } from "../../api/protos.ts";

/** What a row may ask for. The names are the members of every `…Operation` message. */
export type Verb = "create" | "update" | "remove";

/** One member of `MutateOperation`: a kind of resource that a row can be about, and its operations. */
export interface Entity {
  /** In the API's snake_case, without `_operation`: `ad_group_criterion`. */
  readonly name: string;
  /** Field number in `MutateOperation`. */
  readonly number: number;
  /** `AdGroupCriterionOperation` and the like. */
  readonly operation: protobuf.Type;
  /** The resource's message; null for actions such as `book_campaigns`, which have no verbs. */
  readonly resource: protobuf.Type | null;
  readonly verbs: ReadonlySet<Verb>;
}

/** What a field may be used for; a field can be both required and immutable. */
export type Behavior = "REQUIRED" | "IMMUTABLE" | "OUTPUT_ONLY" | "INPUT_ONLY";

const VERBS: readonly Verb[] = ["create", "update", "remove"];

const ACTIONS: ReadonlySet<string> = new Set(["book_campaigns", "quote_campaigns"]);

let operationNumbers: ReadonlyMap<string, number> | undefined;

const entities = new Map<string, Entity>();

const patterns = new Map<string, readonly string[]>();

const behaviors = new WeakMap<protobuf.Field, ReadonlySet<Behavior>>();

const unannotated = new WeakMap<protobuf.Field, string | null>();

/** All entities by name, with their field numbers in `MutateOperation`, in the order of its definition. */
export function entityNumbers(): ReadonlyMap<string, number> {
  if (operationNumbers === undefined) {
    // Parsed alone, without its 260 imports: only names and numbers are wanted here.
    const file = protobuf.parse(readProto("services/google_ads_service.proto"), { keepCase: true });
    const message = file.root.lookupType(typeName("services.MutateOperation"));
    operationNumbers = new Map(
      message.fieldsArray.map((field) => [field.name.replace(/_operation$/, ""), field.id]),
    );
  }
  return operationNumbers;
}

/** The entity of that name (`ad_group`), or undefined if `MutateOperation` has no such member. */
export function entityOf(name: string): Entity | undefined {
  const known = entities.get(name);
  if (known !== undefined) return known;
  const number = entityNumbers().get(name);
  if (number === undefined) return undefined;
  const isAction = ACTIONS.has(name);
  const root = loadProtos([isAction ? `actions/${name}.proto` : `services/${name}_service.proto`]);
  const operation = root.lookupType(
    typeName(`${isAction ? "actions" : "services"}.${pascalCase(name)}Operation`),
  );
  const verbs = VERBS.filter((verb) => operation.fields[verb] !== undefined);
  const resourceField = operation.fields["create"] ?? operation.fields["update"];
  const entity: Entity = {
    name,
    number,
    operation,
    resource: resourceField === undefined ? null : messageOf(resourceField),
    verbs: new Set(verbs),
  };
  entities.set(name, entity);
  return entity;
}

/** The field of that name; a user may have written anything, names of `Object.prototype` included. */
export function fieldNamed(type: protobuf.Type, name: string): protobuf.Field | undefined {
  return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
}

/**
 * Entities whose operations Google refuses together with partial failure
 * (`MutateError.OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE`); no annotation shows this. Google's guide to
 * batch processing lists them as not supported there for that reason.
 */
const WITHOUT_PARTIAL_FAILURE = [
  "customer",
  "customer_conversion_goal",
  "campaign_conversion_goal",
  "custom_conversion_goal",
  "conversion_goal_campaign_config",
];

let numbersWithoutPartialFailure: ReadonlySet<number> | undefined;

/** Whether an encoded `MutateOperation` has to be sent without partial failure. */
export function refusesPartialFailure(operation: Uint8Array): boolean {
  numbersWithoutPartialFailure ??= new Set(
    WITHOUT_PARTIAL_FAILURE.map((name) => entityNumbers().get(name) ?? Number.NaN),
  );
  return numbersWithoutPartialFailure.has(entityNumberOf(operation));
}

/** The number of the entity that an encoded `MutateOperation` is about. */
export function entityNumberOf(operation: Uint8Array): number {
  // The message holds one field, whose tag (number × 8 + wire type) is a varint of one or two bytes.
  const first = operation[0] ?? 0;
  return (first < 0x80 ? first : (first & 0x7f) | ((operation[1] ?? 0) << 7)) >>> 3;
}

/** The message type of a field, or null if it is a scalar or an enum. */
export function messageOf(field: protobuf.Field): protobuf.Type | null {
  const type = field.resolve().resolvedType;
  return type instanceof protobuf.Type ? type : null;
}

/** The enum type of a field, or null. */
export function enumOf(field: protobuf.Field): protobuf.Enum | null {
  const type = field.resolve().resolvedType;
  return type instanceof protobuf.Enum ? type : null;
}

/**
 * Annotations that are wrong. `CampaignBidModifier.campaign` is annotated as output only, but then none
 * could be created; Google's own examples set it (add_campaign_bid_modifier of the client libraries).
 */
const CORRECTED: Readonly<Record<string, readonly Behavior[]>> = {
  "CampaignBidModifier.campaign": ["REQUIRED", "IMMUTABLE"],
};

/**
 * The `(google.api.field_behavior)` annotations of a field. Read from the parsed options: a field with
 * two of them (required and immutable) keeps only the last one in the flat `options`.
 */
export function behaviorsOf(field: protobuf.Field): ReadonlySet<Behavior> {
  let found = behaviors.get(field);
  if (found === undefined) {
    const corrected = CORRECTED[`${field.parent?.name ?? ""}.${field.name}`];
    const parsed = (field.parsedOptions ?? []) as readonly Readonly<Record<string, unknown>>[];
    found = new Set(
      corrected ??
        parsed.flatMap((option) => (option["(google.api.field_behavior)"] ?? []) as Behavior),
    );
    behaviors.set(field, found);
  }
  return found;
}

/** The resource type that a string field names (`googleads.googleapis.com/AdGroup`), or null. */
export function referenceOf(field: protobuf.Field): string | null {
  const type: unknown = field.options?.["(google.api.resource_reference).type"];
  if (typeof type === "string") return type === "*" ? null : type;
  let found = unannotated.get(field);
  if (found === undefined) {
    found = unannotatedReference(field);
    unannotated.set(field, found);
  }
  return found;
}

/**
 * The messages in common/ do not have these annotations, but their names are consistent: `LocationInfo` has a
 * `geo_target_constant`, commented as "The geo target constant resource name", and
 * `ListingGroupInfo` a `parent_ad_group_criterion`.
 */
function unannotatedReference(field: protobuf.Field): string | null {
  if (field.type !== "string" || !/\bresource\b/i.test(field.comment ?? "")) return null;
  const words = (field.repeated ? field.name.replace(/s$/, "") : field.name).split("_");
  const name = words
    .map((_, start) => words.slice(start).join("_"))
    .find((suffix) => existsSync(protoPath(`resources/${suffix}.proto`)));
  return name === undefined ? null : `googleads.googleapis.com/${pascalCase(name)}`;
}

/**
 * The name patterns of a resource type, as in `customers/{customer_id}/adGroups/{ad_group_id}`;
 * empty if the installed package does not describe that type.
 */
export function patternsOf(resourceType: string): readonly string[] {
  let found = patterns.get(resourceType);
  if (found === undefined) {
    found = readPatterns(resourceType);
    patterns.set(resourceType, found);
  }
  return found;
}

function readPatterns(resourceType: string): readonly string[] {
  const name = resourceType.slice(resourceType.lastIndexOf("/") + 1);
  const file = `resources/${snakeCase(name)}.proto`;
  if (!existsSync(protoPath(file))) return [];
  // Parsed alone, without its imports: only the annotation is wanted.
  const { root } = protobuf.parse(readProto(file), { keepCase: true });
  const message = root.lookup(typeName(`resources.${name}`));
  if (!(message instanceof protobuf.Type)) return [];
  // The parser types parsed options as one object; it holds a list of them, one record each.
  const options = (message.parsedOptions ?? []) as unknown as readonly ResourceOption[];
  return options.flatMap((option) => option["(google.api.resource)"]?.pattern ?? []);
}

interface ResourceOption {
  readonly "(google.api.resource)"?: { readonly pattern?: string | readonly string[] };
}

/** The full name of a type of the installed API version. */
function typeName(name: string): string {
  return `google.ads.googleads.${apiVersion()}.${name}`;
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
}
