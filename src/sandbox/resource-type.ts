import protobuf from "protobufjs";
import type { Api } from "./api.ts";
import { type MessageRules, ruleCompiler } from "./field-rules.ts";
import { type NamePattern, namePatterns } from "./parsed-name.ts";

/** Where one id in the name of a new resource comes from. */
export type IdSource =
  | { readonly kind: "reference"; readonly field: string; readonly part: number }
  | {
      readonly kind: "value";
      readonly field: string;
      readonly names: Readonly<Record<number, string>> | undefined;
    }
  | { readonly kind: "counter" };

/** A kind of resource that can be mutated: one member of `MutateOperation`. */
export interface ResourceType {
  /** The member, such as `ad_group_operation`. */
  readonly member: string;
  /** The resource in API terms, such as `ad_group`. */
  readonly entity: string;
  readonly message: protobuf.Type;
  readonly pattern: NamePattern;
  readonly rules: MessageRules;
  readonly canCreate: boolean;
  readonly idSources: readonly IdSource[];
  /** The wire tag of its member in `MutateOperationResponse`. */
  readonly resultTag: number;
}

export interface Catalogue {
  /** Members such as `quote_campaigns_operation` are actions: they name no resource. */
  readonly byMember: ReadonlyMap<string, ResourceType | "action">;
  readonly byEntity: ReadonlyMap<string, ResourceType>;
  readonly patterns: ReadonlyMap<string, NamePattern>;
  /** The resource types that can be created. */
  readonly keptTypes: ReadonlySet<string>;
}

/** Everything that the descriptors tell about the members of `MutateOperation`. */
export function readCatalogue(api: Api): Catalogue {
  const patterns = namePatterns(api);
  const compile = ruleCompiler(patterns);
  const results = api.message("services.MutateOperationResponse").fields;
  const byMember = new Map<string, ResourceType | "action">();
  const byEntity = new Map<string, ResourceType>();

  for (const field of api.message("services.MutateOperation").fieldsArray) {
    const operation = field.resolve().resolvedType;
    if (!(operation instanceof protobuf.Type)) continue;
    const { create, update } = operation.fields;
    const message = (create ?? update)?.resolve().resolvedType;
    if (!(message instanceof protobuf.Type)) {
      byMember.set(field.name, "action");
      continue;
    }
    const entity = field.name.replace(/_operation$/, "");
    const result = results[`${entity}_result`];
    const pattern = patterns.get(`googleads.googleapis.com/${message.name}`);
    if (result === undefined || pattern === undefined) {
      throw new Error(`${field.name} has no result or no resource name`);
    }
    const type: ResourceType = {
      member: field.name,
      entity,
      message,
      pattern,
      rules: compile(message),
      canCreate: create !== undefined,
      idSources: pattern.placeholders.map((id) => idSource(id, compile(message), pattern)),
      resultTag: result.id * 8 + 2,
    };
    byMember.set(field.name, type);
    byEntity.set(entity, type);
  }
  const creatable = [...byEntity.values()].filter((type) => type.canCreate);
  return {
    byMember,
    byEntity,
    patterns,
    keptTypes: new Set(creatable.map((type) => type.pattern.type)),
  };
}

/**
 * An id in a name is taken from a field that refers to a resource with that id in its own name
 * (`ad_group` for `{ad_group_id}`), or from a field of that name (`field_type`); what is left is new.
 */
function idSource(placeholder: string, { fields }: MessageRules, own: NamePattern): IdSource {
  const stem = placeholder.replace(/_id$/, "");
  for (const rule of fields.values()) {
    if (rule.reference === undefined || rule.repeated || rule.outputOnly) continue;
    const part =
      rule.name === stem
        ? rule.reference.placeholders.length - 1
        : rule.reference.placeholders.indexOf(placeholder);
    const refersToItsLike = rule.reference.type === own.type;
    if (part >= 0 && !refersToItsLike) return { kind: "reference", field: rule.name, part };
  }
  if (!placeholder.endsWith("_id")) {
    const rule = fields.get(placeholder) ?? fields.get("type");
    if (rule !== undefined) return { kind: "value", field: rule.name, names: rule.values };
  }
  return { kind: "counter" };
}
