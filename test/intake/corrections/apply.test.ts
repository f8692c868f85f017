import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { RunError } from "../../../src/messages/run-error.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { parseMap } from "../../../src/operations/columns/map-file.ts";
import { customerId, recordAs, standing, takenIn } from "../../support/ledger.ts";
import { file, resubmitted, tried, UNEDITED } from "./tried-run.ts";

suite("a correction file", () => {
  test("that nobody edited lets go only what had to wait", async () => {
    const run = await tried();
    const { edited, unedited, absent, settled, released } = await resubmitted(run, file(UNEDITED));
    assert.deepEqual(
      { edited, unedited, absent, settled, released },
      { edited: [], unedited: [3, 4], absent: [], settled: [], released: [5] },
    );
    assert.deepEqual(standing(run.ledger), {
      accepted: [2],
      rejected: [3],
      invalid: [4],
      unsent: [5],
      in_doubt: [6],
    });
    assert.equal(run.ledger.rows.errorsOf(3).length, 1);
  });

  test("sends what was edited, and keeps what is wrong still", async () => {
    const run = await tried();
    const rows = ["B,1,2.5,ads,3,rejected,why", "C,1,y,ads,4,invalid,why"];
    assert.deepEqual((await resubmitted(run, file(rows))).edited, [3, 4]);
    assert.deepEqual(standing(run.ledger).unsent, [3, 5]);
    assert.deepEqual([run.ledger.rows.find(3)?.raw, run.ledger.rows.find(3)?.line], ["B,1,2.5", 3]);
    assert.match(run.ledger.rows.errorsOf(4)[0]?.message ?? "", /"y"/);
    // The same file once more changes nothing.
    assert.deepEqual((await resubmitted(run, file(rows))).edited, []);
  });

  test("may have empty lines, and rows that were emptied: they stand as they were", async () => {
    const run = await tried();
    const rows = [",,,,,,", "B,1,2.5,ads,3,rejected,why", ' ,"",,ads,4,invalid,why', ",,,,,,"];
    const { edited, unedited, absent } = await resubmitted(run, file(rows));
    assert.deepEqual({ edited, unedited, absent }, { edited: [3], unedited: [], absent: [4] });
    assert.deepEqual(standing(run.ledger).invalid, [4]);
    assert.equal(run.ledger.rows.find(4)?.raw, "C,1,x");
  });

  test("never touches what was accepted or is in doubt", async () => {
    const run = await tried();
    const rows = ["Z,9,9,ads,2,rejected,", "Z,9,9,ads,6,rejected,"];
    const { settled, edited, absent } = await resubmitted(run, file(rows));
    assert.deepEqual([settled, edited, absent], [[2, 6], [], [3, 4]]);
    assert.deepEqual(
      [run.ledger.rows.find(2)?.raw, run.ledger.rows.find(2)?.outcome],
      ["A,1,1", "accepted"],
    );
    assert.deepEqual(
      [run.ledger.rows.find(6)?.raw, run.ledger.rows.find(6)?.outcome],
      ["E,1,5", "in_doubt"],
    );
  });

  test("may edit a row that only had to wait", async () => {
    const run = await tried();
    const { edited, released } = await resubmitted(run, file(["DD,1,4,ads,5,deferred,"]));
    assert.deepEqual([edited, released], [[5], []]);
    assert.equal(run.ledger.rows.find(5)?.raw, "DD,1,4");
  });

  for (const [what, row, message] of [
    ["of another run", "B,1,9,other,3,,", /line 3: it belongs to the run other, not to ads/],
    ["of no run", "B,1,9,,3,,", /line 3: its _run is empty/],
    [
      "that the run does not have",
      "B,1,9,ads,77,,",
      /line 3: its _row is "77", and the run has no such row/,
    ],
    ["without a number", "B,1,9,ads,3.0,,", /_row is "3\.0"/],
    ["that is in it already", "C,1,9,ads,4,,", /line 3: row 4 of the run is in it twice/],
  ] as const) {
    test(`with a row ${what} is refused, and nothing is changed`, async () => {
      const run = await tried();
      const before = standing(run.ledger);
      await assert.rejects(resubmitted(run, file(["C,1,3,ads,4,,", row])), (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, message);
        assert.match(error.message, /Nothing was sent\.$/);
        return true;
      });
      assert.deepEqual(standing(run.ledger), before);
      assert.equal(run.ledger.rows.find(4)?.raw, "C,1,x");
    });
  }

  for (const header of ["name,campaign,cpc_bid,_row", "name,campaign,cpc_bid,_run"]) {
    test(`needs its control columns: ${header}`, async () => {
      await assert.rejects(
        resubmitted(await tried(), file([], header)),
        /lacks the column _r(un|ow)\.$/,
      );
    });
  }
});

