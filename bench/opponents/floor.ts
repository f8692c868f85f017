import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { closeSync, openSync, readSync } from "node:fs";

// The floor: requests that were encoded beforehand, sent by grpc-js, four at a time as rowmend does. Answers
// arrive as bytes and are not read. No upload over grpc-js can take less.
const [file = "", endpoint = "", mode = ""] = process.argv.slice(2);

const version = process.argv[5] ?? "";

const concurrency = 4;

const pageSize = 1_000;

const client = new Client(endpoint, credentials.createInsecure(), {
  "grpc.max_receive_message_length": -1,
});

const metadata = new Metadata();

metadata.set("developer-token", "none");

await (mode === "batch-job" ? sendAsJob() : sendAll());

process.exit();

async function sendAll(): Promise<void> {
  const requests = requestsIn(file);
  const sender = async (): Promise<void> => {
    for (const request of requests) await call("GoogleAdsService/Mutate", request);
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
}

async function sendAsJob(): Promise<void> {
  const created = await call("BatchJobService/MutateBatchJob", field(1, "5552100042"));
  // MutateBatchJobResponse.result.resource_name, both shorter than 128 bytes.
  const job = created.subarray(4).toString();
  let token = "";
  for (const operations of requestsIn(file)) {
    const tied = token === "" ? field(1, job) : Buffer.concat([field(1, job), field(2, token)]);
    const added = await call(
      "BatchJobService/AddBatchJobOperations",
      Buffer.concat([tied, operations]),
    );
    token = /after \d+/.exec(added.toString("latin1"))?.[0] ?? "";
  }
  await call("BatchJobService/RunBatchJob", field(1, job));
  // The server's tokens are positions, so no page has to be read for that of the next.
  const size = Number(token.slice("after ".length));
  for (let from = 0; from < size; from += pageSize) {
    const page = from === 0 ? Buffer.of() : field(2, String(from));
    await call("BatchJobService/ListBatchJobResults", Buffer.concat([field(1, job), page]));
  }
}

/** A text field of a message, shorter than 128 bytes. */
function field(number: number, text: string): Buffer {
  return Buffer.concat([Buffer.of(number * 8 + 2, text.length), Buffer.from(text)]);
}

/** Takes them from the file one by one, for all senders. */
function* requestsIn(path: string): Generator<Buffer> {
  const descriptor = openSync(path, "r");
  const length = Buffer.alloc(4);
  while (readSync(descriptor, length) === length.length) {
    const request = Buffer.allocUnsafe(length.readUInt32LE());
    readSync(descriptor, request);
    yield request;
  }
  closeSync(descriptor);
}

function call(method: string, request: Buffer): Promise<Buffer> {
  const path = `/google.ads.googleads.${version}.services.${method}`;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, asIs, asIs, request, metadata, (error, answer) => {
      if (error === null && answer !== undefined) resolve(answer);
      else reject(error ?? new Error("no answer"));
    });
  });
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
