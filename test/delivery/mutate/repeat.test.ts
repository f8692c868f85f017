import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Answer } from "../../../src/transport/transport.ts";
import { errorAt } from "../../support/answers.ts";
import { outcomesOf, rowsWith } from "../../support/cli.ts";
import { startRun } from "../../support/run.ts";
import {
  accepted,
  type Arrived,
  failedCall,
  found,
  resourceOf,
  scripted,
} from "../../support/scripted-transport.ts";
import { labels } from "../../support/sheets.ts";

/** One answer after the other; the last for all further calls. */
function inTurn(...answers: readonly ((call: Arrived) => Answer)[]): (call: Arrived) => Answer {
  return (call) => {
    const answer = answers[Math.min(call.number, answers.length) - 1];
    assert.ok(answer);
    return answer(call);
  };
}

const TRANSIENT = ["internal_error", "TRANSIENT_ERROR"] as const;

const TOO_LONG = ["string_length_error", "TOO_LONG"] as const;

const lost = (): Answer => failedCall(14);

const at = (position: number): string => `mutate_operations[${position}].label_operation.create`;

const throttled = (message: string) =>
  errorAt("", "quota_error", "RESOURCE_TEMPORARILY_EXHAUSTED", message);

/** Every operation is refused with the same event. */
function stamped(call: Arrived): Answer {
  const [category, name, message] = [
    "quota_error",
    "RESOURCE_TEMPORARILY_EXHAUSTED",
    "Retry in 7 seconds.",
  ] as const;
  return accepted(
    call,
    call.names.map((_, n) => errorAt(at(n), category, name, message)),
  );
}

function tooLarge(): Answer {
  return failedCall(3, [errorAt("", "size_limit_error", "REQUEST_SIZE_LIMIT_EXCEEDED")]);
}

function masked(): Answer {
  return failedCall(13, [errorAt("mutate_operations[0]", "internal_error", "INTERNAL_ERROR")]);
}

