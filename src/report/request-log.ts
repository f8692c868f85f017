import { canonicalNames } from "../failure/status-code.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** `requests.ndjson`: one line per call, with the complete decoded failure. */
export function* requests(ledger: Ledger): Generator<string> {
  for (const request of ledger.journal.requests()) {
    const { failure, ...call } = request;
    const head = JSON.stringify({
      time: call.startedAt,
      ended_at: call.endedAt,
      round: call.round,
      method: call.method,
      customer_id: call.customerId,
      rows: call.rows,
      row_count: call.rowCount,
      attempt: call.attempt,
      state: call.state,
      status: call.status === null ? null : (canonicalNames[call.status] ?? String(call.status)),
      request_id: call.requestId,
    });
    // The failure is already JSON text and may be several megabytes.
    yield `${head.slice(0, -1)},"failure":${failure ?? "null"}}\n`;
  }
}