suite("the columns of a correction file", () => {
  test("may stand in any order and spelling, in another dialect", async () => {
    const run = await tried();
    const header = "_row;_errors;CPC Bid;Name;_run;campaign";
    const rows = ["3;;2;B;ads;1", "4;;3;C;ads;1"];
    const { edited, unedited } = await resubmitted(run, file(rows, header));
    assert.deepEqual([edited, unedited], [[4], [3]]);
    assert.equal(run.ledger.rows.find(4)?.raw, "C,1,3");
    assert.deepEqual(run.ledger.run.headers, ["name", "campaign", "cpc_bid"]);
  });

  test("may be added, and stay in the run", async () => {
    const run = await tried();
    const header = "name,campaign,status,cpc_bid,_run,_row";
    const rows = ["B,1,paused,2,ads,3", "C,1,,x,ads,4"];
    const { edited, unedited } = await resubmitted(run, file(rows, header));
    assert.deepEqual([edited, unedited], [[3], [4]]);
    assert.deepEqual(run.ledger.run.headers, ["name", "campaign", "cpc_bid", "status"]);
    assert.equal(run.ledger.run.headerRaw, "name,campaign,cpc_bid,status");
    assert.equal(run.ledger.rows.find(3)?.raw, "B,1,2,paused");
  });

  test("may be renamed, which edits the rows that fill them", async () => {
    const run = await takenIn("nmae,campaign\nA,1\n,1\n");
    const header = "name,campaign,_run,_row";
    const { edited } = await resubmitted(run, file(["A,1,ads,2", ",1,ads,3"], header));
    assert.deepEqual(edited, [2]);
    assert.equal(run.ledger.rows.find(2)?.raw, ",1,A");
    assert.equal(run.ledger.rows.find(2)?.outcome, "unsent");
  });

  test("may not be taken out if a row of the file says something in them", async () => {
    const rows = ["B,2,ads,3"];
    await assert.rejects(
      resubmitted(await tried(), file(rows, "name,cpc_bid,_run,_row")),
      /lacks the column campaign\.$/,
    );
  });

  test("may be taken out if they are no fields, as their faults advise, which mends the rows", async () => {
    const text =
      "name,campaign,colour,resource_name,effective_cpc_bid_micros\nA,1,red,,\nB,1,,,7\n";
    const run = await takenIn(text);
    assert.deepEqual(standing(run.ledger).invalid, [2, 3]);
    const rows = ["A,1,ads,2", "B,1,ads,3"];
    const { edited } = await resubmitted(run, file(rows, "name,campaign,_run,_row"));
    assert.deepEqual(edited, [2, 3]);
    assert.deepEqual(standing(run.ledger), { unsent: [2, 3] });
    assert.deepEqual(run.ledger.run.headers.length, 5);
    assert.equal(run.ledger.rows.find(2)?.raw, "A,1,,,");
  });

  test("may be taken out if nobody looks at them, which is no edit", async () => {
    const map = parseMap("{Gruppe: name, Kampagne: campaign, Notiz: ignore}", "map.yaml");
    const run = await takenIn("Gruppe,Kampagne,Notiz\nA,x,neu\nB,x,alt\n", { map });
    assert.deepEqual(standing(run.ledger).invalid, [2, 3]);
    const rows = ["A,1,ads,2", "B,x,ads,3"];
    const { edited, unedited } = await resubmitted(
      run,
      file(rows, "Gruppe,Kampagne,_run,_row"),
      map,
    );
    assert.deepEqual([edited, unedited], [[2], [3]]);
    assert.equal(run.ledger.rows.find(2)?.raw, "A,1,neu");
  });

  test("may be taken out and renamed at the same time", async () => {
    const run = await takenIn("nmae,campaign,colour\nA,1,red\n");
    const { edited } = await resubmitted(run, file(["A,1,ads,2"], "name,campaign,_run,_row"));
    assert.deepEqual(edited, [2]);
    assert.deepEqual(standing(run.ledger), { unsent: [2] });
  });

  test("may not be taken out if they say what another kind of row is about", async () => {
    const map = builtInMaps["google-ads-editor"] ?? null;
    const defaults = { entity: null, operation: "update", customerId };
    const run = await takenIn("Campaign,Status,Location\nShoes,Paused,Sweden\n", { map, defaults });
    assert.deepEqual(standing(run.ledger), { invalid: [2] });
    await assert.rejects(
      resubmitted(run, file(["Shoes,Paused,ads,2"], "Campaign,Status,_run,_row"), map),
      /lacks the column Location\.$/,
    );
  });

  test("without a header hold what a row has too much", async () => {
    const run = await takenIn("name,campaign\nA, 1,1\nB,1,,2\n");
    const header = "name,campaign,,,_run,_row";
    const rows = ["A, 1,1,,ads,2", "B,1,,,ads,3"];
    const { edited, unedited } = await resubmitted(run, file(rows, header));
    assert.deepEqual([edited, unedited], [[3], [2]]);
    assert.deepEqual(standing(run.ledger), { invalid: [2], unsent: [3] });
  });

  test("may have names of ours, if ours stand behind", async () => {
    const run = await takenIn("name,campaign,_errors\nA,1,mine\n");
    recordAs(run.ledger, 2, "rejected");
    const header = "name,campaign,_errors,_run,_row,_outcome,_errors";
    const { edited } = await resubmitted(run, file(["A,1,mine,ads,2,rejected,why"], header));
    assert.deepEqual(edited, []);
  });
});

