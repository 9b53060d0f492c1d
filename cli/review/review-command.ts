import { readFile, rm, writeFile } from "node:fs/promises";
import type { S3StateEnvironment } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";
import type { Usage } from "../cost/usage";
import { configurationDigest } from "../deploy/configuration-digest";
import { currentCommit } from "../deploy/current-commit";
import { PlanStore, requirePlanStore } from "../deploy/plan-store";
import { rolesForbiddenToWorkflows } from "../deploy/role-changes";
import { packPlan } from "../deploy/saved-plan";
import { clientsFor } from "../target/environment-clients";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { readPlan } from "../terraform/plan/read-plan";
import { createPlan } from "./create-plan";
import type { CreatedPlan } from "./create-plan";
import { renderDiagram } from "./rendering/pipeline-diagram";
import { reviewPlan } from "./plan-review";
import { renderReview } from "./rendering/render-review";
import { exitCodeOf } from "./verdict";
import { usageOf } from "../cost/cost-command";

/** Which plan is reviewed, and what comes of it. */
export interface ReviewOptions extends Partial<Usage> {
  /** Environment that is planned. */
  readonly env?: string;
  /** File of `terraform show -json`, or - for standard input. */
  readonly plan?: string;
  /** Whether the plan holds the lock of the state, which takes credentials that may write beside it. */
  readonly lock: boolean;
  /** File for the receipt by which `lake deploy` applies this very plan, which is kept beside the state. */
  readonly savePlan?: string;
  /** File for a picture of the pipeline. */
  readonly svg?: string;
  /** First line of the report. @default - the environment, or "Terraform plan" */
  readonly title?: string;
  /** Whether to end with 2 for changes and 3 for what a second person should see. */
  readonly exitCode: boolean;
}

/**
 * `lake review`: what a person must know of a plan, as Markdown for a pull request.
 *
 * @throws UserError unless exactly one of env and plan is given
 */
export async function reviewCommand(output: Output, options: ReviewOptions): Promise<void> {
  const { env, plan, svg, lock, savePlan } = options;
  if ((env === undefined) === (plan === undefined)) {
    throw new UserError(
      "Which plan?",
      "Give either --env NAME, or --plan FILE with the output of `terraform show -json`.",
    );
  }
  if (plan !== undefined && savePlan !== undefined) {
    throw new UserError("Only a plan that is made now can be saved.", "Give --env NAME.");
  }
  const environment = env === undefined ? undefined : requireEnvironment(env);
  const store =
    savePlan === undefined || environment === undefined ? undefined : requirePlanStore(environment);
  const made = plan === undefined ? await createPlan(output, env ?? "", lock) : undefined;
  const read = made?.plan ?? (await readPlan(plan ?? "-"));
  if (made !== undefined && store !== undefined && savePlan !== undefined) {
    await output.step("Save the plan", () => keepPlan(store, made, savePlan));
  }
  const review = reviewPlan(read, usageOf(options));
  const title = options.title ?? (env === undefined ? "Terraform plan" : `Plan of ${env}`);
  if (svg !== undefined) await writePicture(svg, renderDiagram(review, title));
  const refused = environment === undefined ? [] : rolesForbiddenToWorkflows(environment, read);
  output.result({ ...review, refusedToWorkflows: refused }, () =>
    [renderReview(review, title).trimEnd(), ...peopleOnly(env ?? "", refused)].join("\n\n"),
  );
  if (options.exitCode) process.exitCode = exitCodeOf(review.verdict);
}

async function writePicture(file: string, picture: string): Promise<void> {
  await writeFile(file, picture).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(`The picture can't be written to ${file}: ${code}.`, "Name another file.");
  });
}

async function keepPlan(
  environment: S3StateEnvironment,
  made: CreatedPlan,
  receiptFile: string,
): Promise<void> {
  const commit = await currentCommit();
  const configuration = await configurationDigest(made.stackFolder);
  const origin = { environment: environment.name, commit, configuration };
  const document = packPlan(origin, await readFile(made.file));
  // It holds what the state holds.
  await rm(made.file, { force: true });
  const clients = await clientsFor(environment, environment.state.region);
  try {
    const receipt = await new PlanStore(clients.s3, environment).save(commit, document);
    await writeFile(receiptFile, `${JSON.stringify(receipt)}\n`);
  } finally {
    clients.destroy();
  }
}

/** What a plan needs people for, as a paragraph. */
function peopleOnly(environment: string, roles: readonly string[]): string[] {
  if (roles.length === 0) return [];
  const names = roles.map((address) => `\`${address}\``).join(", ");
  return [
    `**People must deploy this.** The workflows' role may neither make a role nor change who assumes one: ${names}. With credentials of your own: \`npx cdktf deploy ${environment}\``,
  ];
}
