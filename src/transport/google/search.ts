import type { Client, ClientUnaryCall, Metadata, ServiceError } from "@grpc/grpc-js";
import { callTimeoutMs } from "../../api/limits.ts";
import type { FailedCall, SearchAnswer, SearchRow } from "../transport.ts";
import { failed } from "./unary.ts";

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
  let pageToken = "";
  for (;;) {
    const answer = await searchPage(stub, { ...request, page_token: pageToken }, metadata);
    if (answer.kind === "failed") return answer;
    rows.push(...answer.page.results);
    pageToken = answer.page.next_page_token;
    if (pageToken === "") return { kind: "found", requestId: answer.requestId, rows };
  }
}

function searchPage(
  stub: Client,
  request: Readonly<Record<string, string>>,
  metadata: Metadata,
): Promise<
  | FailedCall
  | { readonly kind: "page"; readonly requestId: string | null; readonly page: SearchPage }
> {
  // The methods of a stub are made at run time, from the protos, and have no types.
  const { search } = stub as unknown as { readonly search: SearchMethod };
  return new Promise((resolve) => {
    let requestId: string | null = null;
    const noteId = (from: Metadata | undefined): void => {
      requestId ??= from?.get("request-id")[0]?.toString() ?? null;
    };
    const call = search.call(
      stub,
      request,
      metadata,
      { deadline: Date.now() + callTimeoutMs },
      (error, page) => {
        noteId(error?.metadata);
        if (error !== null) resolve(failed(error, requestId));
        else
          resolve({ kind: "page", requestId, page: page ?? { results: [], next_page_token: "" } });
      },
    );
    call.on("metadata", noteId);
  });
}
