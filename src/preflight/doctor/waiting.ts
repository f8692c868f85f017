/** The clock and the callbacks for a wait. */
export interface Waiting {
  readonly now: () => Date;
  /** @param ms milliseconds */
  readonly sleep: (ms: number) => Promise<void>;
  /** Called before each wait with the time of the next attempt. */
  readonly onWait: (next: Date) => void;
}

const firstWaitMs = 5 * 60_000;

const nextWaitMs = 30_000;

const longestMs = 60 * 60_000;

/**
 * Asks until an account exists. A new account takes time to be known everywhere: Google's guide says to
 * wait five minutes and then retry every 30 seconds. Returns the last answer after an hour.
 *
 * @param isMissing whether an answer says that the account is unknown.
 */
export async function askUntilThere<T>(
  ask: () => Promise<T>,
  isMissing: (answer: T) => boolean,
  { now, sleep, onWait }: Waiting,
): Promise<T> {
  const began = now().getTime();
  let answer = await ask();
  let waitMs = firstWaitMs;
  while (isMissing(answer)) {
    const next = now().getTime() + waitMs;
    if (next - began > longestMs) return answer;
    onWait(new Date(next));
    await sleep(waitMs);
    waitMs = nextWaitMs;
    answer = await ask();
  }
  return answer;
}
