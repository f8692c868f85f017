import { type Client, type Metadata, status } from "@grpc/grpc-js";
import { apiVersion } from "../../api/package.ts";
import type { FailedCall, SearchAnswer, SearchRow } from "../transport.ts";
import { decodePage, encodeSearch } from "./search-page.ts";
import { unary } from "./unary.ts";

/** Runs a GAQL query in an account, and reads all pages of the answer. */
export async function searchAll(
  stub: Client,
  customerId: string,
  query: string,
  metadata: Metadata,
): Promise<SearchAnswer> {
  const method = `/google.ads.googleads.${apiVersion()}.services.GoogleAdsService/Search`;
  const rows: SearchRow[] = [];
  const tokens = new Set<string>();
  let pageToken = "";
  for (;;) {
    const request = encodeSearch({ customer_id: customerId, query, page_token: pageToken });
    const answer = await unary(stub, method, request, metadata, (bytes) =>
      decodePage(query, bytes),
    );
    if (answer.kind === "failed") return answer;
    const { requestId, results, next_page_token: next } = answer;
    for (const row of results) rows.push(row);
    if (next === "") return { kind: "found", requestId, rows };
    if (tokens.has(next) || results.length === 0) return endlessPages(requestId);
    pageToken = next;
    tokens.add(pageToken);
  }
}

/** A server that gives a page twice, or one without rows that is not the last, would never come to an end. */
function endlessPages(requestId: string | null): FailedCall {
  const message = "The pages of the query's result do not come to an end.";
  return { kind: "failed", requestId, code: status.INTERNAL, message, trailers: [], sent: true };
}
