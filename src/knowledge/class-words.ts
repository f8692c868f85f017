import type { ErrorClass } from "../failure/classify.ts";

/** What rowmend does with a row, by the class of its error. */
export const classWords: Readonly<Record<ErrorClass, string>> = {
  fault:
    "The row comes back in corrections.csv with its column, and will be sent again once you have edited it.",
  policy:
    "The row comes back in corrections.csv, and will be sent again once you have reworded it.",
  victim: "The row will be sent again automatically, unchanged, with the row that it depends on.",
  retry:
    "Nothing is wrong with the row: it will be sent again automatically with the next resubmit or resume.",
  wait: "Nothing is wrong with the row: it will be sent again after the time that Google names, or after some hours.",
  account:
    "Sending to the account stops, and its rows wait until someone has changed its access or settings.",
  split:
    "Nothing is wrong with the rows: they will be sent again in smaller requests, with a lower --batch-size.",
  done: "The change that the row asks for is already in the account, so the row comes back for you to check. After an attempt without an answer this is a sign that the attempt worked.",
  unknown:
    "rowmend does not guess: the row comes back with the error and is not sent again unchanged.",
};
