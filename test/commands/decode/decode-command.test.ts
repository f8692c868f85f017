import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { detailOf, errorAt, mutateResponse, statusBytes } from "../../support/answers.ts";

const cli = fileURLToPath(new URL("../../../src/cli.ts", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "rowmend-decode-"));

after(() => rmSync(folder, { recursive: true }));

function decode(
  args: readonly string[],
  input: Uint8Array | string = "",
): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "decode", ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

function saved(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const headline =
  "mutate_operations[1].ad_group_ad_operation.create.ad.responsive_search_ad.headlines[1].text";

const answer = JSON.stringify({
  partialFailureError: {
    code: 3,
    message: "Multiple errors in ‘details’.",
    details: [
      {
        "@type": "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
        requestId: "request-1",
        errors: [
          {
            errorCode: { stringLengthError: "TOO_LONG" },
            message: "Too long.",
            trigger: { stringValue: "Waterproof Boots in All Wide Sizes" },
            location: {
              fieldPathElements: [
                { fieldName: "mutate_operations", index: 1 },
                { fieldName: "ad_group_ad_operation" },
                { fieldName: "create" },
                { fieldName: "ad" },
                { fieldName: "responsive_search_ad" },
                { fieldName: "headlines", index: 1 },
                { fieldName: "text" },
              ],
            },
          },
        ],
      },
      { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "ODD" },
    ],
  },
});

const tooLong = {
  operation_index: 1,
  field_path: headline,
  code: "StringLengthError.TOO_LONG",
  message: "Too long.",
  trigger: "Waterproof Boots in All Wide Sizes",
  details: null,
  request_id: "request-1",
  class: "fault",
  action: "fix",
  advice: "Headline 2 has 34 characters, 30 are allowed. Shorten it by 4.",
};

/** The errors in what --json prints. */
function errorsIn(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  // The program's own output.
  const printed = JSON.parse(stdout) as { readonly errors: ReturnType<typeof errorsIn> };
  assert.deepEqual(Object.keys(printed), ["errors"]);
  return printed.errors;
}

suite("rowmend decode", () => {
  test("--json: one object for each error, with exactly these members, and the undecoded part beside them", () => {
    const { code, stdout, stderr } = decode([saved("answer.json", answer), "--json"]);
    assert.equal(code, 0);
    const [first, ...more] = errorsIn(stdout);
    assert.deepEqual(first, tooLong);
    assert.deepEqual(Object.keys(first ?? {}), Object.keys(tooLong));
    // What is no error does not stand among the errors, and is told all the same.
    assert.match(stderr, /google\.rpc\.ErrorInfo/);
    assert.deepEqual(more, []);
  });

  test("a table for people, from stdin", () => {
    const { code, stdout } = decode(["-"], answer);
    assert.equal(code, 0);
    assert.match(stdout, /^operation +field +code\n1 +mutate_operations\[1\]/);
    assert.match(stdout, /What to do +Headline 2 has 34 characters/);
    assert.match(stdout, /google\.rpc\.ErrorInfo/);
    assert.match(stdout, /2 errors in 1 operation\. Request id: request-1\./);
  });

  test("--csv: row and column of the sheet that was sent", () => {
    const h = "ad.responsive_search_ad.headlines";
    const csv = saved(
      "ads.csv",
      `ad_group,${h}[0].text,${h}[1].text,${h}[2].text\n1,A,B,C\n\n2,A,,Waterproof Boots in All Wide Sizes\n3,A,B,C\n`,
    );
    const args = [
      saved("answer.json", answer),
      "--csv",
      csv,
      "--entity",
      "ad_group_ad",
      "--operation",
      "create",
      "--customer-id",
      "123-456-7890",
      "--json",
    ];
    const [first] = errorsIn(decode(args).stdout);
    // Only filled headlines are sent, so Google's second headline is the sheet's third.
    assert.deepEqual(first, {
      ...tooLong,
      advice: "Headline 3 has 34 characters, 30 are allowed. Shorten it by 4.",
      row: 4,
      column: `${h}[2].text`,
    });
    const shifted = decode([...args, "--first-row", "4"]);
    assert.partialDeepStrictEqual(errorsIn(shifted.stdout)[0], { row: 5 });
    const beyond = decode([...args, "--first-row", "5"]);
    assert.partialDeepStrictEqual(errorsIn(beyond.stdout)[0], {
      row: null,
      column: null,
    });
  });

  test("--map: row and column of a sheet with headers of its own", () => {
    const csv = saved(
      "anzeigen.csv",
      "Gruppe,Titel 1,Titel 2,Titel 3\n1,A,B,C\n2,A,,Waterproof Boots in All Wide Sizes\n",
    );
    const h = "ad.responsive_search_ad.headlines";
    const map = saved(
      "map.yaml",
      `columns: { Gruppe: ad_group, Titel 1: "${h}[0].text", Titel 2: "${h}[1].text", Titel 3: "${h}[2].text" }
constants: { entity: ad_group_ad, operation: create, customer_id: 123-456-7890 }
`,
    );
    const args = [saved("answer.json", answer), "--csv", csv, "--json"];
    const [mapped] = errorsIn(decode([...args, "--map", map]).stdout);
    assert.deepEqual(mapped, {
      ...tooLong,
      advice: "Titel 3 has 34 characters, 30 are allowed. Shorten it by 4.",
      row: 3,
      column: "Titel 3",
    });
    const [plain] = errorsIn(decode(args).stdout);
    assert.partialDeepStrictEqual(plain, { row: 3, column: null });
    const wrong = decode([...args, "--map", saved("wrong.yaml", "Titel 1: [")]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /wrong\.yaml/);
  });

  test("--csv: an export, whose titles and totals were no operations", () => {
    const csv = saved(
      "export.csv",
      `Ad report
Ad status,Campaign,Ad group,Ad type,Headline 1,Headline 2,Currency code
Enabled,Shoes,Boots,Responsive search ad,A,B,EUR
Enabled,Shoes,Boots,Responsive search ad,A,Waterproof Boots in All Wide Sizes,EUR
`,
    );
    const args = [saved("answer.json", answer), "--csv", csv, "--operation", "create", "--json"];
    const [first] = errorsIn(decode(args).stdout);
    assert.partialDeepStrictEqual(first, { row: 4, column: "Headline 2" });
    const [plain] = errorsIn(decode([...args, "--no-auto-map"]).stdout);
    assert.partialDeepStrictEqual(plain, { row: 3, column: null });
  });

  test("a message of the wire, as bytes and as base64", () => {
    const status = statusBytes([detailOf([errorAt(headline, "string_length_error", "TOO_LONG")])]);
    const bytes = mutateResponse([null], status);
    const base64 = Buffer.from(bytes).toString("base64");
    for (const [args, input] of [
      [[saved("answer.bin", bytes)], ""],
      [["-"], base64],
      [["-", "--type", "mutate-response"], base64],
    ] as const) {
      const [first] = errorsIn(decode([...args, "--json"], input).stdout);
      assert.partialDeepStrictEqual(first, {
        operation_index: 1,
        code: "StringLengthError.TOO_LONG",
      });
    }
  });

  test("an answer without errors is read all the same", () => {
    assert.deepEqual(decode(["-", "--json"], '{"results":[]}'), {
      code: 0,
      stdout: `${JSON.stringify({ errors: [] }, null, 2)}\n`,
      stderr: "",
    });
    assert.match(decode(["-"], "{}").stdout, /no errors/);
  });

  test("exit code 2 if there is nothing to read", () => {
    for (const [args, input] of [
      [["missing.json"], ""],
      [["-"], "hello"],
      [["-"], '{"error": '],
      [["-"], '{"a": 1}'],
      [["-", "--type", "failure"], "{}x"],
      [["-", "--csv", "missing.csv"], answer],
      [["-", "--csv", "x.csv", "--first-row", "1"], answer],
    ] as const) {
      const { code, stdout, stderr } = decode(args, input);
      assert.equal(code, 2, `${args.join(" ")} ${input.slice(0, 20)}`);
      assert.equal(stdout, "");
      assert.match(stderr, /^rowmend: /);
      assert.doesNotMatch(stderr, /defect/);
    }
  });
});
