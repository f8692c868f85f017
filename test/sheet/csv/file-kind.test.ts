import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { gzipSync } from "node:zlib";
import { fileKindOf } from "../../../src/sheet/csv/file-kind.ts";
import { readSheet } from "../../../src/sheet/csv/records.ts";

suite("a file that is not a sheet", () => {
  for (const [text, kind] of [
    ['{\n  "name": "tents"\n}', "JSON"],
    ['[{"a": 1}]', "JSON"],
    ["[1, 2]", "JSON"],
    ["<!DOCTYPE html><html>", "a web page (HTML)"],
    ['\u{FEFF}<?xml version="1.0"?>', "XML"],
    ["%PDF-1.7", "a PDF"],
    [String.raw`{\rtf1\ansi`, "a text document (RTF)"],
  ] as const) {
    test(`is recognised: ${text}`, () => assert.equal(fileKindOf(Buffer.from(text)), kind));
  }

  test("is refused once, with a way out", async () => {
    const bytes = (async function* () {
      yield gzipSync("name\nx\n");
    })();
    await assert.rejects(readSheet(bytes, "a.csv.gz"), {
      name: "RunError",
      message: "a.csv.gz is a compressed file (gzip), not a CSV file.",
      wayOut: /Unpack it/,
    });
  });
});

suite("a sheet", () => {
  for (const text of ["name,status", "[tents],x", "<5 clicks,y", "{lpurl},x", '"a","b"', ""]) {
    test(`is not mistaken for something else: ${text}`, () => {
      assert.equal(fileKindOf(Buffer.from(text)), null);
    });
  }
});
