import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { loadApi } from "../src/sandbox/api.ts";
import type { Mode } from "./results.ts";
import { bidMicros, customerId, keywordAt } from "./sheet.ts";

const ENABLED = 2;

const PHRASE = 3;

const lengthBytes = 4;

/**
 * Writes the requests of the floor: the sheet's rows as encoded messages, each after its length in four
 * bytes. For batch jobs, the name of the job and the token are left to the sender.
 */
export async function writeRequests(
  path: string,
  options: {
    readonly rows: number;
    readonly faultPercent: number;
    readonly batchSize: number;
    readonly mode: Mode;
  },
): Promise<void> {
  const { rows, faultPercent, batchSize, mode } = options;
  const isJob = mode === "batch-job";
  const type = loadApi().message(
    isJob ? "services.AddBatchJobOperationsRequest" : "services.MutateGoogleAdsRequest",
  );
  const file = createWriteStream(path);
  for (let first = 0; first < rows; first += batchSize) {
    const size = Math.min(batchSize, rows - first);
    const operations = Array.from({ length: size }, (_, index) =>
      operationOf(keywordAt(first + index, faultPercent)),
    );
    const bytes = type
      .encode({
        ...(isJob ? {} : { customer_id: customerId, partial_failure: true }),
        mutate_operations: operations,
      })
      .finish();
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32LE(bytes.length);
    if (!file.write(Buffer.concat([length, bytes]))) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

function operationOf({ adGroupId, text }: ReturnType<typeof keywordAt>): object {
  return {
    ad_group_criterion_operation: {
      create: {
        ad_group: `customers/${customerId}/adGroups/${adGroupId}`,
        status: ENABLED,
        keyword: { text, match_type: PHRASE },
        cpc_bid_micros: bidMicros,
      },
    },
  };
}
