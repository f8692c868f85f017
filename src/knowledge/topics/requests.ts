import type { Topic } from "../entry.ts";

/** How requests are made, and what may be asked of a resource. */
export const requests: Topic = {
  "RequestError.OPERATION_REQUIRED": {
    happened: "The row does not say what to do.",
    cause: "Neither create, update nor remove reached Google.",
    remedy: "Fill the column operation, or pass --operation.",
    prevention: "Keep the column operation in every mixed sheet.",
  },
  "RequestError.REQUIRED_FIELD_MISSING": {
    happened: "A field that the request needs is missing.",
    cause: "A required cell of the row is empty.",
    remedy: "Fill the missing field.",
    prevention: "Check sheets with rowmend check before the upload.",
  },
  "RequestError.IMMUTABLE_FIELD": {
    happened: "The field can be set only when the resource is created.",
    cause: "The row is an update and gives it a value.",
    remedy: "Leave the field empty in an update row.",
    prevention: "Keep create and update sheets apart.",
  },
  "RequestError.INVALID_ENUM_VALUE": {
    happened: "The value is not allowed in this field.",
    cause: "It is misspelled, or belongs to another list.",
    remedy: "Write one of the values that the field accepts.",
    prevention: "Pick values from the list in rowmend template.",
  },
  "RequestError.CANNOT_MODIFY_FOREIGN_FIELD": {
    happened: "The row changes a field of another resource.",
    cause: "For example, it changes a budget through a campaign.",
    remedy: "Write the change as a row of the resource that owns the field.",
    prevention: "Use one entity for each kind of change.",
  },
  "RequestError.TOO_MANY_MUTATE_OPERATIONS": {
    happened: "The request has more rows than Google allows.",
    cause: "The batch was too large.",
    remedy: "Reduce --batch-size to 10,000 or less.",
    prevention: "Do not raise the batch size above its default.",
  },
  "RequestError.TOO_MANY_ACTION_OPERATIONS": {
    happened: "The request has too many actions.",
    cause: "Actions may only be sent a few at a time.",
    remedy: "Send fewer of them at once.",
    prevention: "Keep actions out of bulk sheets.",
  },
  "RequestError.RPC_DEADLINE_TOO_SHORT": {
    happened: "The time given to the request was too short.",
    cause: "Little time was left when it was sent.",
    remedy: "Send it again; nothing was changed.",
    prevention: "Keep batches small on slow connections.",
  },
  "MutateError.OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE": {
    happened: "Rows of this entity can only be accepted or rejected together.",
    cause: "The entity does not support partial failure.",
    remedy:
      "Report the entity to the makers of rowmend. If you make the change in Google Ads meanwhile, drop the row.",
    prevention: "Keep this entity in a separate sheet.",
  },
  "MutateError.RESOURCE_DOES_NOT_SUPPORT_VALIDATE_ONLY": {
    happened: "Rows of this entity cannot be validated without applying them.",
    cause: "Google does not offer validation for it.",
    remedy: "Upload such rows without --validate-only, in a file of their own.",
    prevention: "Use rowmend check for such rows.",
  },
  "PartialFailureError.PARTIAL_FAILURE_MODE_REQUIRED": {
    happened: "The service works only with partial failure.",
    cause: "The request was sent without it.",
    remedy: "Report this to the makers of rowmend with the request id.",
    prevention: "Use rowmend's own upload rather than a changed client.",
  },
  "OperationAccessDeniedError.OPERATION_NOT_PERMITTED_FOR_CAMPAIGN_TYPE": {
    happened: "This type of campaign does not allow the change.",
    cause: "The campaign manages it automatically.",
    remedy: "Take the row out, or choose a campaign of another type.",
    prevention: "Group sheets by campaign type.",
  },
  "OperationAccessDeniedError.OPERATION_NOT_PERMITTED_FOR_AD_GROUP_TYPE": {
    happened: "This type of ad group does not allow the change.",
    cause: "Its ads or targets are created in another way.",
    remedy: "Choose an ad group of another type.",
    prevention: "Note ad group types in the export.",
  },
  "OperationAccessDeniedError.OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE": {
    happened: "The row changes something that was removed.",
    cause: "It was deleted after the export.",
    remedy: "Leave the row out, or create it again.",
    prevention: "Work on fresh exports.",
  },
  "OperationAccessDeniedError.CREATE_AS_REMOVED_NOT_PERMITTED": {
    happened: "A new item cannot be created as removed.",
    cause: "The status cell says REMOVED.",
    remedy: "Write ENABLED or PAUSED.",
    prevention: "Use the operation remove for removals.",
  },
  "ResourceAccessDeniedError.WRITE_ACCESS_DENIED": {
    happened: "The user may read here, but not write.",
    cause: "The access is read-only.",
    remedy: "Ask its owner for Standard or Admin access.",
    prevention: "Give upload users the right to write.",
    isElsewhere: true,
  },
  "OperationAccessDeniedError.ACTION_NOT_PERMITTED": {
    happened: "The caller may not use this part of the API.",
    cause: "The permission for it is missing.",
    remedy: "Ask an administrator for the permission.",
    prevention: "Compare the permissions of users for whom it works and for whom it does not.",
    isElsewhere: true,
  },
  "OperationAccessDeniedError.CREATE_OPERATION_NOT_PERMITTED": {
    happened: "The caller may not create this.",
    cause: "Creation is reserved or restricted.",
    remedy: "Drop the row, or ask for permission to create it.",
    prevention: "Check with one row whether creating is allowed.",
    isElsewhere: true,
  },
  "OperationAccessDeniedError.UPDATE_OPERATION_NOT_PERMITTED": {
    happened: "The caller may not change this.",
    cause: "Changes are reserved or restricted.",
    remedy: "Drop the row, or ask for permission to change it.",
    prevention: "Check with one row whether changing is allowed.",
    isElsewhere: true,
  },
  "OperationAccessDeniedError.REMOVE_OPERATION_NOT_PERMITTED": {
    happened: "The caller may not remove this.",
    cause: "Removal is reserved or restricted.",
    remedy: "Drop the row, or ask for permission to remove it.",
    prevention: "Prefer pausing to removing.",
    isElsewhere: true,
  },
  "OperationAccessDeniedError.MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT": {
    happened: "This program may not change such resources.",
    cause: "Google accepts the change from its own tools only.",
    remedy: "Make the change in Google Ads and drop the row, or choose another campaign.",
    prevention: "Keep such rows out of uploads.",
  },
};
