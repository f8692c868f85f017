import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import {
  type Detail,
  detailOf,
  errorAt,
  type ErrorSpec,
  failureBytes,
  mutateResponse,
  nameAt,
  statusBytes,
  textAt,
} from "../../support/answers.ts";
import type { Reports } from "../../support/cli.ts";
import { startLocalServer } from "../../support/local-server.ts";
import type { Reply } from "../../support/scripted-server.ts";

const server = await startLocalServer();

after(() => server.close());

const TOO_LONG = "StringLengthError.TOO_LONG";

function tooLong(path: string, message?: string): ErrorSpec {
  return errorAt(path, "string_length_error", "TOO_LONG", message);
}

/** A name for each operation but those at `gaps`. */
function names(size: number, gaps: readonly number[]): readonly (string | null)[] {
  return Array.from({ length: size }, (_, at) => (gaps.includes(at) ? null : nameAt(1, at)));
}

/** An answer to `size` operations without a name at `gaps`. */
function partial(
  size: number,
  gaps: readonly number[],
  errors: readonly ErrorSpec[],
  message = "Wrong.",
): Reply {
  const status = statusBytes([detailOf(errors)], message);
  return { kind: "answer", bytes: mutateResponse(names(size, gaps), status) };
}

function outcomes(reports: Reports): string {
  return reports.results.map((row) => row["outcome"]).join(" ");
}

/** `row code column` of each line of errors.csv. */
function lines(reports: Reports): readonly string[] {
  return reports.errors.map((error) =>
    `${error["row"]} ${error["code"]} ${error["column"]}`.trim(),
  );
}

suite("an error is put on the row that it names", () => {
  test("index 0 is the first row, and is not the same as no index", async () => {
    const reports = await server.upload(3, partial(3, [0], [tooLong(textAt(0))]));
    assert.equal(outcomes(reports), "rejected accepted accepted");
    assert.deepEqual(lines(reports), [`2 ${TOO_LONG} keyword.text`]);
  });

  test("an index further down the path is not the row's", async () => {
    const path = "mutate_operations[2].ad_group_criterion_operation.create.final_urls[0]";
    const reports = await server.upload(3, partial(3, [2], [tooLong(path)]));
    assert.deepEqual(lines(reports), [`4 ${TOO_LONG}`]);
  });

  test("a path may stop early", async () => {
    const paths = ["mutate_operations[0]", "mutate_operations[1].ad_group_criterion_operation"];
    const keyword = "mutate_operations[2].ad_group_criterion_operation.create.keyword";
    const errors = [...paths, keyword].map((path) => tooLong(path));
    const reports = await server.upload(3, partial(3, [0, 1, 2], errors));
    assert.equal(outcomes(reports), "rejected rejected rejected");
    assert.deepEqual(
      lines(reports).map((line) => line.slice(0, 2)),
      ["2 ", "3 ", "4 "],
    );
    assert.match(lines(reports)[2] ?? "", /keyword\.(text|match_type)$/);
  });

  test("all errors of a row are kept, exact repetitions once", async () => {
    const matchType = textAt(1).replace("text", "match_type");
    const errors = [
      tooLong(textAt(1)),
      tooLong(textAt(1)),
      tooLong(textAt(1), "another text"),
      errorAt(matchType, "enum_error", "ENUM_VALUE_NOT_PERMITTED"),
    ];
    const reports = await server.upload(2, partial(2, [1], errors));
    assert.deepEqual(lines(reports), [
      `3 ${TOO_LONG} keyword.text`,
      `3 ${TOO_LONG} keyword.text`,
      "3 EnumError.ENUM_VALUE_NOT_PERMITTED keyword.match_type",
    ]);
  });

  test("several details, and details of other types", async () => {
    const other: Detail = {
      type_url: "type.googleapis.com/google.rpc.DebugInfo",
      value: Buffer.of(8, 1),
    };
    const details = [other, detailOf([tooLong(textAt(0))]), detailOf([tooLong(textAt(2))], "v19")];
    const bytes = mutateResponse(names(3, [0, 2]), statusBytes(details));
    const reports = await server.upload(3, { kind: "answer", bytes });
    assert.equal(outcomes(reports), "rejected accepted rejected");
    assert.match(
      String(reports.file("requests.ndjson")),
      /google\.rpc\.DebugInfo","base64":"CAE="/,
    );
  });

  test("categories and values that nobody knows yet", async () => {
    const unknown = errorAt(textAt(1), "string_length_error", 77, "New.");
    // Field 201 of ErrorCode, value 5.
    const code = Buffer.of(0x0a, 0x03, 0xc8, 0x0c, 0x05);
    const path = Buffer.from(failureBytes([{ ...tooLong(textAt(0)), error_code: {} }]));
    const rest = path.subarray(2, 2 + (path[1] ?? 0)).subarray(2);
    const value = Buffer.concat([Buffer.of(0x0a, code.length + rest.length), code, rest]);
    const newer = { type_url: detailOf([], "v31").type_url, value };
    const status = statusBytes([newer, detailOf([unknown])]);
    const reply = { kind: "answer", bytes: mutateResponse(names(2, [0, 1]), status) } as const;
    const reports = await server.upload(2, reply);
    assert.deepEqual(lines(reports), [
      "2 ErrorCode_201.UNKNOWN_5 keyword.text",
      "3 StringLengthError.UNKNOWN_77 keyword.text",
    ]);
  });
});

