import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { JobProgress } from "../../../src/delivery/context.ts";
import type { Transport } from "../../../src/transport/transport.ts";
import { rowsByOutcome } from "../../support/cli.ts";
import type { RoundOptions } from "../../support/run.ts";
import { type SandboxRun, sandboxRun, type Server } from "../../support/sandbox-run.ts";
import { keywordSheet } from "../../support/sheets.ts";

const words = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `tent ${index}`);

const rows = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function withRun(server: Server, work: (run: SandboxRun) => Promise<void>): Promise<void> {
  const run = await sandboxRun(server);
  try {
    await work(run);
  } finally {
    await run.close();
  }
}

/** The keywords that the server holds. */
async function made({ client }: SandboxRun): Promise<readonly string[]> {
  const found = await client.stream(
    "SELECT ad_group_criterion.keyword.text FROM ad_group_criterion",
  );
  return found
    .map((row) => (row["ad_group_criterion"] as { keyword: { text: string } }).keyword.text)
    .toSorted();
}

/** Stops once so many rows are handed over. */
function stoppedAfter(handedOver: number): Partial<RoundOptions> {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    jobs: {
      onProgress: (progress) => {
        if (progress.kind === "filling" && progress.rows >= handedOver) controller.abort();
      },
    },
  };
}

type Page = Extract<Awaited<ReturnType<Transport["jobs"]["results"]>>, { kind: "answered" }>;

/** A transport whose pages of results are changed. */
function withResults(real: Transport, change: (page: Page) => Page): Transport {
  const results: Transport["jobs"]["results"] = async (job, token) => {
    const answer = await real.jobs.results(job, token);
    return answer.kind === "answered" ? change(answer) : answer;
  };
  return { ...real, jobs: { ...real.jobs, results } };
}

/** Rows in doubt are looked up. */
const looking = { retries: { maxTries: 3, lookUpPauseMs: 0 } };

const findNothing = async () => ({ kind: "found", requestId: null, rows: [] }) as const;

