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

function checkTextAsset(draft: Draft): void {
  const asset = child(draft.resource, "text_asset");
  if (asset === undefined || draft.verb !== "create") return;
  const words = text(asset, "text");
  const place = at(at(draft.path, "text_asset"), "text");
  if (words === undefined) draft.refuse(errorCodes.required, place);
  else if (words.trim() === "") draft.refuse(errorCodes.tooShort, place, { trigger: words });
  else if (characters(words) > LONGEST_TEXT) draft.refuse(errorCodes.tooLong, place);
}