suite("an error that names no row", () => {
  const pathless = tooLong("");

  test("belongs to the only operation without a name", async () => {
    for (const error of [
      pathless,
      tooLong("mutate_operations.x_operation"),
      tooLong("things[0]"),
    ]) {
      const reports = await server.upload(4, partial(4, [2], [error]));
      assert.equal(outcomes(reports), "accepted accepted rejected accepted");
      assert.equal(reports.errors[0]?.["row"], "4");
    }
  });

  test("blames none of several", async () => {
    const reports = await server.upload(4, partial(4, [1, 3], [pathless]));
    assert.equal(outcomes(reports), "accepted in_doubt accepted in_doubt");
    assert.deepEqual(
      lines(reports).filter((line) => line.includes(TOO_LONG)),
      [`3 ${TOO_LONG}`, `5 ${TOO_LONG}`],
    );
    assert.equal(reports.summary.exit_code, 3);
  });

  test("belongs to the operation that the status text names", async () => {
    const message = "Too long., in operation 3, at resource_name";
    const reports = await server.upload(4, partial(4, [1, 3], [pathless], message));
    assert.equal(outcomes(reports), "accepted in_doubt accepted rejected");
  });

  test("is not lost where every row has an answer", async () => {
    const reports = await server.upload(2, partial(2, [], [pathless]));
    assert.equal(outcomes(reports), "accepted accepted");
    assert.deepEqual(lines(reports), [TOO_LONG]);
  });

  test("is nobody's if it names an operation that was not sent, even if only one has no answer", async () => {
    for (const [size, gap] of [
      [1, 0],
      [3, 1],
    ] as const) {
      const error = tooLong("mutate_operations[99].ad_group_criterion_operation.create");
      const reports = await server.upload(size, partial(size, [gap], [error]));
      assert.equal(reports.results[gap]?.["outcome"], "in_doubt");
      assert.deepEqual(lines(reports), [TOO_LONG, `${gap + 2} LocalError.NO_ANSWER`]);
    }
  });

  test("or an operation that is not there, is not lost either", async () => {
    const reports = await server.upload(2, partial(2, [], [tooLong("mutate_operations[9]")]));
    assert.deepEqual([outcomes(reports), lines(reports)], ["accepted accepted", [TOO_LONG]]);
  });
});

suite("an answer that does not add up", () => {
  test("an empty result inside a response is no result", async () => {
    const bytes = mutateResponse(["customers/1/adGroupCriteria/1~1", ""]);
    const reports = await server.upload(2, { kind: "answer", bytes });
    assert.equal(outcomes(reports), "accepted in_doubt");
  });

  test("a name and an error for one row", async () => {
    const reports = await server.upload(2, partial(2, [], [tooLong(textAt(1))]));
    assert.equal(outcomes(reports), "accepted in_doubt");
    assert.match(reports.errors.at(-1)?.["message"] ?? "", /customers\/1234567890/);
  });

  test("fewer results than operations cannot be joined to rows", async () => {
    const bytes = mutateResponse(names(2, []));
    const reports = await server.upload(3, { kind: "answer", bytes });
    assert.equal(outcomes(reports), "in_doubt in_doubt in_doubt");
  });

  test("a failure that breaks off is kept as bytes", async () => {
    const whole = statusBytes([detailOf([tooLong(textAt(0)), tooLong(textAt(1))])]);
    for (const length of [1, 20, whole.length - 30]) {
      const bytes = mutateResponse(names(3, [0, 1]), whole.subarray(0, length));
      const reports = await server.upload(3, { kind: "answer", bytes });
      assert.equal(reports.results[2]?.["outcome"], "accepted");
      assert.doesNotMatch(outcomes(reports), /accepted accepted/);
      assert.match(String(reports.file("requests.ndjson")), /"base64":"\w/);
    }
  });

  test("an answer larger than four megabytes is read", async () => {
    const size = 2_000;
    const errors = Array.from({ length: size }, (_, at) => tooLong(textAt(at), "x".repeat(2_500)));
    const gaps = errors.map((_, at) => at);
    const reports = await server.upload(size, partial(size, gaps, errors));
    assert.equal(reports.summary.outcomes.rejected, size);
  });
});

suite("an error of a row, in its reports", () => {
  test("names the field that the sheet has no column for, everywhere", async () => {
    const path = textAt(1).replace("keyword.text", "negative");
    const error = errorAt(path, "field_error", "IMMUTABLE_FIELD", "It is immutable.");
    const reports = await server.upload(2, partial(2, [1], [error]));
    const label = "negative (your sheet has no such column): It is immutable.";
    assert.ok(String(reports.file("corrections.csv")).includes(label));
    assert.equal(reports.summary.errors[0]?.message, label);
    const [line] = reports.errors;
    assert.deepEqual([line?.["column"], line?.["message"]], ["", "It is immutable."]);
    assert.match(line?.["advice"] ?? "", /another value of negative/);
  });

  test("what Google forbids for one resource comes back to be corrected, and never goes by itself", async () => {
    for (const name of [
      "MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT",
      "CREATE_OPERATION_NOT_PERMITTED",
    ]) {
      const error = errorAt("mutate_operations[1]", "operation_access_denied_error", name);
      const reports = await server.upload(3, partial(3, [1], [error]));
      assert.equal(outcomes(reports), "accepted rejected accepted");
      assert.equal(reports.errors[0]?.["action"], "fix");
      assert.match(String(reports.file("corrections.csv")), /drop the row/i);
    }
  });

  test("gives the request id to whoever is asked to report it", async () => {
    const error = errorAt(textAt(0), "string_length_error", 77, "New.");
    const reply = { ...partial(1, [0], [error]), headers: { "request-id": "request-9" } };
    const reports = await server.upload(1, reply);
    assert.match(String(reports.file("corrections.csv")), /Request id: request-9\./);
    assert.match(reports.summary.errors[0]?.advice ?? "", /Request id: request-9\.$/);
  });
});
