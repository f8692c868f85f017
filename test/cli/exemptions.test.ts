import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { openRun } from "../../src/ledger/run-folder.ts";
import {
  errorAt,
  type ErrorSpec,
  partialFailure,
  readRequest,
  textAt,
} from "../support/answers.ts";
import { type Ended, readReports, rowsWith, runCli, temporaryFolder } from "../support/cli.ts";
import { accept, scriptedRun } from "../support/scripted-run.ts";

const folder = temporaryFolder();

/** Two rows that a policy is against, one that has another fault too, one that no exemption helps. */
const SHEET = `entity,operation,customer_id,ad_group,keyword.text,keyword.match_type,cpc_bid,ad.final_urls,ad.responsive_search_ad.headlines[0].text,ad.responsive_search_ad.headlines[1].text,ad.responsive_search_ad.headlines[2].text,ad.responsive_search_ad.descriptions[0].text,ad.responsive_search_ad.descriptions[1].text
ad_group_criterion,create,5552100042,158210012345,Prescription drugs,EXACT,1.10,,,,,,
ad_group_ad,create,5552100042,158210012345,,,,https://www.nordpfad.example.com/,Light!!!,Lamps,Tents,For the night.,For the day.
ad_group_criterion,create,5552100042,158210012345,prescription drugs case,EXACT,0.333,,,,,,
ad_group_criterion,create,5552100042,158210012345,counterfeit boots,EXACT,1.10,,,,,,
ad_group_criterion,create,5552100042,158210012345,boots,EXACT,1.10,,,,,,
`;

/** Edits the correction file of a run and sends it: from each text to the other. */
async function mended(
  file: string,
  ...edits: readonly (readonly [from: string | RegExp, to: string])[]
): Promise<Ended> {
  const text = edits.reduce(
    (sheet, [from, to]) => sheet.replace(from, to),
    readFileSync(file, "utf8"),
  );
  writeFileSync(file, text);
  return runCli(["resubmit", file, "--max-tries", "1"]);
}

/** The line of a row in a correction file, with that in its last column. */
function exempting(row: number, word: string): readonly [RegExp, string] {
  return [new RegExp(`^(.*,${row},rejected,.*),$`, "m"), `$1,${word}`];
}

/** What the ledger keeps of the exemptions that a row asks for. */
function askedFor(out: string, run: string, row: number): unknown {
  const opened = openRun(out, run);
  try {
    return opened.ledger.rows.find(row)?.exemptions;
  } finally {
    opened.close();
  }
}

suite("an exemption from a policy", { concurrency: 2 }, () => {
  test("is offered where nothing else is wrong, asked for with yes, and kept", async () => {
    const file = join(folder, "mixed.csv");
    writeFileSync(file, SHEET);
    const out = join(folder, "mixed");
    const args = ["upload", file, "--sandbox", "--out", out, "--run", "mixed", "--quiet"];
    assert.equal((await runCli(args)).code, 1);

    const first = readReports(out);
    assert.deepEqual(rowsWith(first, "rejected"), [2, 3, 4, 5]);
    assert.deepEqual(
      first.errors.map(({ row, action, column }) => [row, action, column]),
      [
        ["2", "exempt", "keyword.text"],
        ["3", "exempt", "ad.responsive_search_ad.headlines[0].text"],
        ["4", "fix", "keyword.text"],
        ["4", "fix", "cpc_bid"],
        ["5", "fix", "keyword.text"],
      ],
    );
    const advice = first.errors.map((error) => error["advice"] ?? "");
    assert.match(advice[0] ?? "", /write yes into _exempt/);
    assert.match(advice[2] ?? "", /you can request an exemption once cpc_bid is fixed\.$/);
    assert.match(advice[4] ?? "", /does not allow exemptions\.$/);

    // Nothing is asked for that the user did not ask for.
    const corrections = join(first.folder, "corrections.csv");
    const unasked = await mended(corrections, ["counterfeit boots", "leather boots"]);
    assert.equal(unasked.code, 1);
    assert.deepEqual(rowsWith(readReports(out), "rejected"), [2, 3, 4]);
    for (const row of [2, 3, 5]) assert.equal(askedFor(out, "mixed", row), null);

    // Asked for where it cannot help, the file is refused.
    const before = readFileSync(corrections);
    const refused = await mended(corrections, exempting(4, "yes"));
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /row 4 asks for an exemption .* Nothing was sent\.[^]*_errors/);
    writeFileSync(corrections, before);

    const asked = await mended(corrections, exempting(2, "yes"), exempting(3, "YES"), [
      "0.333",
      "0.33",
    ]);
    assert.equal(asked.code, 1, asked.stdout);
    const second = readReports(out);
    assert.deepEqual(rowsWith(second, "rejected"), [4]);
    assert.deepEqual(
      second.errors.map(({ row, action }) => [row, action]),
      [["4", "exempt"]],
    );
    assert.deepEqual(askedFor(out, "mixed", 2), {
      keys: [{ policyName: "HEALTH_IN_PERSONALIZED_ADS", violatingText: "Prescription drugs" }],
      topics: [],
    });
    const { topics } = askedFor(out, "mixed", 3) as { readonly topics: readonly string[] };
    assert.equal(topics.length, 1);

    const last = await mended(corrections, exempting(4, "yes"));
    assert.equal(last.code, 0, last.stdout);
  });

  test("repeats what Google said, letter by letter, and is not in the first try", async () => {
    const key = { policy_name: "Odd Näme_7", violating_text: ' keyword  "2"' };
    const violation: ErrorSpec = {
      ...errorAt(textAt(0), "policy_violation_error", "POLICY_ERROR"),
      details: { policy_violation_details: { key, is_exemptible: true } },
    };
    const run = await scriptedRun(2, ({ number }) => partialFailure(number, 2, [violation]));
    try {
      assert.equal((await run.upload()).code, 1);
      run.server.follow(accept);
      const corrections = join(readReports(run.out).folder, "corrections.csv");
      assert.equal((await mended(corrections, exempting(2, "yes"))).code, 0);
      const sent = run.server.calls.map(({ bytes }) =>
        readRequest(bytes).mutate_operations.map((operation) => {
          const { exempt_policy_violation_keys: keys } = operation[
            "ad_group_criterion_operation"
          ] as { readonly exempt_policy_violation_keys: unknown };
          return keys;
        }),
      );
      assert.deepEqual(sent, [[[], []], [[key]]]);
    } finally {
      await run.server.close();
    }
  });
});
