import { uploadCommand, type UploadOptions } from "../src/commands/upload-command.ts";

const [file = "", endpoint = "", out = "", mode = "partial-failure"] = process.argv.slice(2);

await uploadCommand({
  // As yargs would give them.
  _: [],
  $0: "rowmend",
  file,
  endpoint,
  plaintext: true,
  sandbox: false,
  out,
  run: "bench",
  quiet: true,
  json: false,
  yes: true,
  again: true,
  validateOnly: false,
  mode,
  wait: true,
  jobWait: 60,
  maxTries: 5,
  maxWait: 60,
  maxErrors: undefined,
  maxOperations: undefined,
  batchSize: 1_000,
  concurrency: 4,
  fault: [],
  config: undefined,
  customerId: undefined,
  loginCustomerId: undefined,
  entity: undefined,
  operation: undefined,
  delimiter: undefined,
} as unknown as UploadOptions);

const usage = process.resourceUsage();

process.stdout.write(
  JSON.stringify({
    cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    systemMs: usage.systemCPUTime / 1000,
    peakMb: usage.maxRSS / 1024,
    seconds: process.uptime(),
  }),
);
