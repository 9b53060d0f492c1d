import { lakeHome } from "../../local/home/lake-home";
import { synthesizeDeployed } from "../deployer-policy/deployed-stacks";
import type { DeployedStacks } from "../deployer-policy/deployed-stacks";
import { clientsFor, stateClientsFor } from "../target/environment-clients";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import { accountChecks } from "./checks/account-checks";
import { emulatorChecks } from "./checks/emulator-checks";
import { isReachable } from "./checks/is-reachable";
import { machineChecks } from "./checks/machine-checks";
import { priceChecks } from "./checks/price-checks";
import type { DoctorCheck } from "./doctor-check";
import { EXIT } from "../terminal/exit-codes";

/** What `lake doctor --json` prints. */
export interface DoctorReport {
  readonly environment: string;
  readonly problems: number;
  readonly checks: readonly DoctorCheck[];
}

/**
 * `lake doctor [--env NAME]`: checks everything that a deployment of an environment needs, and changes nothing. Exit code 1
 * if there is a problem.
 */
export async function doctorCommand(
  output: Output,
  { env }: { readonly env: string },
): Promise<void> {
  const environment = requireEnvironment(env);
  const home = lakeHome();
  const props = { environment, home, variables: process.env, isReachable };
  let synthesized: Promise<DeployedStacks> | undefined;
  const stacks = () => (synthesized ??= synthesizeDeployed(home, "doctor", environment));
  const checks = await output.step("Check this machine", () => machineChecks(props));
  if (environment.emulator !== undefined) {
    checks.push(...(await output.step("Check the embedded AWS", () => emulatorChecks(props))));
  } else {
    const clients = await clientsFor(environment, environment.region);
    const stateClients = await stateClientsFor(environment);
    try {
      checks.push(
        ...(await output.step("Check the account", () =>
          accountChecks({ environment, clients, stateClients, stacks }),
        )),
      );
    } finally {
      clients.destroy();
      stateClients.destroy();
    }
  }
  checks.push(...(await output.step("Estimate the price", () => priceChecks(environment, stacks))));
  const problems = checks.filter(({ status }) => status === "problem").length;
  if (problems > 0) process.exitCode = EXIT.failed;
  output.result({ environment: env, problems, checks }, renderDoctor);
}

/** The report for a terminal: a table, then what to do. */
export function renderDoctor({ environment, checks }: DoctorReport): string {
  const rows = checks.map(({ check, status, detail }) => [check, status, detail]);
  const fixes = checks.flatMap(({ check, fix }) => (fix === undefined ? [] : [`${check}: ${fix}`]));
  return [
    renderTable(["check", "result", "found"], rows),
    ...(fixes.length === 0
      ? [`Nothing that was checked stops a deployment of ${environment}.`]
      : ["What to do:", ...fixes.map((fix) => `  ${fix}`)]),
  ].join("\n");
}
