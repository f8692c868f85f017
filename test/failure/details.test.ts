import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decodeFailure } from "../../src/failure/decode.ts";
import { encodeFailure } from "./real-protos.ts";

suite("details", () => {
  test("policy violation, with the key that an exemption repeats", () => {
    const policy_violation_details = {
      external_policy_name: "Gambling",
      external_policy_description: "Not allowed everywhere.",
      key: { policy_name: "GAMBLING", violating_text: "poker night" },
      is_exemptible: true,
    };
    assert.deepEqual(detailsOf({ policy_violation_details }), {
      policyViolation: {
        name: "Gambling",
        description: "Not allowed everywhere.",
        key: { policyName: "GAMBLING", violatingText: "poker night" },
        isExemptible: true,
      },
    });
  });

  test("policy findings, with their evidence and constraints", () => {
    assert.deepEqual(detailsOf(finding), {
      policyFinding: {
        topics: [
          {
            topic: "ALCOHOL",
            type: "PROHIBITED",
            evidences: [
              { kind: "texts", values: ["gin", "rum"] },
              { kind: "language", code: "de" },
              {
                kind: "destination_not_working",
                url: "https://example.com/",
                device: null,
                lastChecked: null,
                dnsError: null,
                httpCode: "404",
              },
              { kind: "url_types", values: ["DISPLAY_URL", "FINAL_URL"] },
            ],
            constraints: [
              {
                kind: "countries",
                countries: ["geoTargetConstants/2276"],
                totalTargetedCountries: 2,
              },
              { kind: "reseller" },
            ],
          },
        ],
      },
    });
  });

  test("quota, with the delay in seconds", () => {
    const quota_error_details = {
      rate_scope: "DEVELOPER",
      rate_name: "Requests per day",
      retry_delay: { seconds: 40591, nanos: 500_000_000 },
    };
    assert.deepEqual(detailsOf({ quota_error_details }), {
      quota: { rateScope: "DEVELOPER", rateName: "Requests per day", retryDelaySeconds: 40591.5 },
    });
  });

  test("resource counts", () => {
    const resource_count_details = {
      enclosing_id: "123",
      enclosing_resource: "Customer",
      limit: 10,
      limit_type: "CAMPAIGNS_PER_CUSTOMER",
      existing_count: 10,
    };
    assert.deepEqual(detailsOf({ resource_count_details }), {
      resourceCount: {
        enclosingId: "123",
        enclosingResource: "Customer",
        limit: 10,
        limitType: "CAMPAIGNS_PER_CUSTOMER",
        existingCount: 10,
      },
    });
  });

  test("budget minimum, exact beyond 2^53", () => {
    const budget_per_day_minimum_error_details = {
      currency_code: "EUR",
      budget_per_day_minimum_micros: "9007199254740993",
    };
    assert.deepEqual(detailsOf({ budget_per_day_minimum_error_details }), {
      budgetPerDayMinimum: {
        currencyCode: "EUR",
        perDayMinimumMicros: "9007199254740993",
        minimumAmountMicros: null,
        minimumTotalAmountMicros: null,
        failedAmountMicros: null,
        failedTotalAmountMicros: null,
      },
    });
  });

  test("reservation quotes, incompatible goals, unpublished codes", () => {
    assert.deepEqual(
      detailsOf({
        unpublished_error_code: "CampaignError.BRAND_NEW",
        reservation_error_details: {
          campaign: "customers/1/campaigns/-1",
          quotes: [{ campaign: "customers/1/campaigns/-1", suggested_cpm_micros: 5_000_000 }],
          quote_signature: "s",
        },
        incompatible_clo_goal_error_details: {
          clo_goal_sub_type1: "NEW_CUSTOMER_ACQUISITION_ONLY",
          clo_goal_sub_type2: "CUSTOMER_RETENTION_ONLY",
        },
      }),
      {
        unpublishedErrorCode: "CampaignError.BRAND_NEW",
        reservation: {
          campaign: "customers/1/campaigns/-1",
          quotes: [
            {
              campaign: "customers/1/campaigns/-1",
              suggestedCpmMicros: "5000000",
              maxBudgetMicros: null,
              possibleHoldDurationSeconds: null,
            },
          ],
          quoteSignature: "s",
        },
        incompatibleCloGoals: {
          subTypes: ["NEW_CUSTOMER_ACQUISITION_ONLY", "CUSTOMER_RETENTION_ONLY"],
        },
      },
    );
  });

  test("are those of their own error, be they equal to those before or not", () => {
    const bytes = encodeFailure({ errors: [delay(1), delay(1), delay(2), {}, delay(1)] });
    assert.deepEqual(
      decodeFailure(bytes).errors.map((error) => error.details?.quota?.retryDelaySeconds),
      [1, 1, 2, undefined, 1],
    );
  });

  test("a kind that is newer than our description is kept whole, with its error", () => {
    // ErrorDetails { unpublished_error_code: "x", field 15: "y" }.
    const details = Uint8Array.of(0x0a, 1, 0x78, 0x7a, 1, 0x79);
    const error = [0x12, 1, 0x6d, 0x2a, details.length, ...details];
    const failure = decodeFailure(Uint8Array.of(0x0a, error.length, ...error), "v40");
    assert.equal(failure.errors[0]?.message, "m");
    assert.deepEqual(failure.errors[0]?.details, { unpublishedErrorCode: "x" });
    assert.deepEqual(failure.undecoded, [
      {
        typeUrl: "type.googleapis.com/google.ads.googleads.v40.errors.ErrorDetails",
        bytes: details,
      },
    ]);
  });
});

const finding = {
  policy_finding_details: {
    policy_topic_entries: [
      {
        topic: "ALCOHOL",
        type: "PROHIBITED",
        evidences: [
          { text_list: { texts: ["gin", "rum"] } },
          { language_code: "de" },
          {
            destination_not_working: {
              expanded_url: "https://example.com/",
              http_error_code: 404,
            },
          },
          { destination_mismatch: { url_types: ["DISPLAY_URL", "FINAL_URL"] } },
        ],
        constraints: [
          {
            country_constraint_list: {
              total_targeted_countries: 2,
              countries: [{ country_criterion: "geoTargetConstants/2276" }],
            },
          },
          { reseller_constraint: {} },
        ],
      },
    ],
  },
};

function detailsOf(details: object): unknown {
  const failure = decodeFailure(encodeFailure({ errors: [{ details }] }), "v25");
  assert.deepEqual(failure.undecoded, []);
  return failure.errors[0]?.details;
}

function delay(seconds: number): object {
  return { details: { quota_error_details: { retry_delay: { seconds } } } };
}
