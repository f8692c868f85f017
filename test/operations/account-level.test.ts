import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderFor } from "./sheet.ts";

function faultsOf(campaign: string): readonly string[] {
  const headers = ["campaign.name", "keyword.text", "keyword.match_type", "negative"];
  const built = builderFor("campaign_criterion", "create", headers).build([
    campaign,
    "free",
    "PHRASE",
    "true",
  ]);
  return built.kind !== "refusal" ? [] : built.faults.map(({ message }) => message);
}

suite("a campaign's name that means the whole account", () => {
  test("is refused with its reason, and never looked for as a campaign", () => {
    for (const mark of [
      "<Account-level>",
      "[Account Level]",
      "[ACCOUNT_LEVEL]",
      " <account level> ",
    ])
      assert.match(faultsOf(mark)[0] ?? "", /means the whole account/, mark);
  });

  test("is not one that merely reads like it", () => {
    for (const name of ["Account level", "<Account>", "Winter <Account-level>"])
      assert.deepEqual(faultsOf(name), [], name);
  });

  test("is not created as a campaign either", () => {
    const built = builderFor("campaign", "create", ["name", "status"]).build([
      "<Account-level>",
      "PAUSED",
    ]);
    assert.equal(built.kind, "refusal");
  });
});
