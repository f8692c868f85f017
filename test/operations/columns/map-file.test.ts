import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { RunError } from "../../../src/messages/run-error.ts";
import { fieldRule } from "../../../src/operations/columns/column-map.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { parseMap } from "../../../src/operations/columns/map-file.ts";

function problem(text: string, entity: string | null = null): string {
  try {
    parseMap(text, "map.yaml", entity);
  } catch (error) {
    if (error instanceof RunError) return error.message;
    throw error;
  }
  return "";
}

suite("a map file", () => {
  test("is a list of columns, as YAML or JSON", () => {
    const columns = { maxcpc: fieldRule("cpc_bid"), notes: { kind: "ignored", reason: "asked" } };
    assert.deepEqual(parseMap("Max CPC: cpc_bid\nNotes: ignore\n", "m").columns, columns);
    assert.deepEqual(parseMap('{"Max CPC": "cpc_bid", "Notes": null}', "m").columns, columns);
  });

  test("may have sections, and add to a built-in map", () => {
    const map = parseMap(
      "base: google-ads-web\ncolumns: {Bid: cpc_bid}\nconstants: {status: PAUSED}",
      "m",
    );
    assert.deepEqual(map.columns["bid"], fieldRule("cpc_bid"));
    assert.deepEqual(map.columns["campaign"], fieldRule("campaign.name"));
    assert.deepEqual(map.constants, { status: "PAUSED" });
    assert.deepEqual(map.about, builtInMaps["google-ads-web"]?.about);
  });

  test("keeps numbers and yes and no as they are written", () => {
    const text = "constants: {name: 0010, cpc_bid: 1.50, negative: true}";
    const { constants } = parseMap(text, "m");
    assert.deepEqual(constants, { name: "0010", cpc_bid: "1.50", negative: "true" });
  });

  test("is refused with all its faults and their lines", () => {
    const text = [
      "columns:",
      "  Max CPC: cpc_bid",
      "  max_cpc: cpc_bid",
      "  Match type: {colum: keyword.match_type}",
      "  Notes: [1]",
      "constants: {status: {a: 1}}",
      "colour: red",
    ].join("\n");
    const message = problem(text);
    const lines = [...message.matchAll(/line (\d+)/g)].map(([, line]) => Number(line));
    assert.match(message, /6 faults/);
    assert.deepEqual(lines, [3, 4, 4, 5, 6, 7]);
  });

  test("that is no YAML is refused with the line", () => {
    assert.match(problem('a: "b\nc: d'), /line 2/);
    assert.match(problem("just a word"), /line 1: It has to contain headers with their fields\.$/);
    assert.match(problem("# nothing yet\n"), /It has to contain headers with their fields\.$/);
    assert.match(
      problem("- Gebot: cpc_bid\n"),
      /line 1: A list does not have headers: remove the -/,
    );
    assert.match(
      problem("columns:\n  - Gebot: cpc_bid\n"),
      /line 2: columns has to contain headers/,
    );
    assert.match(problem("base: nothing\ncolumns: {}"), /google-ads-editor and google-ads-web/);
  });
});

const KEYWORDS = [
  "columns:",
  "  Gebot: cpc_bidd",
  "  Wort: keyword.text",
  "  Option:",
  "    values: { genau: EXAKT, weit: BROAD, nicht: { keyword.match_type: FRASE, negativ: true } }",
  "    column: keyword.match_type",
  "  Kampagne: campaign.nam",
  "  Ziel: { column: final_urls, also: { status: AN } }",
  "constants:",
  "  status: PAUSEDD",
].join("\n");

const FAULTS = [
  'line 2: "Gebot": ad_group_criterion has no field cpc_bidd. Did you mean cpc_bid?',
  'line 5: "genau" of "Option": "EXAKT" is not a value of match_type. Did you mean EXACT? Use one of: BROAD, EXACT, PHRASE.',
  'line 5: "keyword.match_type" in "nicht" of "Option": "FRASE" is not a value of match_type. Did you mean PHRASE? Use one of: BROAD, EXACT, PHRASE.',
  'line 5: "negativ" in "nicht" of "Option": ad_group_criterion has no field negativ. Did you mean negative?',
  'line 7: "Kampagne": campaign has no field campaign.nam. Did you mean campaign.name?',
  'line 8: "status" in also of "Ziel": "AN" is not a value of status. Use one of: ENABLED, PAUSED, REMOVED.',
  'line 10: "status" in constants: "PAUSEDD" is not a value of status. Did you mean PAUSED? Use one of: ENABLED, PAUSED, REMOVED.',
];

function faultsIn(text: string, entity: string | null = null): readonly string[] {
  return problem(text, entity)
    .split("\n")
    .map((line) => line.trim().replace(/^The map map\.yaml, /, ""))
    .filter((line) => line.startsWith("line "));
}

suite("what a map says of fields", () => {
  test("is looked at as a whole where the entity is given", () => {
    assert.deepEqual(faultsIn(KEYWORDS, "ad_group_criterion"), FAULTS);
  });

  test("is looked at as a whole where the map itself names the entity", () => {
    const text = `${KEYWORDS}\n  entity: ad_group_criterion\n`;
    assert.deepEqual(faultsIn(text), FAULTS);
    // Such a map is for this entity alone.
    assert.deepEqual(faultsIn("columns: { Art: type }\nconstants: { entity: ad_group }"), []);
    assert.deepEqual(faultsIn("columns: { Art: keyword.text }\nconstants: { entity: ad_group }"), [
      'line 1: "Art": ad_group has no field keyword.text.',
    ]);
  });

  test("may be for sheets about others too where the command line names the entity", () => {
    assert.deepEqual(faultsIn("Wort: keyword.text\nName: name\n", "ad_group"), []);
  });

  test("is left to the rows where they say what they are about, but for what nothing can be", () => {
    const text = "Art: entity\nWort: keyword.txet\nStatus: campaign.stauts\nGebot: cpc_bid\n";
    assert.deepEqual(faultsIn(text, "ad_group"), [
      'line 2: "Wort": No entity has a field keyword.txet. Did you mean keyword.text?',
      'line 3: "Status": campaign has no field campaign.stauts. Did you mean campaign.status?',
    ]);
    // A field of a criterion, and an entity as well.
    assert.deepEqual(faultsIn("Liste: user_list.user_list\n"), []);
  });

  test("includes what the rows are about and what to do", () => {
    const text = "constants:\n  entity: keyword\n  operation: upload\n  customer_id: 12\n";
    assert.deepEqual(faultsIn(text), [
      'line 2: "entity" in constants: "keyword" is not a Google Ads entity. Did you mean ad_group_criterion?',
      'line 3: "operation" in constants: "upload" is not an operation. Use one of: create, update, remove.',
      'line 4: "customer_id" in constants: "12" is not a customer id. Write its ten digits, as in 123-456-7890.',
    ]);
    const values =
      "columns:\n  Art:\n    column: entity\n    values: { Wort: keyword, Gruppe: ad_group }\n";
    assert.match(faultsIn(values)[0] ?? "", /^line 4: "Wort" of "Art": .*ad_group_criterion\?$/);
  });

  test("may be numbers with commas, which are right in some sheets", () => {
    const text = 'columns: { Wort: keyword.text }\nconstants: { cpc_bid: "1,25" }';
    assert.deepEqual(faultsIn(text, "ad_group_criterion"), []);
  });
});

test("a sheet that is given as a map is refused before it is read", () => {
  const text = '"a": name\n'.repeat(100_000);
  assert.throws(() => parseMap(text, "big.yaml"), /big\.yaml is too large for a map/);
});
