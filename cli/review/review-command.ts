import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { environments } from "../../config/environments";
import { projectFolder } from "../../local/home/lake-home";
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
import type { CreatedPlan } from "./create-plan";
import { renderDiagram } from "./rendering/pipeline-diagram";
import { reviewPlan } from "./plan-review";
import type { PlanReview } from "./plan-review";
import { requireOneSource, sourcedPlan } from "./plan-source";
import type { PlanSourceOptions } from "./plan-source";
import { refusedPlanError } from "./refused-plan";
import { junitReport } from "./rendering/junit-report";
import { reviewReport } from "./rendering/review-report";
import { sarifLog } from "./rendering/sarif-log";
import { renderReview } from "./rendering/render-review";
import { readTeamReview } from "./team/team-review";
import { terraformCloudHost } from "./terraform-cloud/host";
import { readRunTask } from "./terraform-cloud/run-task";
import type { RunTask } from "./terraform-cloud/run-task";
import { runNote } from "./rendering/run-note";
import { taskResult } from "./terraform-cloud/task-result";
import { exitCodeOf } from "./verdict";
import { usageOf } from "../cost/cost-command";

/** What a viewer of SARIF shows for a plan of this project, whose environments it declares. */
const PLANNED_FILE = "config/environments.ts";

/** Which plan to review, and what to write. */
export interface ReviewOptions extends PlanSourceOptions, Partial<Usage> {
  /** File for the receipt with which `lake deploy` applies this plan; the plan itself is stored next to the state. */
  readonly savePlan?: string;
  /** File for a diagram of the pipeline. */
  readonly svg?: string;
  /** Environment whose waivers and severities of the team apply. @default - that of `env` */
  readonly as?: string;
  /** File with the results of `conftest test --output json`. */
  readonly conftest?: string;
  /** File for the findings as SARIF 2.1.0. */
  readonly sarif?: string;
  /** File for the findings as JUnit XML. */
  readonly junit?: string;
  /** First line of the report. @default - the source of the plan */
  readonly title?: string;
  /** Whether to exit with 2 for changes and 3 if a second person should review them. */
  readonly exitCode: boolean;
}

/**
 * `lake review`: summarizes a plan as Markdown for a pull request; the request of a run task gets an answer as well.
 *
 * @throws UserError unless there is exactly one source of the plan
 */
export async function reviewCommand(output: Output, options: ReviewOptions): Promise<void> {
  requireOneSource(options);
  if (options.env === undefined && options.savePlan !== undefined) {
    throw new UserError(
      "Received --save-plan without --env.",
      "Only a plan of this run can be saved: use --env NAME.",
    );
  }
  if (options.tfcTask === undefined) {
    await review(output, options);
    return;
  }
  const task = await readRunTask(options.tfcTask, terraformCloudHost(options.tfcHost));
  await task.answer(async () => {
    const { reviewed, report } = await review(output, options, task);
    return taskResult(reviewed, report, task.acceptsOutcomes);
  });
}

async function review(
  output: Output,
  options: ReviewOptions,
  task?: RunTask,
): Promise<{ readonly reviewed: PlanReview; readonly report: string }> {
  const { env, savePlan } = options;
  const environment = env === undefined ? undefined : requireEnvironment(env);
  const store =
    savePlan === undefined || environment === undefined ? undefined : requirePlanStore(environment);
  const decidingFor = options.as ?? env;
  if (decidingFor !== undefined) requireEnvironment(decidingFor);
  const team = await readTeamReview({
    folder: path.join(projectFolder, "review-rules"),
    environments: environments.map(({ name }) => name),
    environment: decidingFor,
    conftest: options.conftest,
  });
  const source = await sourcedPlan(output, options, task);
  const { plan, created, run } = source;
  const refused = created?.refused;
  const saves =
    created !== undefined && refused === undefined && store !== undefined && savePlan !== undefined;
  const reviewed = reviewPlan(plan, usageOf(options), refused?.addresses, team);
  const failure = policyFailure(reviewed);
  // Nobody is asked to approve what `lake deploy` would reject, or what the team's policy does not let pass.
  if (saves && failure === undefined && !reshardings(plan).some(isRejected)) {
    await output.step("Save the plan", () => savePlanOf(store, created, savePlan));
  }
  const title = options.title ?? source.title;
  await writeFiles(options, {
    svg: () => renderDiagram(reviewed, title),
    sarif: () => sarifLog(reviewed, sarifFile(options.plan)),
    junit: () => junitReport(reviewed),
  });
  const forbidden = environment === undefined ? [] : rolesForbiddenToWorkflows(environment, plan);
  const report = [
    renderReview(reviewed, title, env).trimEnd(),
    ...manualDeployNote(env ?? "", forbidden),
    ...(run === undefined ? [] : [runNote(run)]),
  ].join("\n\n");
  output.verbatim(reviewReport(reviewed, title, forbidden, run), () => report, failure);
  if (refused !== undefined) throw refusedPlanError(env ?? "", refused, reviewed);
  if (saves) rejectUnsupportedReshardings(plan);
  if (failure !== undefined) throw failure;
  if (options.exitCode) process.exitCode = exitCodeOf(reviewed.verdict);
  return { reviewed, report };
}

/** Waivers that nobody renews or removes would accept what nobody looks at. */
function policyFailure({ policyProblems }: PlanReview): UserError | undefined {
  if (policyProblems.length === 0) return undefined;
  return new UserError(
    policyProblems.map((problem) => `review-rules/policy.json: ${problem}.`),
    "Renew or remove the waivers in review-rules/policy.json.",
  );
}

/** The plan's file, or what declares the environment of a plan without one. */
function sarifFile(plan: string | undefined): string {
  return plan === undefined || plan === "-" ? PLANNED_FILE : plan;
}

/** Writes the report in the forms for which the options name a file. */
async function writeFiles(
  options: ReviewOptions,
  forms: Readonly<Record<"svg" | "sarif" | "junit", () => string>>,
): Promise<void> {
  for (const name of ["svg", "sarif", "junit"] as const) {
    const file = options[name];
    if (file === undefined) continue;
    await writeFile(file, forms[name]()).catch((error: unknown) => {
      throw new UserError(
        `Can't write ${file}: ${errorCode(error) ?? String(error)}.`,
        `Give another path to --${name}.`,
      );
    });
  }
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
