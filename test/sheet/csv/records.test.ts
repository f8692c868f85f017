import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseRecord, readSheet } from "../../../src/sheet/csv/records.ts";
import { reportDialect } from "../../../src/sheet/csv/write.ts";
import { readWhole } from "./sources.ts";

const cellsOf = async (text: string) => (await readWhole(text)).rows.map((row) => row.cells);

const bytes = (...parts: readonly (string | number)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))),
  );

describe("rows", () => {
  test("carry their number, line, exact text and cells", async () => {
    const { header, rows } = await readWhole('name,note\n"a, b" ,"say ""hi"""\nc,\n');
    assert.deepEqual(header, {
      number: 1,
      line: 1,
      raw: "name,note",
      cells: ["name", "note"],
    });
    assert.deepEqual(rows, [
      { number: 2, line: 2, raw: '"a, b" ,"say ""hi"""', cells: ['"a, b" ', 'say "hi"'] },
      { number: 3, line: 3, raw: "c,", cells: ["c", ""] },
    ]);
  });

  test("with quoted line breaks are one row on several lines", async () => {
    const { rows } = await readWhole('a,b\r\n"1\n2\r\n3\r4",x\r\ny,z');
    assert.deepEqual(rows, [
      { number: 2, line: 2, raw: '"1\n2\r\n3\r4",x', cells: ["1\n2\r\n3\r4", "x"] },
      { number: 3, line: 6, raw: "y,z", cells: ["y", "z"] },
    ]);
  });

  test("are counted with the blank lines between them", async () => {
    const { header, rows } = await readWhole("\n  \na,b\n\n1,2\n\n\n3,4\n\n");
    assert.deepEqual(
      [header, ...rows].map(({ number, line, raw }) => [number, line, raw]),
      [
        [3, 3, "a,b"],
        [5, 5, "1,2"],
        [8, 8, "3,4"],
      ],
    );
  });

  test("come after a line that tells Excel the delimiter, which counts and is left out", async () => {
    for (const sizes of [[65_536], [1]]) {
      const { dialect, header, rows, skipped } = await readWhole(
        "\u{FEFF}sep=;\r\n\r\na;b\r\n1;2\r\n",
        {
          sizes,
        },
      );
      assert.deepEqual([dialect.delimiter, dialect.bom, dialect.eol], [";", true, "\r\n"]);
      assert.deepEqual([header.number, header.cells], [3, ["a", "b"]]);
      assert.deepEqual(
        rows.map(({ number, cells }) => [number, cells]),
        [[4, ["1", "2"]]],
      );
      assert.deepEqual(skipped, [1]);
    }
    const { header, skipped } = await readWhole("\nsep=;\na;b\n");
    assert.deepEqual([header.number, skipped], [2, []]);
    await assert.rejects(readWhole("sep=;\n"), { message: /holds only empty rows/ });
  });

  test("may be ragged, or none", async () => {
    assert.deepEqual(await cellsOf("a,b\n1\n1,2,3\n"), [["1"], ["1", "2", "3"]]);
    assert.deepEqual(await cellsOf("a,b\n"), []);
    assert.deepEqual(await cellsOf("a,b"), []);
  });

  test("of which no cell holds more than blanks are blank lines, as spreadsheets leave them", async () => {
    const { header, rows } = await readWhole(',,\n"",""\na,b\n,,,\n"", \n1,\n\t,"\n"\n,2\n,,,,\n');
    assert.deepEqual(
      [header, ...rows].map(({ number, line, raw }) => [number, line, raw]),
      [
        [3, 3, "a,b"],
        [6, 6, "1,"],
        [8, 9, ",2"],
      ],
    );
    assert.deepEqual(await cellsOf('a\n""\nb\n \n'), [["b"]]);
  });

  for (const [name, text] of [
    ["LF", "a,b\n1,2\n3,4"],
    ["CR LF", "a,b\r\n1,2\r\n3,4\r\n"],
    ["CR", "a,b\r1,2\r3,4\r"],
    ["mixed endings", "a,b\r\n1,2\n3,4\r"],
  ] as const) {
    test(`are read from a file with ${name}`, async () => {
      assert.deepEqual(await cellsOf(text), [
        ["1", "2"],
        ["3", "4"],
      ]);
    });
  }

  test("are read from UTF-16, in chunks of one byte", async () => {
    const little = Buffer.from('\u{FEFF}naïve\tb\r\n"😀\t"\t2\r\n', "utf16le");
    for (const content of [little, Buffer.from(little).swap16()]) {
      const { header, rows } = await readWhole(content, { sizes: [1] });
      assert.deepEqual(header.cells, ["naïve", "b"]);
      assert.deepEqual(rows, [{ number: 2, line: 2, raw: '"😀\t"\t2', cells: ["😀\t", "2"] }]);
    }
  });

  test("of a file with a byte order mark do not show it", async () => {
    const { header, dialect } = await readWhole("\u{FEFF}a,b\n");
    assert.deepEqual(header.cells, ["a", "b"]);
    assert.equal(dialect.bom, true);
  });

  test("may be more than 16 MiB together", async () => {
    const { rows } = await readWhole(`a,b\n${`1,${"x".repeat(1000)}\n`.repeat(18_000)}`, {
      sizes: [1 << 20],
    });
    assert.equal(rows.length, 18_000);
  });

  test("are split by the chosen delimiter", async () => {
    const { header } = await readWhole("a,b;c\n", { delimiter: ";" });
    assert.deepEqual(header.cells, ["a,b", "c"]);
  });
});

