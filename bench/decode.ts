// What it takes to understand a failure of 10,000 errors: our decoder, down to the normal form, beside
// the decoder of google-ads-node, down to a plain object with the names of enums.
//
//   node bench/decode.ts

import { createRequire } from "node:module";
import { decodeFailure } from "../src/failure/decode.ts";

const errorCount = 10_000;

const warmUp = 20;

const runs = 30;

interface Codec {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): object;
}

// As google-ads-api finds it: the static codecs are in a file of their own, so no client is loaded.
const fromApi = createRequire(createRequire(import.meta.url).resolve("google-ads-api"));

const protos: {
  google: { ads: { googleads: Record<string, { errors: { GoogleAdsFailure: Codec } }> } };
} = fromApi("google-ads-node/build/protos/protos.js");

const codec = Object.values(protos.google.ads.googleads)[0]?.errors.GoogleAdsFailure;

if (codec === undefined) throw new Error("google-ads-node has no GoogleAdsFailure");

const bytes = codec.encode({ errors: Array.from({ length: errorCount }, anError) }).finish();

console.log(`${errorCount} errors, ${(bytes.length / 1e6).toFixed(2)} MB, ${process.version}`);

report("ours: bytes to normal form", () => decodeFailure(bytes, "v25"));

report("google-ads-node: decode", () => codec.decode(bytes));

report("google-ads-node: decode + toObject", () =>
  codec.toObject(codec.decode(bytes), { enums: String, longs: String }),
);

function anError(_: unknown, row: number): object {
  return {
    error_code: { string_length_error: 3 },
    message: "Too long.",
    trigger: { string_value: `A headline that is far too long for an ad, row ${row}` },
    location: {
      field_path_elements: [
        { field_name: "mutate_operations", index: row },
        { field_name: "ad_group_ad_operation" },
        { field_name: "create" },
        { field_name: "ad" },
        { field_name: "responsive_search_ad" },
        { field_name: "headlines", index: row % 15 },
        { field_name: "text" },
      ],
    },
  };
}

function report(name: string, work: () => unknown): void {
  const first = timed(work);
  for (let run = 0; run < warmUp; run++) work();
  const times = Array.from({ length: runs }, () => timed(work)).toSorted((a, b) => a - b);
  const median = times[Math.floor(runs / 2)] ?? 0;
  console.log(
    `${name.padEnd(36)} median ${median.toFixed(1)} ms, best ${(times[0] ?? 0).toFixed(1)} ms, first ${first.toFixed(1)} ms`,
  );
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
