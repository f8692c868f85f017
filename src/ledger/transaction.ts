import type { Ledger } from "./ledger.ts";

/** All of it in one transaction. */
export function together(ledger: Ledger, work: () => void): void {
  ledger.begin();
  try {
    work();
    ledger.commit();
  } catch (error) {
    ledger.rollback();
    throw error;
  }
}
