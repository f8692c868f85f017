import { errorCodes } from "../error-code.ts";
import { child, has, text } from "../message.ts";
import { at } from "../refusal.ts";
import {
  characters,
  checkLength,
  type Draft,
  type EntityRules,
  requireField,
} from "./entity-rules.ts";

const LONGEST_LABEL = 80;

const LONGEST_TEXT = 90;

/** resources/label.proto. */
export const labelRules: EntityRules = {
  check: (draft) => {
    requireField(draft, errorCodes.required, "name");
    checkLength(draft, "name", LONGEST_LABEL, {
      tooShort: errorCodes.invalidLabelName,
      tooLong: errorCodes.tooLong,
    });
  },
  keys: (resource) => {
    const name = text(resource, "name");
    if (name === undefined) return [];
    return [{ key: `label|${name}`, code: errorCodes.duplicateLabelName, field: "name" }];
  },
};

/** resources/asset.proto. */
export const assetRules: EntityRules = {
  check: (draft) => {
    checkTextAsset(draft);
    checkAssetTexts(draft);
    const hasData = Object.keys(draft.resource).some(
      (field) => field.endsWith("_asset") && has(draft.resource, field),
    );
    if (draft.verb === "create" && !hasData) {
      draft.refuse(errorCodes.assetDataMissing, at(draft.path, "asset_data"));
    }
  },
  keys: (resource) => {
    const name = text(resource, "name");
    if (name === undefined || name === "") return [];
    return [{ key: `asset|${name}`, code: errorCodes.duplicateAssetName, field: "name" }];
  },
};

/** common/asset_types.proto: how long the texts of the other kinds of assets may be. */
const assetTexts = [
  ["callout_asset", "callout_text", 25],
  ["sitelink_asset", "link_text", 25],
  ["sitelink_asset", "description1", 35],
  ["sitelink_asset", "description2", 35],
  ["mobile_app_asset", "link_text", 25],
] as const;

function checkAssetTexts(draft: Draft): void {
  for (const [kind, field, longest] of assetTexts) {
    const words = text(child(draft.resource, kind) ?? {}, field);
    if (words === undefined || !draft.touches(`${kind}.${field}`)) continue;
    const place = at(at(draft.path, kind), field);
    if (characters(words) > longest) draft.refuse(errorCodes.tooLong, place, { trigger: words });
  }
}

function checkTextAsset(draft: Draft): void {
  const asset = child(draft.resource, "text_asset");
  if (asset === undefined || draft.verb !== "create") return;
  const words = text(asset, "text");
  const place = at(at(draft.path, "text_asset"), "text");
  if (words === undefined) draft.refuse(errorCodes.required, place);
  else if (words.trim() === "") draft.refuse(errorCodes.tooShort, place, { trigger: words });
  else if (characters(words) > LONGEST_TEXT) draft.refuse(errorCodes.tooLong, place);
}
