import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../local/processes/free-port";
import { projectFolder } from "../../local/home/lake-home";
import { runCommand } from "../harness/timed-command";
import { benchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";
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

/** Measures a review of an unchanged local lake against the `terraform plan` that it runs. */
export async function measureReview(rounds: number): Promise<BenchmarkResult> {
  const home = mkdtempSync(path.join(tmpdir(), "bench-review-"));
  const lake = (...args: string[]) =>
    runCommand({
      program: process.execPath,
      args: [path.join(projectFolder, "cli", "lake.mjs"), ...args],
      environment: { LAKE_HOME: home },
    });
  try {
    await lake("up", "--port", String(await freePort()));
    const review = () => lake("review", "--env", "local");
    // Only the first one initializes Terraform, and synthesizes into its own folder.
    await review();
    const seconds: number[] = [];
    const plans: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const { milliseconds, stderr } = await review();
      seconds.push(milliseconds / 1000);
      plans.push(Number(/Plan \(([\d.]+) s\)/.exec(stderr)?.[1]));
    }
    return benchmarkResult({
      name: "npx lake review --env local, nothing changed",
      measured: median(seconds),
      unit: "s",
      baseline: { name: "terraform plan, in the same runs", measured: median(plans) },
      limit: { atMost: 2 },
    });
  } finally {
    await lake("down");
    rmSync(home, { recursive: true });
  }
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
    limit: { atMost: 1.25 },
  });
}