describe("a large record", () => {
  for (const size of [1000, 65_536, 10_000_000]) {
    test(`is read whole from chunks of ${size}`, async () => {
      const cell = 'line one\nline ""two""\n'.repeat(100_000);
      const { rows } = await readWhole(`a,b\n1,"${cell}"\n3,4\n`, { sizes: [size] });
      assert.equal(rows[0]?.cells[1], cell.replaceAll('""', '"'));
      assert.deepEqual(rows[1], { number: 3, line: 200_003, raw: "3,4", cells: ["3", "4"] });
    });
  }
});

describe("careless quotes", () => {
  test("in the middle of a cell are ordinary characters", async () => {
    assert.deepEqual(await cellsOf('a,b\n5" screen,6" screen\n'), [['5" screen', '6" screen']]);
    assert.deepEqual(await cellsOf('a,b\n "x",y\n'), [[' "x"', "y"]]);
  });

  test("may be followed by text, which belongs to the cell", async () => {
    const { rows } = await readWhole('a,b\n"5" screen",x\n1,2\n');
    assert.deepEqual(
      rows.map((row) => row.raw),
      ['"5" screen"'.concat(",x"), "1,2"],
    );
    assert.deepEqual(rows[0]?.cells, ['"5" screen"', "x"]);
  });

  test("may stand around whole lines of a cell", async () => {
    assert.deepEqual(await cellsOf('a,b\n"""x""\ny",1\n'), [['"x"\ny', "1"]]);
  });

  test("that would swallow rows stop the run", async () => {
    await assert.rejects(readWhole('a,b\n"open,1\n2,3\n4,"5"\n'), {
      name: "RunError",
      message: /ads\.csv, line 2: .* line 4/,
      wayOut: /Close the quote on line 2/,
    });
  });

  test("that are never closed stop the run and name the line where they open", async () => {
    await assert.rejects(readWhole('a,b\n"1\n2",x\n"y\nz",3,"open\n4,5\n'), {
      name: "RunError",
      message: /ads\.csv, line 5: a quote is opened here and never closed/,
      wayOut: /Close the quote/,
    });
  });
});

describe("a file that cannot be read says why and where", () => {
  const cases: readonly (readonly [what: string, content: Buffer | string, message: RegExp])[] = [
    ["no bytes", "", /ads\.csv is empty/],
    ["only a mark", "\u{FEFF}", /ads\.csv holds only empty rows/],
    ["blank space", " \n\n  \r\n", /ads\.csv holds only empty rows/],
    ["delimiters", '\n ,"",\n,,\n', /ads\.csv holds only empty rows/],
    ["a zero byte", bytes("a,b\n1,2\r\n3,", 0, "\n"), /not a text file: line 3/],
    ["a workbook", bytes("PK\u{3}\u{4}", 20, 0), /ads\.csv is an Excel workbook/],
    ["Latin-1", bytes('a,b\r\n"x\ny",1\nM', 0xfc, "nchen,2\n"), /UTF-8: .* on line 4/],
    ["a UTF-8 character cut off", bytes("a,b\n1,", 0xc3), /UTF-8: .* on line 2/],
    ["odd UTF-16", bytes(0xff, 0xfe, "a\0,\0b\0\n\0c"), /UTF-16: line 2/],
    [
      "half a surrogate pair",
      bytes(0xff, 0xfe, "a\0\n\0", 0x3d, 0xd8, "b\0"),
      /UTF-16: line 2 holds half/,
    ],
    ["a zero character in UTF-16", bytes(0xff, 0xfe, "a\0\n\0\0\0"), /not a text file: line 2/],
  ];
  for (const [what, content, message] of cases) {
    for (const sizes of [[65_536], [1]]) {
      test(`${what}, in chunks of ${sizes[0]}`, async () => {
        await assert.rejects(readWhole(content, { sizes }), {
          name: "RunError",
          message,
          wayOut: /\w/,
        });
      });
    }
  }

  test("a quote still open after 16 MiB, without reading on", async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n1,"');
      const chunk = Buffer.alloc(1 << 20, "x\n");
      for (;;) {
        given += chunk.length;
        yield chunk;
      }
    }
    await assert.rejects(
      async () => {
        const { rows } = await readSheet(endless(), "ads.csv");
        for await (const _ of rows);
      },
      { message: /ads\.csv, line 2: the row .* larger than 16 MiB/ },
    );
    assert.ok(given <= 20 << 20);
  });

  for (const character of ["x", ","]) {
    test(`a row over 16 MiB of ${JSON.stringify(character)}`, async () => {
      const text = `a,b\n1,${character.repeat(17 << 20)}\n`;
      await assert.rejects(readWhole(text, { sizes: [1 << 20] }), {
        message: /line 2: the row .* larger than 16 MiB/,
      });
    });
  }

  test("the source is closed when reading fails or is given up", async () => {
    let closed = 0;
    async function* source(text: string): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from(text);
      } finally {
        closed++;
      }
    }
    await assert.rejects(readSheet(source("PK\u{3}\u{4}"), "ads.csv"));
    assert.equal(closed, 1);
    const { rows } = await readSheet(source("a,b\n"), "ads.csv");
    for await (const _ of rows) break;
    assert.equal(closed, 2);
  });
});

describe("a stored record", () => {
  test("is parsed to the same cells", () => {
    assert.deepEqual(parseRecord('a,"b\n""c""",', reportDialect), ["a", 'b\n"c"', ""]);
  });
  test("is refused if it is more or less than one", () => {
    assert.throws(() => parseRecord('"a', reportDialect), RangeError);
    assert.throws(() => parseRecord('"a"\nb', reportDialect), RangeError);
  });
});
