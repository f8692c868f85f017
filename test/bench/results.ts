import type { Contender, Measurement, Results, Sample } from "../../bench/results.ts";

/** Results as the bench has them, for tests of what is made of them. */
export function resultsWith(measurements: readonly Measurement[]): Results {
  return {
    machine: {
      processor: "Some processor",
      cores: 2,
      memoryGb: 8,
      system: "linux",
      load: 0,
      node: "v24.0.0",
      rowmend: "0.1.0",
      form: "built",
      nodeOptions: [],
    },
    measurements,
  };
}

export function uploadBy(
  contender: Contender,
  samples: readonly Partial<Sample>[],
  rows = 1_000,
): Measurement {
  return {
    subject: { kind: "upload", contender, mode: "partial-failure", rows, faultPercent: 3 },
    samples: samples.map((sample) => ({
      cpuMs: 100,
      peakMb: 50,
      seconds: 1,
      serverCpuMs: 0,
      ...sample,
    })),
  };
}