describe("rows that were refused for no fault of theirs", () => {
  test("go again by themselves, and nobody else does", async () => {
    const run = await startRun(labels("a", "b", "c", "d"), {
      transport: scripted(
        inTurn(
          (call) => accepted(call, [errorAt(at(1), ...TRANSIENT), errorAt(at(3), ...TOO_LONG)]),
          accepted,
        ),
      ),
    });
    assert.deepEqual(run.sent, [["a", "b", "c", "d"], ["b"]]);
    assert.deepEqual(run.waits, [1000]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted", "accepted", "rejected"]);
    assert.deepEqual(
      run.reports.results.map((row) => row["attempts"]),
      ["1", "2", "1", "1"],
    );
  });

  test("after 1, 2 and 4 seconds, and then no more: the run stops and says so", async () => {
    const run = await startRun(labels("a", "b"), {
      transport: scripted((call) =>
        accepted(
          call,
          call.names.map((_, n) => errorAt(at(n), ...TRANSIENT)),
        ),
      ),
    });
    assert.deepEqual([run.sent.length, run.waits], [4, [1000, 2000, 4000]]);
    assert.deepEqual(outcomesOf(run.reports), ["deferred", "deferred"]);
    assert.equal(run.reports.summary.stopped.length, 1);
    assert.equal(run.reports.summary.exit_code, 4);
  });

  test("a row that needs somebody to change something does not hold back the others", async () => {
    const run = await startRun(labels("a", "b", "c"), {
      transport: scripted(
        inTurn(
          (call) =>
            accepted(call, [
              errorAt(at(0), "authorization_error", "USER_PERMISSION_DENIED"),
              errorAt(at(1), ...TRANSIENT),
            ]),
          accepted,
        ),
      ),
    });
    assert.deepEqual(run.sent.slice(1), [["b"]]);
    assert.deepEqual(outcomesOf(run.reports), ["deferred", "accepted", "accepted"]);
  });
});

describe("too many requests", () => {
  test("the time that Google names is waited", async () => {
    const run = await startRun(labels("a", "b"), {
      transport: scripted(
        inTurn(
          () => failedCall(8, [throttled("Too many requests. Retry in 30 seconds.")]),
          accepted,
        ),
      ),
    });
    assert.deepEqual(run.waits, [30_000]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
  });

  test("the same event stamped on every operation is one wait, and they all go again", async () => {
    const run = await startRun(labels("a", "b", "c"), {
      transport: scripted(inTurn(stamped, accepted)),
    });
    assert.deepEqual(run.sent, [
      ["a", "b", "c"],
      ["a", "b", "c"],
    ]);
    assert.deepEqual(run.waits, [7000]);
  });

  test("afterwards requests keep a distance, until some were taken", async () => {
    const run = await startRun(labels("a", "b", "c"), {
      transport: scripted(
        inTurn(() => failedCall(8, [throttled("Retry in 3 seconds.")]), accepted),
      ),
      settings: { batchSize: 1 },
    });
    // The wait that Google asks for covers the first distance; the next is half a second.
    assert.deepEqual(run.waits, [3000, 1000, 500]);
  });

  test("a wait of hours stops the run, with the time to go on at", async () => {
    const quota = errorAt("", "quota_error", "RESOURCE_EXHAUSTED", "Retry in 40591 seconds.");
    const run = await startRun(labels("a", "b", "c"), {
      transport: scripted(() => failedCall(8, [quota])),
      settings: { batchSize: 1 },
      startsAt: Date.UTC(2026, 10, 22, 10, 58),
    });
    assert.deepEqual([run.sent.length, run.waits], [1, []]);
    assert.deepEqual(outcomesOf(run.reports), ["deferred", "unsent", "unsent"]);
    const [stopped] = run.reports.summary.stopped;
    assert.match(
      stopped?.way_out ?? "",
      /^Continue at 2026-11-22 22:15 UTC \(in 11 hours\): rowmend resume /,
    );
  });
});

describe("a request that is too large", () => {
  test("goes in halves until it fits", async () => {
    const run = await startRun(labels("a", "b", "c", "d", "e"), {
      transport: scripted((call) => (call.names.length > 2 ? tooLarge() : accepted(call))),
    });
    assert.deepEqual(run.sent.slice(1), [["a", "b", "c"], ["a", "b"], ["c"], ["d", "e"]]);
    assert.deepEqual([...new Set(outcomesOf(run.reports))], ["accepted"]);
  });

  test("a row that is too large by itself is left, and holds up no other", async () => {
    const run = await startRun(labels("a", "huge", "c"), {
      transport: scripted((call) => (call.names.includes("huge") ? tooLarge() : accepted(call))),
    });
    assert.deepEqual(
      outcomesOf(run.reports),
      ["accepted", "rejected", "accepted"].map((outcome, n) => (n === 1 ? "deferred" : outcome)),
    );
  });
});

describe("a fault that Google masks as an internal error", () => {
  const names = Array.from({ length: 64 }, (_, n) => `n${n}`);
  test("is found by halving; all others get through", async () => {
    const run = await startRun(labels(...names), {
      transport: scripted((call) => {
        if (!call.names.includes("n37")) return accepted(call);
        return call.names.length > 1 ? masked() : accepted(call, [errorAt(at(0), ...TOO_LONG)]);
      }),
    });
    assert.deepEqual(rowsWith(run.reports, "rejected"), [39]);
    assert.equal(run.reports.summary.outcomes.accepted, 63);
    assert.ok(run.sent.length < 20, `${run.sent.length} calls`);
  });

  test("the row stays behind if Google never says more, and stops nobody", async () => {
    const run = await startRun(labels(...names), {
      transport: scripted((call) => (call.names.includes("n3") ? masked() : accepted(call))),
      settings: { batchSize: 32 },
    });
    assert.equal(run.reports.summary.outcomes.accepted, 63);
    assert.deepEqual(
      rowsWith(run.reports, "in_doubt").concat(rowsWith(run.reports, "deferred")),
      [5],
    );
  });

  test("a server that answers nothing else is not asked for ever", async () => {
    const run = await startRun(
      labels(
        ...names,
        ...names.map((name) => `${name} more`),
        ...names.map((name) => `${name} most`),
      ),
      { transport: scripted(masked) },
    );
    assert.ok(run.sent.length < 40, `${run.sent.length} calls`);
    assert.equal(run.reports.summary.outcomes.accepted, 0);
  });
});

test("a request that is refused because of one row goes again at once without it", async () => {
  const run = await startRun(labels("a", "bad", "c"), {
    transport: scripted((call) => {
      const position = call.names.indexOf("bad");
      return position < 0 ? accepted(call) : failedCall(3, [errorAt(at(position), ...TOO_LONG)]);
    }),
  });
  assert.deepEqual(
    [run.sent, run.waits],
    [
      [
        ["a", "bad", "c"],
        ["a", "c"],
      ],
      [],
    ],
  );
  assert.deepEqual(outcomesOf(run.reports), ["accepted", "rejected", "accepted"]);
});

test("a wait of hours stops the run, also beside a row at fault", async () => {
  const run = await startRun(labels("bad", "a", "b", "c"), {
    transport: scripted((call) =>
      accepted(call, [
        errorAt(at(0), ...TOO_LONG),
        errorAt(at(1), "quota_error", "RESOURCE_EXHAUSTED", "Retry in 40591 seconds."),
      ]),
    ),
    settings: { batchSize: 2 },
  });
  assert.deepEqual(outcomesOf(run.reports), ["rejected", "deferred", "unsent", "unsent"]);
  assert.match(run.reports.summary.stopped[0]?.way_out ?? "", /in 11 hours/);
});

test("a row that has to wait for something of its own holds up no other", async () => {
  const review = ["criterion_error", "CANNOT_ADD_USER_LIST_PENDING_PRIVACY_REVIEW"] as const;
  const run = await startRun(labels("reviewed", "a", "b"), {
    transport: scripted((call) =>
      accepted(call, call.names[0] === "reviewed" ? [errorAt(at(0), ...review)] : []),
    ),
    settings: { batchSize: 1 },
  });
  assert.deepEqual(run.sent, [["reviewed"], ["a"], ["b"]]);
  assert.deepEqual(outcomesOf(run.reports), ["deferred", "accepted", "accepted"]);
  assert.deepEqual(run.reports.summary.stopped, []);
});

test("a pause that is cut short is an interruption", async () => {
  const controller = new AbortController();
  const run = await startRun(labels("a"), {
    transport: scripted(() => {
      controller.abort();
      return failedCall(8, [errorAt("", "quota_error", "RESOURCE_TEMPORARILY_EXHAUSTED")]);
    }),
    signal: controller.signal,
  });
  assert.deepEqual(outcomesOf(run.reports), ["deferred"]);
  assert.equal(run.reports.summary.exit_code, 130);
});

test("faulty rows that are named one by one do not hold up the others for ever", async () => {
  const names = Array.from({ length: 40 }, (_, n) => (n % 4 === 0 ? `bad ${n}` : `good ${n}`));
  const run = await startRun(labels(...names), {
    transport: scripted((call) => {
      const position = call.names.findIndex((name) => name.startsWith("bad"));
      return position < 0 ? accepted(call) : failedCall(3, [errorAt(at(position), ...TOO_LONG)]);
    }),
  });
  assert.deepEqual(
    [run.reports.summary.outcomes.accepted, run.reports.summary.outcomes.rejected],
    [30, 10],
  );
});

test("a request that never left this machine goes again, and nothing is in doubt", async () => {
  const run = await startRun(labels("a"), {
    transport: scripted(inTurn(() => failedCall(14, [], false), accepted)),
  });
  assert.deepEqual([run.sent.length, run.queries, run.waits], [2, [], [1000]]);
  assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
});

describe("an answer that is lost", () => {
  test("what is found is accepted with its name, what is not goes again", async () => {
    const run = await startRun(labels("there", "absent"), {
      transport: scripted(inTurn(lost, accepted), () => found(["there"])),
    });
    assert.deepEqual(run.sent, [["there", "absent"], ["absent"]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
    assert.equal(run.reports.results[0]?.["resource_name"], resourceOf("there"));
  });

  test("it is looked for twice, after a pause each, before it counts as not there", async () => {
    const run = await startRun(labels("late"), {
      transport: scripted(lost, (_, number) => found(number === 2 ? ["late"] : [])),
    });
    assert.deepEqual([run.sent.length, run.queries.length, run.waits], [1, 2, [5000, 5000]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
  });

  test("a look-up that fails for the moment is made again", async () => {
    const run = await startRun(labels("there"), {
      transport: scripted(lost, (_, number) => {
        if (number > 1) return found(["there"]);
        const failed = failedCall(14);
        assert.ok(failed.kind === "failed");
        return failed;
      }),
    });
    assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
  });

  test("a look-up that fails for good leaves the row in doubt, and stops the account", async () => {
    const failed = failedCall(7);
    assert.ok(failed.kind === "failed");
    const run = await startRun(labels("a", "b"), {
      transport: scripted(lost, () => failed),
      settings: { batchSize: 1 },
    });
    assert.deepEqual(outcomesOf(run.reports), ["in_doubt", "unsent"]);
    assert.equal(run.reports.summary.exit_code, 3);
  });

  test("updates and removals are repeated without being looked for", async () => {
    const sheet = [
      "entity,operation,resource_name,name",
      "label,update,customers/1234567890/labels/5,new",
      "label,remove,customers/1234567890/labels/6,",
      "",
    ].join("\n");
    const run = await startRun(sheet, { transport: scripted(inTurn(lost, accepted)) });
    assert.deepEqual([run.sent.length, run.queries], [3, []]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
  });

  test("a second removal that finds nothing any more counts as done", async () => {
    const name = "customers/1234567890/labels/6";
    const gone = errorAt(
      "mutate_operations[0].label_operation.remove",
      "mutate_error",
      "RESOURCE_NOT_FOUND",
    );
    const sheet = `entity,operation,resource_name\nlabel,remove,${name}\n`;
    const answer = inTurn(lost, (call) => accepted(call, [gone]));
    const run = await startRun(sheet, { transport: scripted(answer) });
    assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
    assert.equal(run.reports.results[0]?.["resource_name"], name);
    // Without doubt it is a fault of the row.
    const plain = await startRun(sheet, { transport: scripted((call) => accepted(call, [gone])) });
    assert.deepEqual(outcomesOf(plain.reports), ["rejected"]);
  });

  test("'already exists' on the repeat is looked up: found, it is ours", async () => {
    const run = await startRun(labels("twice"), {
      transport: scripted(
        inTurn(lost, (call) => accepted(call, [errorAt(at(0), "label_error", "DUPLICATE_NAME")])),
        (_, number) => found(number > 2 ? ["twice"] : []),
      ),
      limits: { maxErrors: { kind: "rows", number: 0 }, maxOperations: null },
    });
    assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
    assert.equal(run.reports.results[0]?.["resource_name"], resourceOf("twice"));
    assert.equal(run.reports.summary.exit_code, 0);
  });

  test("'already exists' without any doubt is a fault of the row", async () => {
    const run = await startRun(labels("theirs"), {
      transport: scripted(
        (call) => accepted(call, [errorAt(at(0), "label_error", "DUPLICATE_NAME")]),
        () => found(["theirs"]),
      ),
    });
    assert.deepEqual([outcomesOf(run.reports), run.queries], [["rejected"], []]);
  });

  test("two rows that ask for the same: what is found belongs to one of them", async () => {
    const run = await startRun(labels("same", "same"), {
      transport: scripted(
        inTurn(lost, (call) => accepted(call, [errorAt(at(0), "label_error", "DUPLICATE_NAME")])),
        () => found(["same"]),
      ),
    });
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "rejected"]);
  });

  test("what has no natural key stays in doubt and is never sent again by itself", async () => {
    const sheet = "entity,amount_micros\ncampaign_budget,5000000\n";
    const run = await startRun(sheet, { transport: scripted(inTurn(lost, accepted)) });
    assert.deepEqual(outcomesOf(run.reports), ["in_doubt"]);
    await run.resume();
    assert.deepEqual([outcomesOf(run.reports), run.sent.length], [["in_doubt"], 1]);
    assert.equal(run.reports.summary.exit_code, 3);
  });

  test("of a keyword that was removed and made anew: the new one goes once the old is gone", async () => {
    const name = "customers/1234567890/adGroupCriteria/55~9";
    const sheet = [
      "entity,operation,resource_name,ad_group,keyword.text,keyword.match_type",
      `ad_group_criterion,remove,${name},,,`,
      "ad_group_criterion,create,,55,boots,EXACT",
      "",
    ].join("\n");
    const run = await startRun(sheet, { transport: scripted(inTurn(lost, accepted)) });
    assert.deepEqual(run.sent, [[name], [name], [""]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
  });

  test("of a parent: it goes again if it is not there, and its child after it", async () => {
    const run = await startRun(family, { transport: scripted(inTurn(lost, accepted)) });
    assert.deepEqual(run.sent, [["budget"], ["budget"], ["campaign"]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
  });

  test("of a parent: one that is found names itself to its child", async () => {
    const run = await startRun(family, {
      transport: scripted(inTurn(lost, accepted), (query) => ({
        kind: "found",
        requestId: null,
        rows: query.includes("FROM campaign_budget")
          ? [
              {
                campaign_budget: {
                  resource_name: "customers/1234567890/campaignBudgets/77",
                  name: "budget",
                },
              },
            ]
          : [],
      })),
    });
    assert.deepEqual(run.sent, [["budget"], ["campaign"]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
    assert.match(run.reports.results[0]?.["resource_name"] ?? "", /campaignBudgets\/77$/);
  });

  test("of a parent: one that gets through on a later try brings its child along", async () => {
    const errors = [errorAt(at(0), ...TRANSIENT)];
    const run = await startRun(family, {
      transport: scripted(inTurn((call) => accepted(call, errors), accepted)),
    });
    assert.deepEqual(run.sent, [["budget"], ["budget"], ["campaign"]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted"]);
  });

  test("of a parent without a key: its child waits, and is not sent", async () => {
    const nameless = family.replace(",budget,5000000", ",,5000000");
    const run = await startRun(nameless, { transport: scripted(inTurn(lost, accepted)) });
    assert.deepEqual(run.sent.length, 1);
    assert.deepEqual(outcomesOf(run.reports), ["in_doubt", "unsent"]);
  });
});

/** A budget and the campaign that is tied to it by a temporary id. */
const family = [
  "entity,resource_name,name,amount_micros,campaign_budget,advertising_channel_type,contains_eu_political_advertising,manual_cpc.enhanced_cpc_enabled",
  "campaign_budget,-1,budget,5000000,,,,",
  "campaign,-2,campaign,,-1,SEARCH,DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING,false",
  "",
].join("\n");

describe("the limit of operations", () => {
  test("holds for every try, and the rest waits", async () => {
    const run = await startRun(labels("a", "b", "c", "d"), {
      transport: scripted(
        inTurn((call) => accepted(call, [errorAt(at(0), ...TRANSIENT)]), accepted),
      ),
      limits: { maxErrors: null, maxOperations: 3 },
    });
    assert.deepEqual(run.sent, [["a", "b", "c"]]);
    assert.deepEqual(outcomesOf(run.reports), ["deferred", "accepted", "accepted", "unsent"]);
    assert.match(run.reports.summary.stopped[0]?.message ?? "", /--max-operations allows 3/);
    assert.equal(run.reports.summary.exit_code, 4);
  });

  test("cuts a batch in the middle without losing a row", async () => {
    const run = await startRun(labels("a", "b", "c"), {
      transport: scripted(accepted),
      limits: { maxErrors: null, maxOperations: 2 },
    });
    assert.deepEqual(run.sent, [["a", "b"]]);
    assert.deepEqual(outcomesOf(run.reports), ["accepted", "accepted", "unsent"]);
  });
});
