import { readFile, rm, writeFile } from "node:fs/promises";
import type { S3StateEnvironment } from "../../model/naming/state-location";
import { errorCode } from "../../errors/error-code";
import { UserError } from "../../errors/user-error";
import type { Usage } from "../cost/usage";
import { configurationDigest } from "../deploy/configuration-digest";
import { currentCommit } from "../deploy/current-commit";
import { PlanStore, requirePlanStore } from "../deploy/plan-store";
import { isRejected, rejectUnsupportedReshardings, reshardings } from "../deploy/resharding";
import { rolesForbiddenToWorkflows } from "../deploy/role-changes";
import { packPlan } from "../deploy/saved-plan";
import { clientsFor } from "../target/environment-clients";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { code } from "../terminal/markdown";
import { readPlan } from "../terraform/plan/read-plan";
import { createPlan } from "./create-plan";
import type { CreatedPlan } from "./create-plan";
import { renderDiagram } from "./rendering/pipeline-diagram";
import { reviewPlan } from "./plan-review";
import { refusedPlanError } from "./refused-plan";
import { renderReview } from "./rendering/render-review";
import { exitCodeOf } from "./verdict";
import { usageOf } from "../cost/cost-command";

/** Which plan to review, and what to write. */
export interface ReviewOptions extends Partial<Usage> {
  /** Environment that is planned. */
  readonly env?: string;
  /** File of `terraform show -json`, or - for standard input. */
  readonly plan?: string;
  /** Whether to lock the state, which needs credentials that may write the lock. */
  readonly lock: boolean;
  /** File for the receipt with which `lake deploy` applies this plan; the plan itself is stored next to the state. */
  readonly savePlan?: string;
  /** File for a diagram of the pipeline. */
  readonly svg?: string;
  /** First line of the report. @default - the environment, or "Terraform plan" */
  readonly title?: string;
  /** Whether to exit with 2 for changes and 3 if a second person should review them. */
  readonly exitCode: boolean;
}

/**
 * `lake review`: summarizes a plan as Markdown for a pull request.
 *
 * @throws UserError unless exactly one of env and plan is given
 */
export async function reviewCommand(output: Output, options: ReviewOptions): Promise<void> {
  const { env, plan, svg, lock, savePlan } = options;
  if ((env === undefined) === (plan === undefined)) {
    throw new UserError(
      env === undefined ? "Received neither --env nor --plan." : "Received both --env and --plan.",
      "Give exactly one: --env NAME, or --plan FILE with the output of `terraform show -json`.",
    );
  }
  if (plan !== undefined && savePlan !== undefined) {
    throw new UserError(
      "Received --save-plan with --plan.",
      "Only a plan of this run can be saved: use --env NAME instead of --plan.",
    );
  }
  const environment = env === undefined ? undefined : requireEnvironment(env);
  const store =
    savePlan === undefined || environment === undefined ? undefined : requirePlanStore(environment);
  const created = plan === undefined ? await createPlan(output, env ?? "", lock) : undefined;
  const read = created?.plan ?? (await readPlan(plan ?? "-"));
  const refused = created?.refused;
  const saves =
    created !== undefined && refused === undefined && store !== undefined && savePlan !== undefined;
  // `lake deploy` would reject it, after somebody was asked to approve it.
  if (saves && !reshardings(read).some(isRejected)) {
    await output.step("Save the plan", () => savePlanOf(store, created, savePlan));
  }
  const review = reviewPlan(read, usageOf(options), refused?.addresses);
  const title = options.title ?? (env === undefined ? "Terraform plan" : `Plan of ${env}`);
  if (svg !== undefined) await writeDiagram(svg, renderDiagram(review, title));
  const forbidden = environment === undefined ? [] : rolesForbiddenToWorkflows(environment, read);
  output.result({ ...review, rolesForbiddenToWorkflows: forbidden }, () =>
    [renderReview(review, title, env).trimEnd(), ...manualDeployNote(env ?? "", forbidden)].join(
      "\n\n",
    ),
  );
  if (refused !== undefined) throw refusedPlanError(env ?? "", refused, review);
  if (saves) rejectUnsupportedReshardings(read);
  if (options.exitCode) process.exitCode = exitCodeOf(review.verdict);
}

async function writeDiagram(file: string, diagram: string): Promise<void> {
  await writeFile(file, diagram).catch((error: unknown) => {
    throw new UserError(
      `Can't write the diagram to ${file}: ${errorCode(error) ?? String(error)}.`,
      "Give another path to --svg.",
    );
  });
}

async function savePlanOf(
  environment: S3StateEnvironment,
  created: CreatedPlan,
  receiptFile: string,
): Promise<void> {
  const commit = await currentCommit();
  const configuration = await configurationDigest(created.stackFolder);
  const origin = { environment: environment.name, commit, configuration };
  const document = packPlan(origin, await readFile(created.file));
  // It contains what the state contains.
  await rm(created.file, { force: true });
  const clients = await clientsFor(environment, environment.state.region);
  try {
    const receipt = await new PlanStore(clients.s3, environment).save(commit, document);
    await writeFile(receiptFile, `${JSON.stringify(receipt)}\n`);
  } finally {
    clients.destroy();
  }
}

/** A paragraph about the changes that need a manual deploy. */
function manualDeployNote(environment: string, roles: readonly string[]): string[] {
  if (roles.length === 0) return [];
  const names = roles.map(code).join(", ");
  return [
    `**This plan needs a manual deploy.** The workflows' role has no permission for these changes, which decide who can assume a role: ${names}. With credentials of your own: \`npx cdktf deploy ${environment}\``,
  ];
}
