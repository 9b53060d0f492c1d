import { UserError } from "../../errors/user-error";
import type { Output } from "../terminal/output";
import { readPlan } from "../terraform/plan/read-plan";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";
import { createPlan } from "./create-plan";
import type { CreatedPlan } from "./create-plan";
import { ApiClient } from "./terraform-cloud/api-client";
import { terraformCloudHost } from "./terraform-cloud/host";
import { readRun } from "./terraform-cloud/run";
import type { CloudRun } from "./terraform-cloud/run";
import type { RunTask } from "./terraform-cloud/run-task";
import { terraformCloudToken } from "./terraform-cloud/token";

/** Where the plan comes from: exactly one of these is given. */
export interface PlanSourceOptions {
  /** Environment that is planned. */
  readonly env?: string;
  /** File of `terraform show -json`, or - for standard input. */
  readonly plan?: string;
  /** Id of a run of Terraform Cloud. */
  readonly tfcRun?: string;
  /** File with the request of a run task of Terraform Cloud, or - for standard input. */
  readonly tfcTask?: string;
  /** Host of Terraform Cloud. @default - the variable `TF_CLOUD_HOSTNAME`, else app.terraform.io */
  readonly tfcHost?: string;
  /** Whether to lock the state, which needs credentials that may write the lock. */
  readonly lock: boolean;
}

/** A plan, and what else its source says. */
export interface SourcedPlan {
  readonly plan: TerraformPlan;
  /** Name of the source, for people. */
  readonly title: string;
  /** Only for an environment. */
  readonly created?: CreatedPlan;
  /** Only for a run of Terraform Cloud. */
  readonly run?: CloudRun;
}

const flags = { env: "--env", plan: "--plan", tfcRun: "--tfc-run", tfcTask: "--tfc-task" } as const;

/**
 * Checks that there is one source.
 *
 * @throws UserError for none, for several, and for a host without a use
 */
export function requireOneSource(options: PlanSourceOptions): void {
  const given = (["env", "plan", "tfcRun", "tfcTask"] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (given.length !== 1) {
    const received = given.map((name) => flags[name]);
    throw new UserError(
      received.length === 0
        ? "Received none of --env, --plan, --tfc-run and --tfc-task."
        : `Received ${received.join(" and ")}.`,
      "Give exactly one: --env NAME, --plan FILE with the output of `terraform show -json`, --tfc-run ID, or --tfc-task FILE with the request to a run task.",
    );
  }
  const isOfCloud = options.tfcRun !== undefined || options.tfcTask !== undefined;
  if (options.tfcHost !== undefined && !isOfCloud) {
    throw new UserError(
      "Received --tfc-host without --tfc-run and --tfc-task.",
      "Leave it out: only runs of Terraform Cloud have a host.",
    );
  }
}

/**
 * The plan of the one source.
 *
 * @param task the request of `tfcTask`
 * @throws UserError if the plan can't be made, read or downloaded
 */
export async function sourcedPlan(
  output: Output,
  options: PlanSourceOptions,
  task?: RunTask,
): Promise<SourcedPlan> {
  const { env, plan, tfcRun } = options;
  if (env !== undefined) {
    const created = await createPlan(output, env, options.lock);
    return { plan: created.plan, title: `Plan of ${env}`, created };
  }
  if (task !== undefined) {
    const read = await output.step(`Download the plan of ${task.runId}`, () => task.readPlan());
    return { plan: read, title: `Plan of ${task.workspace}` };
  }
  if (tfcRun !== undefined) {
    const host = terraformCloudHost(options.tfcHost);
    const client = new ApiClient(host, await terraformCloudToken(host));
    const read = await output.step(`Download the plan of ${tfcRun}`, (detail) =>
      readRun(client, tfcRun, detail),
    );
    return { ...read, title: `Plan of ${read.run.workspace}` };
  }
  return { plan: await readPlan(plan ?? "-"), title: "Terraform plan" };
}
