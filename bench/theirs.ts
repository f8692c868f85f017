import { credentials } from "@grpc/grpc-js";
import { parse } from "csv-parse";
import { enums, GoogleAdsApi } from "google-ads-api";
import { createReadStream } from "node:fs";

// The script that a user of google-ads-api would write instead: no ledger, no columns, no reports.
const [file = "", endpoint = ""] = process.argv.slice(2);

const [host = "", port = ""] = endpoint.split(":");

const api = new GoogleAdsApi({
  client_id: "none",
  client_secret: "none",
  developer_token: "none",
  grpc_channel_options: { apiEndpoint: host, port: Number(port) },
});

const customer = api.Customer({ customer_id: "5552100042", refresh_token: "none" });

Object.assign(customer, { getCredentials: () => credentials.createInsecure() });

interface Failure {
  readonly errors?: readonly { readonly message?: string; readonly location?: unknown }[];
}

let failed = 0;

let row = 1;

let batch: Parameters<typeof customer.mutateResources>[0] = [];

const send = async (): Promise<void> => {
  const first = row - batch.length;
  const response = await customer.mutateResources(batch, { partial_failure: true });
  // The package decodes the failure into this member, whatever its type says.
  const failure = response.partial_failure_error as unknown as Failure | null;
  for (const error of failure?.errors ?? []) {
    failed += 1;
    if (failed < 0) console.error(first, error.message, JSON.stringify(error.location));
  }
  batch = [];
};

for await (const record of createReadStream(file).pipe(parse({ columns: true }))) {
  const cells = record as Readonly<Record<string, string>>;
  row += 1;
  batch.push({
    entity: "ad_group_criterion",
    operation: "create",
    resource: {
      ad_group: `customers/5552100042/adGroups/${cells["ad_group"]}`,
      status: enums.AdGroupCriterionStatus[cells["status"] as "ENABLED"],
      cpc_bid_micros: Number(cells["cpc_bid_micros"]),
      keyword: {
        text: cells["keyword.text"] ?? "",
        match_type: enums.KeywordMatchType[cells["keyword.match_type"] as "PHRASE"],
      },
    },
  });
  if (batch.length === 1_000) await send();
}

if (batch.length > 0) await send();

const usage = process.resourceUsage();

process.stdout.write(
  JSON.stringify({
    cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    systemMs: usage.systemCPUTime / 1000,
    peakMb: usage.maxRSS / 1024,
    seconds: process.uptime(),
    failed,
  }),
);

process.exit(0);
