import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { detectDialect, likelyDelimiter } from "../../../src/sheet/csv/dialect.ts";

const detect = (text: string, delimiter?: string) =>
  detectDialect(Buffer.from(text), delimiter === undefined ? {} : { delimiter });

const utf16le = (text: string) => Buffer.from(text, "utf16le");

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

describe("the delimiter", () => {
  const cases: readonly (readonly [text: string, delimiter: string, why: string])[] = [
    ["name,status\n", ",", "splits the header"],
    ["name\tstatus\n", "\t", "splits the header"],
    ["name;status\n", ";", "splits the header"],
    ["name|status\n", "|", "splits the header"],
    ["name\nBrand\n", ",", "is a comma if there is one column"],
    ['"Bid, max";name;status\n', ";", "is looked for outside quotes"],
    ['"a;b;c",name', ",", "is looked for outside quotes, also without a line ending"],
    ["Bid, max;name\n1;x\n2;y\n", ";", "splits the rows like the header"],
    ["Bid, max;name;status\n1,5;x;y\n", ";", "finds more columns"],
    ["Bid, max;name;status\n1,5;x;y\n2,5;x", ";", "is not judged by a row that is cut off"],
    ["name,headline (a|b)\nx,y\nx\n", ",", "may leave rows ragged"],
    ["\n\nname;status\n", ";", "is looked for after blank lines"],
    ["sep=;\nname,or,so\na,b,c\n", ";", "is the one that a first line tells Excel"],
    ["SEP=\t\r\nname,status\r\n", "\t", "is the one that a first line tells Excel"],
    ['"sep=|"\nname,status\n', "|", "is the one that a first line tells Excel"],
    ["sep=:\nname,status\n", ",", "is not told by a line that tells another sign"],
    ["sep=;,status\nname,x\n", ",", "is not told by a header"],
    ["Report\n1 May, 2026\na\tb\tc\n1,200\tx\ty\n", "\t", "is not looked for in title lines"],
    ["Cost, by day\na;b;c\n1,5;2,5;3\n1,5;2,5;3\n", ";", "is not looked for in title lines"],
    ["Report\na;b;c\n1,5;2,5;3,5\n", ";", "is not one that makes a header of numbers"],
    ["name,list\nx,a;b;c\ny,d;e;f\n", ",", "is not that of lists in cells"],
    ["# note, one\n# note, two\nname;status;kind\nx;y;z\n", ";", "is not looked for in notes"],
    [";;\nname;status\n;\n;\n", ";", "is looked for after rows of delimiters"],
  ];
  for (const [text, delimiter, why] of cases) {
    test(`${JSON.stringify(delimiter)} ${why}: ${JSON.stringify(text)}`, () => {
      assert.equal(detect(text).delimiter, delimiter);
    });
  }

  test("can be chosen against all appearance", () => {
    assert.equal(detect("a,b,c\n", ";").delimiter, ";");
    assert.equal(detect("sep=;\na,b,c\n", ",").delimiter, ",");
  });

  test("can be chosen as \\t, as a shell has it", () => {
    assert.equal(detect("a,b,c\n", String.raw`\t`).delimiter, "\t");
  });

  test("is refused if it is none of the four", () => {
    assert.throws(() => detect("a:b\n", ":"), { name: "RunError", wayOut: /one of/ });
  });
});

describe("the line ending", () => {
  const cases = [
    ["a,b\nc,d\r\n", "\n"],
    ["a,b\r\nc,d\n", "\r\n"],
    ["a,b\rc,d\r", "\r"],
    ['"a\nb",c\r\n', "\r\n"],
    ["a,b", "\n"],
  ] as const;
  for (const [text, eol] of cases) {
    test(`of ${JSON.stringify(text)} is ${JSON.stringify(eol)}`, () => {
      assert.equal(detect(text).eol, eol);
    });
  }
});

describe("the encoding", () => {
  const cases = [
    ["UTF-8", Buffer.from("a,b\n"), "utf-8", false],
    ["UTF-8 with a mark", Buffer.from("\u{FEFF}a,b\n"), "utf-8", true],
    ["UTF-16LE with a mark", utf16le("\u{FEFF}a,b\n"), "utf-16le", true],
    ["UTF-16BE with a mark", utf16be("\u{FEFF}a,b\n"), "utf-16be", true],
    ["UTF-16LE", utf16le("a,b\n"), "utf-16le", false],
    ["UTF-16BE", utf16be("a,b\n"), "utf-16be", false],
  ] as const;
  for (const [name, bytes, encoding, bom] of cases) {
    test(`${name} is recognised`, () => {
      assert.deepEqual(detectDialect(bytes), {
        encoding,
        bom,
        delimiter: ",",
        quote: '"',
        eol: "\n",
      });
    });
  }

  test("of a Google Ads Editor export is UTF-16LE, tab-separated", () => {
    const head = utf16le("\u{FEFF}Campaign\tAd Group\tKeyword\r\nBrand\tShoes\tred shoes\r\n");
    assert.deepEqual(detectDialect(head), {
      encoding: "utf-16le",
      bom: true,
      delimiter: "\t",
      quote: '"',
      eol: "\r\n",
    });
  });
});

describe("the likely delimiter", () => {
  test("is the one that would split the header best", () => {
    assert.equal(likelyDelimiter("name;bid, max;status"), ";");
  });
  test("is none for a single column", () => {
    assert.equal(likelyDelimiter('"a;b,c"'), null);
    assert.equal(likelyDelimiter("name"), null);
    assert.equal(likelyDelimiter(""), null);
  });
});