suite("what asks for nothing else", () => {
  const map = parseMap("{Gruppe: name, Kampagne: campaign, Klicks: ignore}", "map.yaml");
  const header = "Gruppe,Kampagne,Klicks,_run,_row";

  test("is no edit: a column that nobody reads, however it was saved or changed", async () => {
    const run = await takenIn("Gruppe,Kampagne,Klicks\nA,1,0\nB,1,00123\nC,1,7\nD,1,1/2\n", {
      map,
    });
    for (const row of [2, 3, 4, 5]) recordAs(run.ledger, row, "rejected");
    const rows = ["A,1,0.0,ads,2", "B,1,123,ads,3", "C,1,nine,ads,4", "D,1,02.Jan,ads,5"];
    const { edited, unedited, unread, unreadColumns } = await resubmitted(
      run,
      file(rows, header),
      map,
    );
    assert.deepEqual([edited, unedited], [[], [2, 3, 5]]);
    assert.deepEqual([unread, unreadColumns], [[4], ["Klicks"]]);
    assert.deepEqual(standing(run.ledger).rejected, [2, 3, 4, 5]);
  });

  test("goes along with an edit, where it is more than a matter of form", async () => {
    const run = await takenIn("Gruppe,Kampagne,Klicks\nA,1,0\nB,1,0\n", { map });
    for (const row of [2, 3]) recordAs(run.ledger, row, "rejected");
    await resubmitted(run, file(["AA,1,0.0,ads,2", "BB,1,mine,ads,3"], header), map);
    assert.deepEqual(
      [2, 3].map((row) => run.ledger.rows.find(row)?.raw),
      ["AA,1,0", "BB,1,mine"],
    );
  });

  test("is no edit: blanks around a cell, unless they are what was refused", async () => {
    const run = await takenIn("name,campaign,status\nA,1,PAUSED\nB,1,PAUSED\n");
    for (const row of [2, 3]) recordAs(run.ledger, row, "rejected");
    const rows = ["A, 1 ,paused ,ads,2", "B,2,PAUSED,ads,3"];
    const { edited } = await resubmitted(run, file(rows, "name,campaign,status,_run,_row"));
    assert.deepEqual(edited, [3]);
    assert.equal(run.ledger.rows.find(2)?.raw, "A,1,PAUSED");
  });
});

