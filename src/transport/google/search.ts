import {
  type Client,
  type ClientUnaryCall,
  type Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import type { FailedCall, SearchAnswer, SearchRow } from "../transport.ts";
import { callOn } from "./unary.ts";

interface SearchPage {
  readonly results: readonly SearchRow[];
  readonly next_page_token: string;
}

/** The stub's own method: it comes with the messages of everything that can be queried. */
type SearchMethod = (
  request: Readonly<Record<string, string>>,
  metadata: Metadata,
  options: { readonly deadline: number },
  callback: (error: ServiceError | null, page?: SearchPage) => void,
) => ClientUnaryCall;

/** Runs a GAQL query, and reads all pages of the answer. */
export async function searchAll(
  stub: Client,
  request: Readonly<Record<string, string>>,
  metadata: Metadata,
): Promise<SearchAnswer> {
  const rows: SearchRow[] = [];
  const tokens = new Set<string>();
  let pageToken = "";
  for (;;) {
    const answer = await searchPage(stub, { ...request, page_token: pageToken }, metadata);
    if (answer.kind === "failed") return answer;
    const { requestId, response } = answer;
    for (const row of response.results) rows.push(row);
    if (response.next_page_token === "") return { kind: "found", requestId, rows };
    if (tokens.has(response.next_page_token) || response.results.length === 0)
      return endlessPages(requestId);
    pageToken = response.next_page_token;
    tokens.add(pageToken);
  }
}

/** A server that gives a page twice, or one without rows that is not the last, would never come to an end. */
function endlessPages(requestId: string | null): FailedCall {
  const message = "The pages of the query's result do not come to an end.";
  return { kind: "failed", requestId, code: status.INTERNAL, message, trailers: [], sent: true };
}

async function searchPage(
  stub: Client,
  request: Readonly<Record<string, string>>,
  metadata: Metadata,
): ReturnType<typeof callOn<SearchPage>> {
  // The methods of a stub are made at run time, from the protos, and have no types.
  const { search } = stub as unknown as { readonly search: SearchMethod };
  return callOn<SearchPage>(stub, (options, callback) =>
    search.call(stub, request, metadata, options, callback),
  );
}
