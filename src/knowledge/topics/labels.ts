import type { Topic } from "../entry.ts";

/** Labels, shared lists and audiences. */
export const labels: Topic = {
  "LabelError.DUPLICATE_NAME": {
    happened: "The account already has a label with this name.",
    cause: "Two labels cannot have the same name.",
    remedy: "Use the existing label, or choose another name.",
    prevention: "Export the labels before creating new ones.",
  },
  "LabelError.INVALID_LABEL_NAME": {
    happened: "The label has no name.",
    cause: "The name cell of the row is empty.",
    remedy: "Fill the label's name with up to 80 characters.",
    prevention: "Check the name column of label sheets.",
  },
  "LabelError.CANNOT_APPLY_INACTIVE_LABEL": {
    happened: "The label is not active.",
    cause: "It was removed.",
    remedy: "Create the label again or choose another.",
    prevention: "Do not remove labels that are in use.",
    isElsewhere: true,
  },
  "LabelError.EXCEEDED_LABEL_LIMIT_PER_TYPE": {
    happened: "The item already has 50 labels, which is the limit.",
    cause: "Labels accumulated over time.",
    remedy: "Remove a label that is not needed.",
    prevention: "Clean up labels now and then.",
    isElsewhere: true,
  },
  "LabelError.CANNOT_APPLY_LABEL_TO_NEGATIVE_AD_GROUP_CRITERION": {
    happened: "Labels cannot be put on negative keywords.",
    cause: "The row names a negative keyword.",
    remedy: "Leave this row out of the label sheet.",
    prevention: "Keep only positive keywords in label sheets.",
  },
  "LabelError.INVALID_RESOURCE_FOR_MANAGER_LABEL": {
    happened: "A label of the manager account cannot be used here.",
    cause: "Such labels are for accounts only.",
    remedy: "Use a label of the account itself.",
    prevention: "Create campaign labels in the client account.",
  },
  "SharedSetError.DUPLICATE_NAME": {
    happened: "The account already has a shared list with this name.",
    cause: "The name is in use.",
    remedy: "Choose another name, or add to the existing list.",
    prevention: "Name lists by theme and year.",
  },
  "SharedSetError.SHARED_SET_REMOVED": {
    happened: "The shared list was removed.",
    cause: "It was deleted since the export.",
    remedy: "Create a new list and use its id.",
    prevention: "Check that lists exist before adding to them.",
  },
  "SharedSetError.SHARED_SET_IN_USE": {
    happened: "The shared list is in use and cannot be removed.",
    cause: "Campaigns are attached to it.",
    remedy: "Detach the campaigns first.",
    prevention: "List the campaigns of a list before removing it.",
    isElsewhere: true,
  },
  "CustomizerAttributeError.DUPLICATE_CUSTOMIZER_ATTRIBUTE_NAME": {
    happened: "The account already has a customizer with this name.",
    cause: "It was created earlier.",
    remedy: "Use the existing customizer, or another name.",
    prevention: "Keep one list of customizer names.",
  },
  "AudienceError.NAME_ALREADY_IN_USE": {
    happened: "The account already has an audience with this name.",
    cause: "The name is taken.",
    remedy: "Give the audience a unique name.",
    prevention: "Put the purpose into audience names.",
  },
  "UserListError.NAME_ALREADY_USED": {
    happened: "The account already has an audience list with this name.",
    cause: "It was created earlier in this account.",
    remedy: "Choose a new name for the list.",
    prevention: "Put the source of the data into list names.",
  },
};
