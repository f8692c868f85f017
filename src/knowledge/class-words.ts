import type { ErrorClass } from "../failure/classify.ts";

/** What rowmend does with a row whose error is of that class. */
export const classWords: Readonly<Record<ErrorClass, string>> = {
  fault:
    "The row comes back in corrections.csv with its column, and goes again once it was edited.",
  policy: "The row comes back in corrections.csv, and goes again once it was reworded.",
  victim: "The row goes again by itself, unchanged, with the row that it depends on.",
  retry: "Nothing is wrong with the row: it goes again by itself with the next resubmit or resume.",
  wait: "Nothing is wrong with the row: it goes again after the time that Google names, or some hours.",
  account:
    "Sending to the account stops, and its rows wait until somebody has changed access or settings.",
  split:
    "Nothing is wrong with the rows: they go again in smaller requests, with a lower --batch-size.",
  done: "What the row asks for is there already, so it comes back for a look. After a try without an answer this is a sign that the try worked.",
  unknown:
    "rowmend does not guess: the row comes back with the error and is not sent again unchanged.",
};
