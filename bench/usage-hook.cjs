// Loaded before everything else in each process that is measured. As CommonJS in plain JavaScript it adds
// next to nothing to a start.
const { writeSync } = require("node:fs");

const usageDescriptor = 3;

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1_000, peakMb: maxRSS / 1_024 };
  writeSync(usageDescriptor, JSON.stringify(usage));
});
