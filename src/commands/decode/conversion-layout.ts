import { apiVersion } from "../../api/package.ts";
import { loadProtos } from "../../api/protos.ts";
import type { PathElement } from "../../failure/failure.ts";
import { headerKey } from "../../operations/columns/column-map.ts";
import { fieldFor, type Layout, layoutOf } from "../../operations/fields/layout.ts";
import type { Entity } from "../../operations/schema/entity.ts";

/** What is uploaded in requests that have conversions in place of operations, by the field that holds them. */
const messages = {
  conversions: [
    "conversion_upload_service.ClickConversion",
    "conversion_upload_service.CallConversion",
  ],
  conversion_adjustments: ["conversion_adjustment_upload_service.ConversionAdjustment"],
} as const;

export type Uploaded = keyof typeof messages;

/** What the request of an error holds, if it is conversions. */
export function uploadedIn([first]: readonly PathElement[]): Uploaded | null {
  return first?.name === "conversions" || first?.name === "conversion_adjustments"
    ? first.name
    : null;
}

/** The fields of the headers in Google's templates, by `headerKey`; the first one that the message has counts. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  googleclickid: ["gclid", "gclid_date_time_pair.gclid"],
  conversionname: ["conversion_action"],
  conversiontime: ["conversion_date_time", "gclid_date_time_pair.conversion_date_time"],
  conversioncurrency: ["currency_code"],
  transactionid: ["order_id"],
  email: ["user_identifiers[0].hashed_email"],
  phonenumber: ["user_identifiers[1].hashed_phone_number"],
  callersphonenumber: ["caller_id"],
  callstarttime: ["call_start_date_time"],
  adjustmenttime: ["adjustment_date_time"],
  adjustedvalue: ["restatement_value.adjusted_value"],
  adjustedvaluecurrency: ["restatement_value.currency_code"],
  aduserdata: ["consent.ad_user_data"],
  adpersonalization: ["consent.ad_personalization"],
};

/**
 * How the columns of a sheet of conversions lie in the message that was uploaded: the headers are names of
 * the API or those of Google's templates. `fields` gives the fields of a header by a user's map; null if the
 * map does not name it.
 */
export function conversionLayout(
  uploaded: Uploaded,
  headers: readonly string[],
  fields: (header: string) => readonly string[] | null,
): Layout {
  const paths = headers.map(
    (header) => fields(header) ?? TEMPLATES[headerKey(header).replace(/\W/g, "")] ?? [header],
  );
  const layouts = messages[uploaded].map((name) => {
    const entity = entityFor(name);
    return layoutOf(
      entity,
      paths.map((of) => fieldFor(entity, of)),
    );
  });
  // Clicks and calls share most fields, so the better match is the one that was uploaded.
  const [best] = layouts.toSorted((a, b) => a.unknown.length - b.unknown.length);
  if (best === undefined) throw new Error(`no message for ${uploaded}`);
  return best;
}

/** Whether what is uploaded has a field of that name. */
export function isConversionField(uploaded: Uploaded, field: string): boolean {
  return (
    knownColumns(
      conversionLayout(uploaded, [field], () => null),
      [field],
    ) > 0
  );
}

/** How many headers are fields. */
export function knownColumns({ unknown, doubled }: Layout, headers: readonly string[]): number {
  return headers.length - unknown.length - doubled.length;
}

const read = new Map<string, Entity>();

/** A conversion has fields as a resource has, but it is never created, updated or removed. */
function entityFor(name: string): Entity {
  const known = read.get(name);
  if (known !== undefined) return known;
  const [file = "", message = ""] = name.split(".");
  const root = loadProtos([`services/${file}.proto`]);
  const resource = root.lookupType(`google.ads.googleads.${apiVersion()}.services.${message}`);
  const entity = {
    name: message,
    number: 0,
    operation: resource,
    resource,
    verbs: new Set<never>(),
  };
  read.set(name, entity);
  return entity;
}