suite("a batch job", () => {
  test("gives each faulty row of thousands back with its column", async () => {
    await withRun({}, async (run) => {
      const texts = words(4_000).map((text, index) => (index % 33 === 5 ? `${text} @` : text));
      const reports = await run.upload(keywordSheet(texts));
      const faulty = rows(2, 4_001).filter((row) => (row - 2) % 33 === 5);
      assert.deepEqual(rowsByOutcome(reports)["rejected"], faulty);
      assert.deepEqual(
        reports.errors.map((error) => [Number(error["row"]), error["column"], error["value"]]),
        faulty.map((row) => [row, "keyword.text", texts[row - 2]]),
      );
      assert.equal(reports.summary.outcomes.accepted, 4_000 - faulty.length);
      assert.deepEqual(run.methods(), [
        "MutateBatchJob",
        ...rows(1, 4).map(() => "AddBatchJobOperations"),
        "RunBatchJob",
        ...run.methods().filter((method) => method === "Search"),
        ...rows(1, 4).map(() => "ListBatchJobResults"),
      ]);
      assert.equal(reports.summary.requests.operations, 4_000);
    });
  });

  for (const [name, faults] of [
    ["operations arrived and the answer was lost", ["add.lost@2", "add.deadline@3", "add.lost@1"]],
    ["operations did not arrive", ["add.unavailable@1", "add.unavailable@3", "add.internal@4"]],
    ["there is a quota for a moment", ["add.quota@1", "run.quota@1", "list.quota@1"]],
    ["nobody knows whether it runs", ["run.lost@1"]],
    ["it is not made at first", ["create.unavailable@1", "create.lost@2"]],
    ["results do not come at first", ["list.unavailable@1", "list.lost@2", "list.deadline@4"]],
    ["looking at it fails", ["search.unavailable@1", "search.internal@2"]],
  ] as const) {
    test(`does every row once although ${name}`, async () => {
      await withRun({ faults }, async (run) => {
        const reports = await run.upload(keywordSheet(words(3_500)));
        assert.equal(reports.summary.exit_code, 0);
        assert.deepEqual(await made(run), words(3_500).toSorted());
        const jobs = run.methods().filter((method) => method === "MutateBatchJob");
        assert.equal(jobs.length, name === "it is not made at first" ? 3 : 1);
      });
    });
  }

  test("that never ends is left, and taken up again", async () => {
    await withRun({ faults: ["job.endless"] }, async (run) => {
      const given = { jobs: { longestWaitMs: 10_000 } };
      const reports = await run.upload(keywordSheet(words(3)), given);
      assert.equal(reports.summary.exit_code, 4);
      assert.equal(reports.summary.underway, 3);
      assert.match(reports.summary.stopped[0]?.message ?? "", /did not finish in time/);
      assert.match(reports.summary.next ?? "", /^rowmend resume /);
      assert.deepEqual(rowsByOutcome(await run.resume(given)), { unsent: [2, 3, 4] });
      assert.equal(run.methods().filter((method) => method === "RunBatchJob").length, 1);
    });
  });

  test("that Google ends early leaves the rest in doubt", async () => {
    await withRun({ faults: ["job.cancelled:100"] }, async (run) => {
      const reports = await run.upload(keywordSheet(words(150)));
      assert.deepEqual(rowsByOutcome(reports), {
        accepted: rows(2, 101),
        in_doubt: rows(102, 151),
      });
      assert.equal(reports.summary.exit_code, 3);
      assert.match(reports.errors[0]?.["message"] ?? "", /after 100 of 150 operations/);
    });
  });

  test("that Google ends early is followed by another for what was surely not done", async () => {
    await withRun({ faults: ["job.cancelled:100"] }, async (run) => {
      const reports = await run.upload(keywordSheet(words(250)), looking);
      assert.equal(reports.summary.exit_code, 0);
      assert.equal(run.methods().filter((method) => method === "RunBatchJob").length, 3);
      assert.deepEqual(await made(run), words(250).toSorted());
    });
  });

  test("with no result for a row is looked up", async () => {
    await withRun({ faults: ["job.missing:1"] }, async (run) => {
      const reports = await run.upload(keywordSheet(words(3)), looking);
      assert.deepEqual(rowsByOutcome(reports), { accepted: [2, 3, 4] });
    });
  });

  test("whose row is there already by an earlier try is accepted", async () => {
    await withRun({ faults: ["job.missing:1"] }, async (run) => {
      const labels = "entity,name\nlabel,a\nlabel,b\n";
      assert.deepEqual(rowsByOutcome(await run.upload(labels))["in_doubt"], [3]);
      await run.resend();
      const resumed = await run.resume(looking);
      assert.deepEqual(rowsByOutcome(resumed), { accepted: [2, 3] });
      assert.match(resumed.results[1]?.["resource_name"] ?? "", /labels/);
    });
  });

  test("with results that lack one, or give two, brings only those rows into doubt", async () => {
    await withRun({ faults: ["job.missing:7", "job.doubled:1200"] }, async (run) => {
      const reports = await run.upload(keywordSheet(words(1_500)));
      assert.deepEqual(rowsByOutcome(reports)["in_doubt"], [9, 1_202]);
      assert.deepEqual(
        reports.errors.map((error) => error["code"]),
        ["LocalError.NO_ANSWER", "LocalError.CONTRADICTORY_ANSWER"],
      );
    });
  });

  test("with a result for an operation that was never sent is told, and the row without one is in doubt", async () => {
    await withRun({}, async (run) => {
      const reports = await run.upload(keywordSheet(words(3)), {
        transport: withResults(run.transport, (answer) => ({
          ...answer,
          results: answer.results.map((result) =>
            result.index === 1 ? { ...result, index: 3 } : result,
          ),
        })),
      });
      assert.deepEqual(rowsByOutcome(reports), { accepted: [2, 4], in_doubt: [3] });
      const [unplaced] = reports.errors;
      assert.deepEqual(
        [unplaced?.["row"], unplaced?.["code"]],
        ["", "LocalError.CONTRADICTORY_ANSWER"],
      );
      assert.match(unplaced?.["message"] ?? "", /operation 3 of the batch job, and 3 were sent/);
    });
  });

  test("whose pages lead in a circle comes to an end", async () => {
    await withRun({}, async (run) => {
      const reports = await run.upload(keywordSheet(words(1_500)), {
        transport: withResults(run.transport, (answer) =>
          answer.nextPageToken === "" ? { ...answer, nextPageToken: "MTAwMA" } : answer,
        ),
      });
      assert.equal(reports.summary.exit_code, 0);
    });
  });

  test("whose pages never end is read twice at most", async () => {
    await withRun({}, async (run) => {
      let pages = 0;
      const endless: typeof run.transport.jobs.results = async (job, token) => {
        pages += 1;
        const answer = await run.transport.jobs.results(job, token.startsWith("more") ? "" : token);
        return answer.kind === "failed" ? answer : { ...answer, nextPageToken: `more${pages}` };
      };
      const reports = await run.upload(keywordSheet(words(10)), {
        transport: { ...run.transport, jobs: { ...run.transport.jobs, results: endless } },
      });
      assert.equal(reports.summary.exit_code, 0);
      assert.ok(pages < 10, `${pages} pages`);
    });
  });

  test("whose place in the results is forgotten is read from the start", async () => {
    await withRun({}, async (run) => {
      const first = new AbortController();
      const jobs = {
        onProgress: (progress: JobProgress) => {
          if (progress.kind === "reading") first.abort();
        },
      };
      const left = await run.upload(keywordSheet(words(2_500)), { signal: first.signal, jobs });
      assert.equal(left.summary.outcomes.accepted, 1_000);
      let isFirst = true;
      const resumed = await run.resume({
        transport: {
          ...run.transport,
          jobs: {
            ...run.transport.jobs,
            results(job, token) {
              const known = isFirst ? "made up" : token;
              isFirst = false;
              return run.transport.jobs.results(job, known);
            },
          },
        },
      });
      assert.equal(resumed.summary.exit_code, 0);
      assert.deepEqual(new Set(resumed.results.map((row) => row["attempts"])), new Set(["1"]));
    });
  });

  test("whose results cannot be listed is left, and read later", async () => {
    await withRun({ faults: rows(2, 8).map((call) => `list.unavailable@${call}`) }, async (run) => {
      const reports = await run.upload(keywordSheet(words(1_500)));
      assert.equal(reports.summary.exit_code, 4);
      assert.deepEqual(rowsByOutcome(reports), {
        accepted: rows(2, 1_001),
        unsent: rows(1_002, 1_501),
      });
      assert.equal((await run.resume()).summary.exit_code, 0);
      assert.equal((await made(run)).length, 1_500);
    });
  });

  test("that waits for nobody is left once it runs, and read when it is done", async () => {
    await withRun({ faults: ["job.taking:100"] }, async (run) => {
      const reports = await run.upload(keywordSheet(words(3)), { jobs: { wait: false } });
      assert.equal(reports.summary.exit_code, 4);
      assert.equal(reports.summary.underway, 3);
      assert.match(reports.summary.stopped[0]?.message ?? "", /is being processed by Google/);
      assert.match(reports.summary.next ?? "", /^rowmend resume /);
      assert.equal(run.methods().includes("Search"), false);
      const resumed = await run.resume();
      assert.equal(resumed.summary.exit_code, 0);
      assert.equal(resumed.summary.underway, 0);
    });
  });

  test("tells waiting from work", async () => {
    await withRun({ faults: ["job.taking:60"] }, async (run) => {
      await run.upload(keywordSheet(words(3)));
      const kinds = new Set(run.progress.map((progress) => progress.kind));
      assert.deepEqual([...kinds], ["filling", "waiting", "reading"]);
    });
  });

  test("that was never run and is gone is made again", async () => {
    let day = 0;
    await withRun({ now: () => new Date(day * 86_400_000) }, async (run) => {
      const reports = await run.upload(keywordSheet(words(2_500)), stoppedAfter(1_000));
      assert.equal(reports.summary.exit_code, 130);
      assert.equal(reports.summary.underway, 1_000);
      day = 8;
      const resumed = await run.resume();
      assert.equal(resumed.summary.exit_code, 0);
      assert.deepEqual(await made(run), words(2_500).toSorted());
      assert.equal(run.methods().filter((method) => method === "MutateBatchJob").length, 2);
    });
  });

  test("that is half full is filled up", async () => {
    await withRun({}, async (run) => {
      await run.upload(keywordSheet(words(2_500)), stoppedAfter(1_000));
      assert.equal((await run.resume()).summary.exit_code, 0);
      assert.deepEqual(await made(run), words(2_500).toSorted());
      assert.equal(run.methods().filter((method) => method === "MutateBatchJob").length, 1);
    });
  });

  test("that ran and is gone leaves its rows in doubt", async () => {
    await withRun({}, async (run) => {
      await run.upload(keywordSheet(words(3)), { jobs: { wait: false } });
      const resumed = await run.resume({ transport: { ...run.transport, search: findNothing } });
      assert.deepEqual(rowsByOutcome(resumed), { in_doubt: [2, 3, 4] });
      assert.match(resumed.errors[0]?.["message"] ?? "", /no longer has the batch job/);
    });
  });

  test("that counts other operations than were sent is not run", async () => {
    await withRun({}, async (run) => {
      const reports = await run.upload(keywordSheet(words(3)), {
        transport: {
          ...run.transport,
          jobs: {
            ...run.transport.jobs,
            add: async (...call) => {
              const answer = await run.transport.jobs.add(...call);
              return answer.kind === "answered" ? { ...answer, totalOperations: 2 } : answer;
            },
          },
        },
      });
      assert.equal(reports.summary.exit_code, 4);
      assert.match(reports.summary.stopped[0]?.message ?? "", /Nothing was applied/);
      assert.deepEqual(rowsByOutcome(reports), { unsent: [2, 3, 4] });
      assert.deepEqual(await made(run), []);
    });
  });

  test("holds no more than may be sent in a day", async () => {
    await withRun({}, async (run) => {
      const limits = { maxErrors: null, maxOperations: 1_500 };
      const reports = await run.upload(keywordSheet(words(2_500)), { limits });
      assert.deepEqual(rowsByOutcome(reports), {
        accepted: rows(2, 1_501),
        unsent: rows(1_502, 2_501),
      });
      assert.equal(reports.summary.underway, 0);
      assert.match(reports.summary.stopped[0]?.message ?? "", /--max-operations allows 1,500/);
    });
  });

  test("that is full is followed by another", async () => {
    await withRun({}, async (run) => {
      const reports = await run.upload(keywordSheet(words(2_500)), { jobs: { jobSize: 1_000 } });
      assert.equal(reports.summary.exit_code, 0);
      assert.equal(run.methods().filter((method) => method === "RunBatchJob").length, 3);
    });
  });

  test("is too much for a validation, which goes another way", async () => {
    await withRun({ settings: { validateOnly: true } }, async (run) => {
      const reports = await run.upload(keywordSheet(["tent", "tent @"]));
      assert.deepEqual(rowsByOutcome(reports), { accepted: [2], rejected: [3] });
      assert.deepEqual(run.methods(), ["Mutate"]);
    });
  });

  test("is what many rows of one account go by, unless told otherwise", async () => {
    for (const [mode, count, method] of [
      ["auto", 10_000, "MutateBatchJob"],
      ["auto", 9_999, "Mutate"],
      ["partial-failure", 10_000, "Mutate"],
    ] as const) {
      await withRun({ settings: { mode } }, async (run) => {
        await run.upload(keywordSheet(words(count)));
        assert.equal(run.methods()[0], method);
      });
    }
  });
});