suite("a correction file saved by a spreadsheet program", () => {
  test("was edited where it means something else, and is taken as it was elsewhere", async () => {
    const run = await takenIn("name,campaign,cpc_bid,status\nA,1,1.10,paused\nB,1,2.50,paused\n");
    for (const row of [2, 3]) recordAs(run.ledger, row, "rejected");
    const header = "name;campaign;cpc_bid;status;_run;_row";
    const rows = ["A;1;1,1;PAUSED;ads;2", "B2;1;2,5;PAUSED;ads;3"];
    const { edited, unedited } = await resubmitted(run, file(rows, header));
    assert.deepEqual([edited, unedited], [[3], [2]]);
    assert.equal(run.ledger.rows.find(3)?.raw, "B2,1,2.50,paused");
  });

  test("was mended where a cell was refused, even if the value looks the same", async () => {
    const run = await takenIn('name,campaign,cpc_bid\nA,1,"1,25"\n');
    const header = "name,campaign,cpc_bid,_run,_row";
    assert.deepEqual((await resubmitted(run, file(["A,1,1.25,ads,2"], header))).edited, [2]);
    assert.deepEqual(standing(run.ledger), { unsent: [2] });
  });

  test("has points that only edits bring into doubt", async () => {
    const run = await takenIn("name,campaign,cpc_bid\nA,1,1.250\nB,1,2\n");
    for (const row of [2, 3]) recordAs(run.ledger, row, "rejected");
    const header = "name;campaign;cpc_bid;_run;_row";
    const { edited } = await resubmitted(run, file(["AA;1;1,25;ads;2", "B;1;2;ads;3"], header));
    assert.deepEqual([edited, run.ledger.rows.find(2)?.raw], [[2], "AA,1,1.250"]);
    await assert.rejects(
      resubmitted(run, file(["AA;1;1,25;ads;2", "B;1;2.500;ads;3"], header)),
      (error) =>
        error instanceof RunError &&
        /in row 3, column cpc_bid, 2 has become 2\.500: in a file with semicolons .* Nothing was sent\.$/.test(
          error.message,
        ) &&
        /without the point/.test(error.wayOut ?? ""),
    );
  });

  for (const [what, before, after] of [
    ["shortened numbers", "1234567890,A", "1.23E+09,A"],
    ["lost zeros", "0123456789,A", "123456789,A"],
    ["formulas", "1,+boots", "1,#NAME?"],
  ] as const) {
    test(`is refused for ${what}, and changes nothing`, async () => {
      const run = await takenIn(`campaign,name\n${before}\n2,B\n`);
      for (const row of [2, 3]) recordAs(run.ledger, row, "rejected");
      const rows = [`${after},ads,2`, "2,C,ads,3"];
      await assert.rejects(
        resubmitted(run, file(rows, "campaign,name,_run,_row")),
        (error) =>
          error instanceof RunError &&
          /in row 2, column (campaign|name), .* has become .*Nothing was sent\.$/.test(
            error.message,
          ),
      );
      assert.deepEqual(standing(run.ledger), { rejected: [2, 3] });
    });
  }
});

suite("rows that were blocked", () => {
  test("go with the row that blocked them, along the whole chain", async () => {
    const run = await tried();
    recordAs(run.ledger, 5, "blocked", { blockedBy: 3 });
    recordAs(run.ledger, 6, "blocked", { blockedBy: 5 });
    recordAs(run.ledger, 2, "blocked", { blockedBy: 4 });
    const { released } = await resubmitted(run, file(["B,1,3,ads,3,rejected,", UNEDITED[1] ?? ""]));
    assert.deepEqual(released, [5, 6]);
    assert.deepEqual(standing(run.ledger), { blocked: [2], unsent: [3, 5, 6], invalid: [4] });
  });

  test("go if that one only had to wait, or was accepted", async () => {
    const run = await tried();
    recordAs(run.ledger, 3, "blocked", { blockedBy: 5 });
    recordAs(run.ledger, 6, "blocked", { blockedBy: 2 });
    assert.deepEqual((await resubmitted(run, file([]))).released, [3, 5, 6]);
  });

  test("stay while that one is edited and wrong still", async () => {
    const run = await tried();
    recordAs(run.ledger, 5, "blocked", { blockedBy: 4 });
    assert.deepEqual((await resubmitted(run, file(["C,1,z,ads,4,invalid,"]))).released, []);
  });

  test("by a row that nobody knows go with any edit", async () => {
    const run = await tried();
    recordAs(run.ledger, 5, "blocked");
    assert.deepEqual((await resubmitted(run, file(UNEDITED))).released, []);
    assert.deepEqual((await resubmitted(run, file(["B,1,3,ads,3,rejected,"]))).released, [5]);
  });
});
