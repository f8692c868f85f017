import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Reports } from "../../support/cli.ts";
import { outcomesOf } from "../../support/cli.ts";
import { localRun, type LocalRun } from "../../support/run.ts";
import { accepted, scripted } from "../../support/scripted-transport.ts";
import type { Settings } from "../../../src/ledger/run.ts";

async function uploaded(sheet: string, settings: Partial<Settings> = {}): Promise<LocalRun> {
  const run = localRun({ transport: scripted(accepted), settings: { check: true, ...settings } });
  await run.upload(sheet);
  return run;
}

/** Each finding as the user reads it: row, column, code. */
function findings({ errors }: Reports): readonly string[] {
  return errors.map((error) =>
    [error["row"], error["column"], (error["code"] ?? "").replace("LocalError.", "")].join(" "),
  );
}

const long = "x".repeat(81);

suite("an upload checks rows first, and", () => {
  test("does not send those that Google could only refuse", async () => {
    const run = await uploaded(`entity,name\nlabel,A\nlabel,${long}\nlabel,\nlabel,B\n`);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "invalid", "invalid", "accepted"]);
    assert.deepEqual(run.sent, [["A", "B"]]);
    assert.deepEqual(findings(run.reports), ["3 name TOO_LONG", "4 name REQUIRED_FIELD"]);
    assert.equal(run.reports.summary.exit_code, 1);
  });

  test("tells all that is wrong with a row at once, and nothing twice", async () => {
    const run = await uploaded(
      [
        "entity,ad_group,keyword.text,keyword.match_type,status,cpc_bid",
        `ad_group_criterion,,${long},EXCAT,ENABLED,much`,
        "",
      ].join("\n"),
    );
    assert.deepEqual(findings(run.reports).toSorted(), [
      "2 ad_group REQUIRED_FIELD",
      "2 cpc_bid BAD_NUMBER",
      "2 keyword.match_type BAD_ENUM_VALUE",
      "2 keyword.text TOO_LONG",
    ]);
  });

  test("takes nothing for missing that the row fills with what cannot be read", async () => {
    const run = await uploaded(
      [
        "entity,name,campaign_budget,advertising_channel_type,contains_eu_political_advertising,target_roas.target_roas",
        "campaign,A,5,SEARCH,DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING,much",
        "",
      ].join("\n"),
    );
    assert.deepEqual(findings(run.reports), ["2 target_roas.target_roas BAD_NUMBER"]);
  });

  test("does not send what an earlier row creates already", async () => {
    const run = await uploaded(
      [
        "entity,ad_group,keyword.text,keyword.match_type",
        "ad_group_criterion,5,Boots,EXACT",
        "ad_group_criterion,5,shoes,EXACT",
        "ad_group_criterion,5,boots,EXACT",
        "ad_group_criterion,5,boots,PHRASE",
        "ad_group_criterion,5,boots,EXACT",
        "",
      ].join("\n"),
    );
    assert.deepEqual(findings(run.reports), [
      "4 keyword.text SAME_RESOURCE_TWICE",
      "6 keyword.text SAME_RESOURCE_TWICE",
    ]);
    assert.match(run.reports.errors[1]?.["message"] ?? "", /^Row 2 creates the same/);
  });

  test("sends names that differ only in case, and refuses the one that does not", async () => {
    const run = await uploaded("entity,name\nlabel,Tents\nlabel,tents\nlabel,TENTS\nlabel,tents\n");
    assert.deepEqual(findings(run.reports), ["5 name SAME_RESOURCE_TWICE"]);
    assert.match(run.reports.errors[0]?.["message"] ?? "", /^Row 3 creates the same/);
  });

  test("leaves two changes of one resource to Google, which may take both", async () => {
    const run = await uploaded(
      "entity,operation,resource_name,name\nlabel,update,7,A\nlabel,update,7,B\n",
    );
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
  });

  test("blocks what needs such a row", async () => {
    const run = await uploaded(
      [
        "entity,resource_name,name,campaign,amount",
        `campaign_budget,-1,B,,`,
        "ad_group,-2,G,-9,",
        "campaign_budget,-3,C,,5",
        "",
      ].join("\n"),
    );
    assert.deepEqual(outcomesOf(run.reports), ["invalid", "invalid", "accepted"]);
  });

  test("checks what is only validated, too", async () => {
    const run = await uploaded(`entity,name\nlabel,${long}\n`, { validateOnly: true });
    assert.deepEqual([outcomesOf(run.reports), run.sent], [["invalid"], []]);
  });

  test("checks corrected rows again", async () => {
    const run = await uploaded(`entity,name\nlabel,${long}\nlabel,B\n`);
    await run.resubmit((text) => text.replace(long, `${long}y`));
    assert.deepEqual(findings(run.reports), ["2 name TOO_LONG"]);
    await run.resubmit((text) => text.replace(`${long}y`, "short"));
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
    assert.deepEqual(run.sent, [["B"], ["short"]]);
  });

  test("sends every row that can be built if it is told to", async () => {
    const run = await uploaded(`entity,name\nlabel,${long}\n`, { check: false });
    assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
  });
});
