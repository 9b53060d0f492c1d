import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parsePlan } from "../../cli/terraform/plan/terraform-plan";
import { terraformPlan, terraformShowPlan } from "../../cli/terraform/plan/run-plan";
import type { TerraformProps } from "../../cli/terraform/run-terraform";
import { terraformInit } from "../../cli/terraform/terraform-init";
import { unattendedTerraformEnv } from "../../cli/terraform/terraform-env";
import { startEmulator } from "../../local/lifecycle/start-emulator";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { freePort } from "../../local/processes/free-port";
import { lakeHome } from "../../local/home/lake-home";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { runCommand } from "../harness/timed-command";
import { bundleDatasetSynth } from "./dataset-synth-bundle";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";

const MANY = 100;
const PLAN_FILE = "bench.tfplan";
const quiet = () => undefined;

/** Measures the plan of many datasets on the embedded AWS: resources and time. */
export async function measurePlan(rounds: number): Promise<BenchmarkResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-plan-"));
  const home = lakeHome({ LAKE_HOME: path.join(folder, "lake") });
  const { toolsFolder } = lakeHome();
  const { endpointUrl } = await startEmulator(home, { port: await freePort(), enforceIam: false });
  const environment = {
    ...unattendedTerraformEnv({ ...home, toolsFolder }, path.join(folder, "terraform"), {
      emulator: { endpointUrl },
    }),
    AWS_ENDPOINT_URL: endpointUrl,
  };
  try {
    const command = await findTerraform({ toolsFolder, progress: quiet });
    const program = await bundleDatasetSynth();
    const planOf = async (datasets: number) => {
      const target = path.join(folder, String(datasets));
      await runCommand({
        program: process.execPath,
        args: [program, String(datasets), target, "local"],
        environment: { AWS_ENDPOINT_URL: endpointUrl },
      });
      const stackFolder = path.join(target, "cdktf.out", "stacks", "local");
      return timePlan({ command, stackFolder, environment }, rounds);
    };
    const one = await planOf(1);
    const many = await planOf(MANY);
    return [
      benchmarkResult({
        name: `resources in the plan of ${MANY} datasets`,
        measured: many.resources,
        unit: "resources",
        baseline: { name: "1 dataset", measured: one.resources },
      }),
      benchmarkResult({
        name: `terraform plan of ${MANY} datasets on the embedded AWS`,
        measured: many.seconds,
        unit: "s",
        baseline: { name: "1 dataset", measured: one.seconds },
      }),
    ];
  } finally {
    await stopEmulator(home);
    rmSync(folder, { recursive: true });
  }
}

async function timePlan(terraform: TerraformProps, rounds: number) {
  await terraformInit(terraform, quiet);
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await terraformPlan(terraform, PLAN_FILE, quiet);
    seconds.push((performance.now() - began) / 1000);
  }
  const plan = parsePlan(await terraformShowPlan(terraform, PLAN_FILE), PLAN_FILE);
  const resources = plan.resource_changes?.filter(({ change }) =>
    change.actions.includes("create"),
  );
  return { resources: resources?.length ?? 0, seconds: median(seconds) };
}
