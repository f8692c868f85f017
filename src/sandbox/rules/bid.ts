import { type ErrorCode, errorCodes } from "../error-code.ts";
import { number } from "../message.ts";
import { below } from "../refusal.ts";
import type { Draft } from "./entity-rules.ts";

/** The smallest unit that accounts are billed in, 0.01 of the currency, in micros. */
export const BILLABLE_UNIT = 10_000;

const HIGHEST_BID = 10_000_000_000;

/** Checks a bid in micros of the account's currency, if it is being written. */
export function checkBid(
  draft: Draft,
  field: string,
  codes: { readonly tooSmall: ErrorCode; readonly tooBig: ErrorCode },
): void {
  const micros = number(draft.resource, field);
  if (micros === undefined || !draft.touches(field)) return;
  const path = below(draft.path, field);
  if (micros < BILLABLE_UNIT) draft.refuse(codes.tooSmall, path);
  else if (micros > HIGHEST_BID) draft.refuse(codes.tooBig, path);
  else if (micros % BILLABLE_UNIT !== 0) draft.refuse(errorCodes.notBillable, path);
}
