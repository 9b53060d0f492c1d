/**
 * Makes the real plans of the corpus again, by Terraform against an embedded AWS of its own:
 *
 *     npx tsx __tests__/cli/review/corpus/real/make-plans.ts [part of a name ...]
 *
 * Without names it makes those that have no plan yet; "(real)" is part of all names. Ten minutes and more for all.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Emulator } from "../../../../../local/emulator";
import { DEFAULT_ACCESS_SETTINGS } from "../../../../../local/gateway/callers/access-settings";
import { lakeHome } from "../../../../../local/home/lake-home";
import { findMoto } from "../../../../../toolchain/moto/moto";
import { reducedPlan } from "./reduced-plan";
import { SCENARIOS } from "./scenarios";
import { readPlans, writePlans } from "./stored-plans";
import { TerraformWorkplace } from "./terraform-workplace";

/** Services of other stacks than this project's, which moto emulates. */
const OTHER_SERVICES = ["dynamodb", "ec2", "ecr", "secretsmanager", "sqs", "ssm"];

const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(wanted: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "emulator-"));
  const emulator = new Emulator({
    port: 0,
    motoPython: await findMoto({ toolsFolder: lakeHome().toolsFolder, progress: log }),
    stateFolder: path.join(folder, "state"),
    scratchFolder: path.join(folder, "scratch"),
    log: { info: () => undefined, error: (source, line) => log(`${source}: ${line}`) },
    onFailure: (reason) => {
      throw new Error(reason);
    },
    identity: {},
    enforceIam: false,
    access: { ...DEFAULT_ACCESS_SETTINGS, services: new Set(OTHER_SERVICES) },
  });
  const endpoint = await emulator.start();
  const workplace = await TerraformWorkplace.open({
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
  try {
    for (const [family, scenarios] of Object.entries(SCENARIOS)) {
      const plans = readPlans(family);
      for (const scenario of scenarios) {
        const { name } = scenario;
        if (wanted.length === 0 ? plans.has(name) : !wanted.some((part) => name.includes(part)))
          continue;
        log(name);
        try {
          plans.set(name, reducedPlan(await workplace.planOf(scenario)));
        } catch (error) {
          log(String(error));
          process.exitCode = 1;
        }
        writePlans(
          family,
          scenarios.map((each) => each.name),
          plans,
        );
      }
    }
  } finally {
    workplace.close();
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main(process.argv.slice(2));
