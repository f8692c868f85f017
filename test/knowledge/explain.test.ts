import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { explain } from "../../src/knowledge/explain.ts";

/** gRPC number, HTTP status, name, what to do with it. */
const canonicalCodes = [
  [0, 200, "OK", null],
  [1, 499, "CANCELLED", "settle"],
  [2, 500, "UNKNOWN", "retry"],
  [3, 400, "INVALID_ARGUMENT", "fix"],
  [4, 504, "DEADLINE_EXCEEDED", "retry"],
  [5, 404, "NOT_FOUND", "fix"],
  [6, 409, "ALREADY_EXISTS", "fix"],
  [7, 403, "PERMISSION_DENIED", "account"],
  [8, 429, "RESOURCE_EXHAUSTED", "wait"],
  [9, 400, "FAILED_PRECONDITION", "fix"],
  [10, 409, "ABORTED", "retry"],
  [11, 400, "OUT_OF_RANGE", "fix"],
  [12, 501, "UNIMPLEMENTED", "account"],
  [13, 500, "INTERNAL", "retry"],
  [14, 503, "UNAVAILABLE", "retry"],
  [15, 500, "DATA_LOSS", "report"],
  [16, 401, "UNAUTHENTICATED", "account"],
] as const;

const accountErrors = [
  "invalid_grant",
  "RefreshError",
  "CLIENT_CUSTOMER_ID_INVALID",
  "CLIENT_CUSTOMER_ID_IS_REQUIRED",
  "CUSTOMER_NOT_FOUND",
  "GOOGLE_ACCOUNT_COOKIE_INVALID",
  "NOT_ADS_USER",
  "OAUTH_TOKEN_INVALID",
  "CUSTOMER_NOT_ENABLED",
  "DEVELOPER_TOKEN_NOT_APPROVED",
  "DEVELOPER_TOKEN_PROHIBITED",
  "USER_PERMISSION_DENIED",
];

const driveErrors = [
  [400, "badRequest", "fix"],
  [400, "invalidSharingRequest", "fix"],
  [401, "authError", "account"],
  [403, "fileNotDownloadable", "fix"],
  [403, "activeItemCreationLimitExceeded", "account"],
  [403, "appNotAuthorizedToFile", "account"],
  [403, "cannotModifyInheritedTeamDrivePermission", "account"],
  [403, "dailyLimitExceeded", "wait"],
  [403, "domainPolicy", "account"],
  [403, "fileOwnerNotMemberOfTeamDrive", "account"],
  [403, "fileWriterTeamDriveMoveInDisabled", "account"],
  [403, "insufficientFilePermissions", "account"],
  [403, "myDriveHierarchyDepthLimitExceeded", "fix"],
  [403, "numChildrenInNonRootLimitExceeded", "fix"],
  [403, "rateLimitExceeded", "retry"],
  [403, "sharingRateLimitExceeded", "wait"],
  [403, "storageQuotaExceeded", "account"],
  [403, "teamDriveFileLimitExceeded", "fix"],
  [403, "teamDriveHierarchyTooDeep", "fix"],
  [403, "teamDriveMembershipRequired", "account"],
  [403, "teamDrivesFolderMoveInNotSupported", "fix"],
  [403, "teamDrivesParentLimit", "fix"],
  [403, "UrlLeaseLimitExceeded", "wait"],
  [403, "userRateLimitExceeded", "retry"],
  [404, "notFound", "fix"],
  [429, "rateLimitExceeded", "retry"],
  [500, "backendError", "retry"],
  [502, "bad gateway", "retry"],
  [503, "unavailable", "retry"],
  [504, "timeout", "retry"],
] as const;

function names(word: string): readonly string[] {
  return explain(word).map(({ name }) => name);
}

suite("explaining an error", () => {
  for (const [number, http, name, action] of canonicalCodes) {
    test(`${name}: by name, number and HTTP status`, () => {
      const found = explain(name).find(({ kind }) => kind === "canonical");
      assert.partialDeepStrictEqual(found, { number, http_status: http, action });
      assert.ok(found?.happened && found.cause && found.remedy && found.prevention);
      assert.deepEqual(names(String(number)), [name]);
      assert.ok(names(String(http)).includes(name));
    });
  }

  for (const name of accountErrors) {
    test(`${name}: somebody has to change the account or its access`, () => {
      const found = explain(name).find((one) => one.action === "account");
      assert.ok(found?.happened && found.cause && found.remedy && found.prevention);
    });
  }

  test("invalid_grant tells of the seven days of a consent screen in testing", () => {
    const [found] = explain("invalid_grant");
    assert.match(found?.cause ?? "", /testing.* 7 days/);
    assert.match(found?.remedy ?? "", /In production/);
  });

  for (const [status, reason, action] of driveErrors) {
    test(`Google Drive ${status} ${reason}`, () => {
      const found = explain(reason).find(
        (one) => one.http_status === status && one.kind === "drive",
      );
      assert.equal(found?.action, action);
      assert.ok(found.happened && found.cause && found.remedy && found.rowmend);
      assert.ok(names(String(status)).includes(found.name));
      assert.deepEqual(names(found.name), [found.name]);
    });
  }

  test("takes every spelling of a code", () => {
    for (const word of [
      "StringLengthError.TOO_LONG",
      "stringlengtherror.too_long",
      "stringLengthError:3",
      "string_length_error.TOO-LONG",
      "STRING_LENGTH_ERROR 3",
      "StringLengthError.UNKNOWN_3",
    ]) {
      assert.deepEqual(names(word), ["StringLengthError.TOO_LONG"], word);
    }
    assert.equal(explain("stringLengthError:3")[0]?.number, 3);
    assert.equal(explain("stringLengthError:3")[0]?.description, "Too long.");
  });

  test("gives all errors of a name, all of a category, ours among them", () => {
    assert.ok(names("too_long").includes("StringLengthError.TOO_LONG"));
    assert.ok(names("too_long").includes("AdError.TOO_LONG"));
    assert.deepEqual(names("string_length_error"), [
      "StringLengthError.EMPTY",
      "StringLengthError.TOO_SHORT",
      "StringLengthError.TOO_LONG",
    ]);
    assert.deepEqual(names("localerror.bad_number"), ["LocalError.BAD_NUMBER"]);
    assert.deepEqual(names("required_field"), ["LocalError.REQUIRED_FIELD"]);
  });

  test("a code that the installed version does not have is called so", () => {
    for (const code of ["StringLengthError.UNKNOWN_23", "ErrorCode_201.UNKNOWN_5"]) {
      const [found] = explain(code);
      assert.partialDeepStrictEqual(found, { name: code, class: "unknown", action: "report" });
      assert.match(found?.happened ?? "", /installed version .* does not have this error/);
    }
    assert.match(
      explain("CLIENT_CUSTOMER_ID_IS_REQUIRED")[0]?.happened ?? "",
      /does not have this error/,
    );
  });

  test("nothing is invented for a word that means nothing", () => {
    for (const word of [
      "",
      "TOO_LOOONG",
      "NoSuchError.TOO_LONG",
      "StringLengthError.NONSENSE",
      "17",
      "999",
    ]) {
      assert.deepEqual(explain(word), [], word);
    }
  });
});
