import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { askUntilThere } from "../../../src/preflight/doctor/waiting.ts";

/** The minutes at which an account is asked for that is there after so many tries. */
async function minutesAsked(triesUntilThere: number): Promise<readonly number[]> {
  let ms = 0;
  const asked: number[] = [];
  const told: number[] = [];
  const isThere = await askUntilThere(
    async () => asked.push(ms / 60_000) >= triesUntilThere,
    (answer) => !answer,
    {
      now: () => new Date(ms),
      sleep: async (wait) => {
        ms += wait;
      },
      onWait: (next) => told.push(next.getTime() / 60_000),
    },
  );
  assert.equal(isThere, asked.length >= triesUntilThere);
  assert.deepEqual(told, asked.slice(1));
  return asked;
}

suite("waiting for a new account", () => {
  test("does not wait for one that is there", async () => {
    assert.deepEqual(await minutesAsked(1), [0]);
  });

  test("waits five minutes, then tries every 30 seconds", async () => {
    assert.deepEqual(await minutesAsked(5), [0, 5, 5.5, 6, 6.5]);
  });

  test("gives up after an hour", async () => {
    const asked = await minutesAsked(Infinity);
    assert.equal(asked.at(-1), 60);
    assert.equal(asked.length, 112);
  });
});
