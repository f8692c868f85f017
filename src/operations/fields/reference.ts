import {
  behaviorsOf,
  type Entity,
  entityNumbers,
  entityOf,
  referenceOf,
} from "../schema/entity.ts";
import { keyRuleOf } from "../schema/natural-key.ts";

/**
 * Columns that name another resource by its own name instead of its resource name: `campaign.name` for an
 * ad group's campaign, `ad_group.name` and `campaign.name` for a keyword's ad group.
 */
export interface Reference {
  /** The field that the resource name is written to. */
  readonly field: string;
  readonly entity: string;
  /** The fields to look it up by, as written in queries; the resource's own name comes first. */
  readonly parts: readonly { readonly path: string; readonly column: number }[];
  readonly isImmutable: boolean;
  readonly isRequired: boolean;
}

/** The references that these columns make up. The columns are not fields of the entity. */
export function referencesOf(
  { resource }: Entity,
  columns: ReadonlyMap<string, number>,
): readonly Reference[] {
  if (resource === null || ![...columns.keys()].some((path) => path.endsWith(".name"))) return [];
  return resource.fieldsArray.flatMap((field): readonly Reference[] => {
    const behaviors = behaviorsOf(field);
    const entity = field.type === "string" ? entityNamed(referenceOf(field)) : null;
    if (entity === null || field.repeated || behaviors.has("OUTPUT_ONLY")) return [];
    const keys = keyRuleOf(entity)?.fields ?? [];
    if (!keys.includes("name")) return [];
    const own = columns.get(`${field.name}.name`) ?? columns.get(`${entity}.name`);
    if (own === undefined || field.name === "resource_name") return [];
    const above = keys.flatMap((key) =>
      key === "name"
        ? []
        : [`${key}.name`, `${key}.id`].flatMap((path) => {
            const column = columns.get(path);
            return column === undefined ? [] : [{ path, column }];
          }),
    );
    return [
      {
        field: field.name,
        entity,
        parts: [{ path: `${entity}.name`, column: own }, ...above],
        isImmutable: behaviors.has("IMMUTABLE"),
        isRequired: behaviors.has("REQUIRED"),
      },
    ];
  });
}

function entityNamed(resourceType: string | null): string | null {
  const type = resourceType?.slice(resourceType.lastIndexOf("/") + 1) ?? "";
  const name = type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
  const entity = entityNumbers().has(name) ? entityOf(name) : undefined;
  return entity?.resource?.fields["name"] === undefined ? null : name;
}
