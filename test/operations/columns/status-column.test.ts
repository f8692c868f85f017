import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { recognise } from "../../../src/operations/columns/recognise.ts";
import { mapByStatus } from "../../../src/operations/columns/status-column.ts";

/** The map for a sheet whose column Status holds these texts. */
function mapFor(header: string, texts: readonly string[], hasTitles = false): string {
  const headers = header.split(",");
  const map = recognise(headers);
  assert.ok(map);
  const column = headers.indexOf("Status");
  const rows = texts.map((text) => headers.map((_, at) => (at === column ? text : "x")));
  return mapByStatus(map, headers, rows, hasTitles).name;
}

const KEYWORDS = "Campaign,Ad group,Keyword,Match type,Status";

suite("the column Status", () => {
  test("is the status to set where it says Enabled, whatever the other headers are", () => {
    assert.equal(mapFor(KEYWORDS, ["Paused", "Enabled"]), "google-ads-editor");
    assert.equal(mapFor(`${KEYWORDS},Clicks,Impr.`, ["enabled"]), "google-ads-editor");
  });

  test("is a state of serving where it holds a word that only the web interface writes", () => {
    assert.equal(mapFor(KEYWORDS, ["Paused", "Eligible (limited)"]), "google-ads-web");
    assert.equal(
      mapFor("Campaign,Ad group,Criterion type,Status", ["Campaign paused"]),
      "google-ads-web",
    );
  });

  test("follows the other headers where its words may be either", () => {
    assert.equal(mapFor(KEYWORDS, ["Paused"]), "google-ads-editor");
    assert.equal(mapFor(`${KEYWORDS},Status reasons,Clicks`, ["Paused"]), "google-ads-web");
    assert.equal(mapFor(`${KEYWORDS},Keyword status`, ["Paused"]), "google-ads-web");
    assert.equal(mapFor(KEYWORDS, ["Paused"], true), "google-ads-web");
    assert.equal(mapFor(`${KEYWORDS},Clicks`, ["", " --"]), "google-ads-web");
  });

  test("is asked about where nothing tells, or where the words contradict each other", () => {
    for (const texts of [["Paused"], ["Enabled", "Eligible"]])
      assert.throws(() => mapFor(`${KEYWORDS},Clicks,Cost`, texts), /may be the status to set/);
  });
});
