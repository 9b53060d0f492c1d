import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../local/processes/free-port";
import { projectFolder } from "../../local/home/lake-home";
import { runCommand } from "../harness/timed-command";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";

const MAXIMUM_UNIT_TEST_SECONDS = 30;

/** Measures the whole run of the unit tests. */
export async function measureUnitTests(): Promise<BenchmarkResult> {
  const { milliseconds } = await runCommand({ program: "npm", args: ["run", "test:unit"] });
  return benchmarkResult({
    name: "npm run test:unit",
    measured: milliseconds / 1000,
    unit: "s",
    limit: { atMost: MAXIMUM_UNIT_TEST_SECONDS },
  });
}

/** Measures the whole demo against the `terraform apply` that it runs. */
export async function measureDemo(): Promise<BenchmarkResult> {
  const home = mkdtempSync(path.join(tmpdir(), "bench-demo-"));
  const { milliseconds, stderr } = await runCommand({
    program: process.execPath,
    args: [path.join(projectFolder, "cli", "lake.mjs"), "demo", "--port", String(await freePort())],
    environment: { LAKE_HOME: home },
  }).finally(() => rmSync(home, { recursive: true }));
  const [, seconds] = /Apply the stack \(([\d.]+) s\)/.exec(stderr) ?? [];
  return benchmarkResult({
    name: "npm run demo",
    measured: milliseconds / 1000,
    unit: "s",
    baseline: {
      name: "terraform apply of the same resources, in the same run",
      measured: Number(seconds),
    },
    limit: { atMost: 1.3 },
  });
}
