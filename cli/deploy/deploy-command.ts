import path from "node:path";
import { lakeHome } from "../../local/home/lake-home";
import { openHome } from "../../local/home/open-home";
import { makePrivateFolder } from "../../local/home/private-files";
import { errorCode } from "../../errors/error-code";
import { UserError } from "../../errors/user-error";
import { IncompleteApplyError, applySavedPlan } from "./apply-saved-plan";
import { configurationDigest } from "./configuration-digest";
import { currentCommit } from "./current-commit";
import { PlanStore, requirePlanStore } from "./plan-store";
import { manualDeployError, isDeployRole, rolesForbiddenToWorkflows } from "./role-changes";
import { parseReceipt, unpackPlan } from "./saved-plan";
import type { PlanReceipt } from "./saved-plan";
import { clientsFor } from "../target/environment-clients";
import { readAll } from "../input/read-all";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { synthesize } from "../terraform/synth";
import { keepIncomplete, untaintCommands } from "../terraform/keep-incomplete";
import { requireAllowedLock } from "../terraform/locked-providers";
import { terraformInit } from "../terraform/terraform-init";
import type { AppliedChanges } from "../terraform/ui-output";
import { findTerraformFor } from "../terraform/find-terraform";
import { unattendedTerraformEnv } from "../terraform/terraform-env";

/** Options of `lake deploy`. */
export interface DeployOptions {
  readonly env: string;
  /** File of the receipt that `lake review --save-plan` wrote, or - for standard input. */
  readonly plan: string;
}

/** What `lake deploy --json` prints. */
export interface DeployReport {
  readonly environment: string;
  readonly commit: string;
  readonly changes: AppliedChanges;
}

/** What `lake deploy --json` prints when the apply left protected resources incomplete. */
export interface FailedDeployReport {
  readonly environment: string;
  /** Addresses of those resources. */
  readonly incomplete: readonly string[];
  /** Shell commands that keep them. */
  readonly commands: readonly string[];
}

/**
 * `lake deploy --env NAME --plan FILE`: applies exactly the plan that was saved and approved. It is rejected if the plan, the
 * commit, the configuration or the state has changed since.
 */
export async function deployCommand(output: Output, options: DeployOptions): Promise<void> {
  const environment = requirePlanStore(requireEnvironment(options.env));
  const receipt = parseReceipt(await readReceipt(options.plan), options.plan);
  const commit = await currentCommit();
  rejectMismatch(receipt, { environment: environment.name, commit });
  const home = lakeHome();
  // First, since the following steps may create folders in it.
  openHome(home);
  requireAllowedLock(environment);
  const command = await findTerraformFor(output, home, environment);
  // A folder of its own, like the one in which the plan was created.
  const folder = path.join(home.folder, "deploy");
  makePrivateFolder(folder);
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, "deploy", process.env, environment.name),
  );
  const clients = await clientsFor(environment, environment.state.region);
  try {
    const planFile = await output.step("Fetch the approved plan", async () => {
      const document = await new PlanStore(clients.s3, environment).load(receipt);
      const configuration = await configurationDigest(stackFolder);
      return unpackPlan(document, receipt, {
        environment: environment.name,
        commit,
        configuration,
      });
    });
    const byWorkflow = await isDeployRole(clients.sts, environment);
    const terraform = {
      command,
      stackFolder,
      environment: unattendedTerraformEnv(home, folder, environment),
      advice: `Repair what these lines name. npx lake review --env ${environment.name} shows what is left to apply; have a new plan approved.`,
    };
    await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
    const changes = await output
      .step("Apply the approved plan", (detail) =>
        applySavedPlan(
          terraform,
          planFile,
          (plan) => {
            const roles = byWorkflow ? rolesForbiddenToWorkflows(environment, plan) : [];
            if (roles.length > 0) throw manualDeployError(environment, roles);
          },
          detail,
        ),
      )
      .catch((error: unknown) => {
        if (error instanceof IncompleteApplyError)
          reportIncomplete(output, environment.name, error);
        throw error;
      });
    const document: DeployReport = { environment: environment.name, commit, changes };
    output.result(
      document,
      () =>
        `${environment.name} is deployed as approved, from commit ${commit}: ${changes.add} added, ${changes.change} changed, ${changes.remove} removed.`,
    );
  } finally {
    clients.destroy();
  }
}

/** Printed like a result, so that a workflow has it for its summary. */
function reportIncomplete(
  output: Output,
  environment: string,
  { incomplete }: IncompleteApplyError,
): void {
  const document: FailedDeployReport = {
    environment,
    incomplete,
    commands: untaintCommands(incomplete, environment),
  };
  output.verbatim(document, () =>
    [`## ${environment} is not deployed`, ...keepIncomplete(incomplete, environment)].join("\n\n"),
  );
}

function rejectMismatch(
  receipt: PlanReceipt,
  expected: Pick<PlanReceipt, "environment" | "commit">,
): void {
  for (const key of ["environment", "commit"] as const) {
    if (receipt[key] === expected[key]) continue;
    throw new UserError(
      `The approved plan is for the ${key} ${receipt[key]}, but this is ${expected[key]}.`,
      "Plan the checked-out commit, and have the plan approved.",
    );
  }
}

async function readReceipt(file: string): Promise<string> {
  const bytes = await readAll(file).catch((error: unknown) => {
    throw new UserError(
      `Can't read the receipt ${file}: ${errorCode(error) ?? String(error)}.`,
      "Give the path of a receipt.",
    );
  });
  return bytes.toString("utf8");
}
