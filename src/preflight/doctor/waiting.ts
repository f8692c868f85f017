/** What a wait needs of the outside. */
export interface Waiting {
  readonly now: () => Date;
  /** @param ms milliseconds */
  readonly sleep: (ms: number) => Promise<void>;
  /** Is told before each wait when the next try is. */
  readonly onWait: (next: Date) => void;
}

const firstWaitMs = 5 * 60_000;

const nextWaitMs = 30_000;

const longestMs = 60 * 60_000;

/**
 * Asks until an account is there. A new one is not known everywhere at once: Google's guide advises to
 * wait five minutes and then to try every 30 seconds. After an hour the last answer stands.
 *
 * @param isMissing whether an answer says that the account is not known.
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
