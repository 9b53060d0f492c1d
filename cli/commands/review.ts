import { writeFile } from "node:fs/promises";
import { UserError } from "../../local/user-error";
import type { Usage } from "../cost/usage";
import type { Output } from "../output";
import { readPlan } from "../plan/read-plan";
import { makePlan } from "../review/make-plan";
import { renderPicture } from "../review/pipeline-picture";
import { reviewPlan } from "../review/plan-review";
import { renderReview } from "../review/render-review";
import { exitCodeOf } from "../review/verdict";
import { usageOf } from "./cost";

/** Which plan is reviewed, and what comes of it. */
export interface ReviewOptions extends Partial<Usage> {
  /** Environment that is planned. */
  readonly env?: string;
  /** File of `terraform show -json`, or - for standard input. */
  readonly plan?: string;
  /** Whether the plan holds the lock of the state, which takes credentials that may write beside it. */
  readonly lock: boolean;
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
  const { env, plan, svg, lock } = options;
  if ((env === undefined) === (plan === undefined)) {
    throw new UserError(
      "Which plan?",
      "Give either --env NAME, or --plan FILE with the output of `terraform show -json`.",
    );
  }
  const read = plan === undefined ? await makePlan(output, env ?? "", lock) : await readPlan(plan);
  const review = reviewPlan(read, usageOf(options));
  const title = options.title ?? (env === undefined ? "Terraform plan" : `Plan of ${env}`);
  if (svg !== undefined) await writePicture(svg, renderPicture(review, title));
  output.result(review, () => renderReview(review, title).trimEnd());
  if (options.exitCode) process.exitCode = exitCodeOf(review.verdict);
}

async function writePicture(file: string, picture: string): Promise<void> {
  await writeFile(file, picture).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(`The picture can't be written to ${file}: ${code}.`, "Name another file.");
  });
}
