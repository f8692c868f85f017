import { credentials } from "@grpc/grpc-js";
import { parse } from "csv-parse";
import { type Customer, enums, GoogleAdsApi } from "google-ads-api";
import { createReadStream } from "node:fs";

// What both scripts have in common: a sheet of keywords, through google-ads-api, as a user would write it.

type Operation = Parameters<Customer["mutateResources"]>[0][number];

export interface Failure {
  readonly errors: readonly {
    readonly message: string;
    readonly error_code: Readonly<Record<string, unknown>>;
    readonly trigger: { readonly string_value: string } | null;
    readonly location: {
      readonly field_path_elements: readonly {
        readonly field_name: string;
        readonly index: number | null;
      }[];
    } | null;
  }[];
}

export interface Answer {
  /** The row, from 0, of the first operation. */
  readonly first: number;
  readonly size: number;
  readonly failure: Failure | null;
  readonly names: readonly (string | undefined)[];
}

const batchSize = 1_000;

const customerId = "5552100042";

/** Sends the rows of a sheet, a thousand in each request, one request after the other. */
export async function* answers(file: string, endpoint: string): AsyncGenerator<Answer> {
  const customer = customerAt(endpoint);
  let first = 0;
  let batch: Operation[] = [];
  for await (const record of createReadStream(file).pipe(parse({ columns: true }))) {
    batch.push(operationOf(record as Readonly<Record<string, string>>));
    if (batch.length < batchSize) continue;
    yield await send(customer, batch, first);
    first += batch.length;
    batch = [];
  }
  if (batch.length > 0) yield await send(customer, batch, first);
}

function customerAt(endpoint: string): Customer {
  const [host = "", port = ""] = endpoint.split(":");
  const api = new GoogleAdsApi({
    client_id: "none",
    client_secret: "none",
    developer_token: "none",
    grpc_channel_options: { apiEndpoint: host, port: Number(port) },
  });
  const customer = api.Customer({ customer_id: customerId, refresh_token: "none" });
  // The only difference from a live account: no encryption and no sign-in.
  return Object.assign(customer, { getCredentials: () => credentials.createInsecure() });
}

async function send(customer: Customer, batch: Operation[], first: number): Promise<Answer> {
  const response = await customer.mutateResources(batch, { partial_failure: true });
  return {
    first,
    size: batch.length,
    // The package decodes the failure into this member, whatever its type says.
    failure: response.partial_failure_error as unknown as Failure | null,
    names: response.mutate_operation_responses.map(
      (result) => result.ad_group_criterion_result?.resource_name ?? undefined,
    ),
  };
}

function operationOf(cells: Readonly<Record<string, string>>): Operation {
  return {
    entity: "ad_group_criterion",
    operation: "create",
    resource: {
      ad_group: `customers/${customerId}/adGroups/${cells["ad_group"]}`,
      status: enums.AdGroupCriterionStatus[cells["status"] as "ENABLED"],
      cpc_bid_micros: Number(cells["cpc_bid_micros"]),
      keyword: {
        text: cells["keyword.text"] ?? "",
        match_type: enums.KeywordMatchType[cells["keyword.match_type"] as "PHRASE"],
      },
    },
  };
}
