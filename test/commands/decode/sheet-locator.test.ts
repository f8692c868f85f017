import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { uploadedIn } from "../../../src/commands/decode/conversion-layout.ts";
import { sheetLocator } from "../../../src/commands/decode/sheet-locator.ts";
import type { FailureError } from "../../../src/failure/failure.ts";
import { parsePath } from "../../../src/failure/location.ts";
import { temporaryFolder } from "../../support/cli.ts";

const folder = temporaryFolder();

let files = 0;

function saved(text: string, extension = "csv"): string {
  files += 1;
  const path = join(folder, `file-${files}.${extension}`);
  writeFileSync(path, text);
  return path;
}

/** Row and column of an error at that path, in the sheet of that text. */
async function placeOf(
  text: string,
  path: string,
  map?: string,
): Promise<readonly [number | null, string | null]> {
  const error: FailureError = {
    code: "DateError.INVALID_STRING_DATE",
    message: null,
    trigger: null,
    path: parsePath(path),
    details: null,
  };
  const [first] = error.path;
  const uploaded = uploadedIn(error.path);
  const index = first?.index ?? null;
  const locate = await sheetLocator(
    { path: saved(text), delimiter: undefined, map, autoMap: true, firstRow: null },
    { entity: "ad_group_criterion", operation: "create", customerId: null },
    { indexes: new Set([index]), uploaded },
  );
  const place = locate(error, index);
  assert.equal(place.hasRun, false);
  return [place.row ?? null, place.column];
}

const clicks = `Parameters:TimeZone=Europe/Rome,,,
Google Click ID,Conversion Name,Conversion Time,Conversion Value
Cj0-one,Order,2026-11-03 10:00:00,10
Cj0-two,Order,yesterday,12
`;

suite("where an error is in a sheet of conversions", () => {
  test("in Google's template: below the line of parameters, by its own headers", async () => {
    assert.deepEqual(await placeOf(clicks, "conversions[0].gclid"), [3, "Google Click ID"]);
    assert.deepEqual(await placeOf(clicks, "conversions[1].conversion_date_time"), [
      4,
      "Conversion Time",
    ]);
    assert.deepEqual(await placeOf(clicks, "conversions[1].conversion_action"), [
      4,
      "Conversion Name",
    ]);
  });

  test("by the names of the API, of clicks, calls and adjustments", async () => {
    const click = "gclid,conversion_date_time,user_identifiers[0].hashed_email\na,b,c\n";
    assert.deepEqual(await placeOf(click, "conversions[0].user_identifiers[0].hashed_email"), [
      2,
      "user_identifiers[0].hashed_email",
    ]);
    const call = "caller_id,call_start_date_time,conversion_action\n+1,b,c\n";
    assert.deepEqual(await placeOf(call, "conversions[0].call_start_date_time"), [
      2,
      "call_start_date_time",
    ]);
    const adjustment = "Order ID,Adjustment Time,Adjusted Value\n7,b,c\n";
    assert.deepEqual(
      await placeOf(adjustment, "conversion_adjustments[0].restatement_value.adjusted_value"),
      [2, "Adjusted Value"],
    );
  });

  test("by a map of the user", async () => {
    const map = saved("columns: { Klick: gclid, Zeitpunkt: conversion_date_time }\n", "yaml");
    const sheet = "Klick,Zeitpunkt\na,gestern\n";
    assert.deepEqual(await placeOf(sheet, "conversions[0].conversion_date_time", map), [
      2,
      "Zeitpunkt",
    ]);
  });

  test("a field without a column has the row, and an index beyond the rows has none", async () => {
    assert.deepEqual(await placeOf(clicks, "conversions[1].order_id"), [4, null]);
    assert.deepEqual(await placeOf(clicks, "conversions[2].gclid"), [null, null]);
  });
});

test("an error of an operation is below the titles of a sheet with names of the API", async () => {
  const titled = `Keyword list\n"November 3, 2026"\nad_group,keyword.text,keyword.match_type\n5,one,EXACT\n5,two,EXACT\n`;
  assert.deepEqual(await placeOf(titled, "operations[1].create.keyword.text"), [5, "keyword.text"]);
});
