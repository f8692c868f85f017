import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { faultOf, faults, updated } from "../sheet.ts";

const [a, b] = ["https://tents.example/a", "https://tents.example/b"];

suite("several addresses in one cell", () => {
  for (const between of ["|", " | ", " ; ", "; ", " ;", " ", "\n", ", "]) {
    test(`are told apart with ${JSON.stringify(between)}`, () => {
      const cell = `${a}${between}${b}`;
      assert.deepEqual(updated("ad", { final_urls: cell }).value, { final_urls: [a, b] });
    });
  }

  test("are refused where the separator may be part of an address", () => {
    for (const cell of [`${a};${b}`, `${a},${b}`, `${a} sale`]) {
      assert.equal(faultOf("ad", "final_urls", cell).code, "AMBIGUOUS_LIST", cell);
    }
    assert.equal(faultOf("ad", "final_urls", `${a} ;`).code, "EMPTY_ELEMENT");
  });

  test("are refused in the column of a single one", () => {
    const cells = { ad_group: "5", "ad.final_urls[0]": `${a} ; ${b}` };
    const codes = faults("ad_group_ad", "create", cells).map(({ code }) => code);
    assert.deepEqual(codes, ["AMBIGUOUS_LIST"]);
  });

  test("are one where it looks like one", () => {
    for (const cell of [`${a}?x=1;y=2,3`, "tents.example", "{lpurl}?a=b"]) {
      assert.deepEqual(updated("ad", { final_urls: cell }).value, { final_urls: [cell] });
    }
  });
});

suite("several texts in one cell", () => {
  const values = "structured_snippet_asset.values";
  const sent = (cell: string): unknown => updated("asset", { [values]: cell }).value;

  test("are told apart with |", () => {
    const expected = { structured_snippet_asset: { values: ["Domes, 2 p.", "Tunnels"] } };
    assert.deepEqual(sent("Domes, 2 p.|Tunnels"), expected);
  });

  for (const cell of ["Domes;Tunnels", "Domes, Tunnels", "Domes\nTunnels"]) {
    test(`are not guessed at: ${JSON.stringify(cell)}`, () => {
      const fault = faultOf("asset", values, cell);
      assert.equal(fault.code, "AMBIGUOUS_LIST");
      const json = JSON.stringify([cell]);
      assert.ok(fault.advice.includes(json), fault.advice);
      assert.deepEqual(sent(json), { structured_snippet_asset: { values: [cell] } });
    });
  }
});
