/** Row numbers in ascending order, as short text: `2-1001 1003`. */
export function formatRowNumbers(numbers: readonly number[]): string {
  const ranges: string[] = [];
  let first: number | undefined;
  let last: number | undefined;
  const end = (): void => {
    if (first !== undefined) ranges.push(first === last ? `${first}` : `${first}-${last}`);
  };
  for (const number of numbers) {
    if (last === undefined || number !== last + 1) {
      end();
      first = number;
    }
    last = number;
  }
  end();
  return ranges.join(" ");
}

/** The numbers that `formatRowNumbers` wrote. */
export function parseRowNumbers(text: string): readonly number[] {
  const numbers: number[] = [];
  for (const range of text.split(" ").filter((part) => part !== "")) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let number = first; number <= last; number += 1) numbers.push(number);
  }
  return numbers;
}
