import { apiVersion } from "../../api/package.ts";
import type { Transport } from "../transport.ts";
import { jobsOver } from "./batch-job.ts";
import { decodeMutateResponse, encodeMutateRequest } from "./mutate-message.ts";
import { searchAll } from "./search.ts";
import { type Connection, openService } from "./service.ts";
import { unary } from "./unary.ts";

/**
 * The transport through google-ads-api: its credentials, its headers, its channel and its service client,
 * for live accounts and for the sandbox alike.
 *
 * The call itself is made on the service client's own gRPC stub. google-ads-api's methods and the
 * generated client above the stub retry a mutate on UNAVAILABLE and DEADLINE_EXCEEDED, which creates
 * duplicates. They also hide the request id of a call that succeeded, and they need operations as objects,
 * which would have to be encoded a second time.
 */
export async function connectGoogleAds(connection: Connection): Promise<Transport> {
  const service = await openService(connection);
  const { stub, headers } = service;
  const method = `/google.ads.googleads.${apiVersion()}.services.GoogleAdsService/Mutate`;

  return {
    mutate(batch) {
      const metadata = headers.clone();
      metadata.set("x-goog-request-params", `customer_id=${batch.customerId}`);
      return unary(stub, method, encodeMutateRequest(batch), metadata, decodeMutateResponse);
    },
    search(customerId, query) {
      const metadata = headers.clone();
      metadata.set("x-goog-request-params", `customer_id=${customerId}`);
      return searchAll(stub, customerId, query, metadata);
    },
    jobs: jobsOver(service),
    close: service.close,
  };
}
