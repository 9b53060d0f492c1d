import { errorCode } from "../../../errors/error-code";
import { isRecord } from "../../../errors/is-record";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { readAll } from "../../input/read-all";
import { parsePlan } from "../../terraform/plan/terraform-plan";
import type { TerraformPlan } from "../../terraform/plan/terraform-plan";
import { ApiClient } from "./api-client";
import { textOf } from "./json-api";
import { plainResult } from "./task-result";
import type { TaskResult } from "./task-result";

/** Stages at which a plan exists and is not applied yet. */
const STAGES = ["post_plan", "pre_apply"];

/**
 * A request that Terraform Cloud sent to the URL of a run task: which plan to review, and where its result goes.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export class RunTask {
  private constructor(
    readonly runId: string,
    readonly workspace: string,
    private readonly stage: string,
    private readonly planUrl: string | undefined,
    private readonly callbackUrl: string,
    /** Whether detailed outcomes are accepted. */
    readonly acceptsOutcomes: boolean,
    private readonly client: ApiClient,
  ) {}

  /**
   * Parses a request. Its token is given to the host alone, whatever URLs the request contains.
   *
   * @param source of the text, for errors
   * @throws UserError for any other text, and for Terraform Cloud's test of a new run task, which has no run
   */
  static parse(content: string, source: string, host: string): RunTask {
    const request = parseRequest(content, source);
    const field = (name: string) => {
      const value = textOf(request[name]);
      if (value !== undefined && value !== "") return value;
      throw new UserError(
        `${source} is no request of a run task: it has no ${name}.`,
        "Give the body of the request that Terraform Cloud sent to the run task, as it came.",
      );
    };
    if (request.payload_version !== 1) {
      throw new UserError(
        `${source} has payload_version ${JSON.stringify(request.payload_version)}; only 1 is supported.`,
        "Give the body of the request that Terraform Cloud sent to the run task, as it came.",
      );
    }
    const { capabilities } = request;
    return new RunTask(
      field("run_id"),
      field("workspace_name"),
      field("stage"),
      textOf(request.plan_json_api_url),
      field("task_result_callback_url"),
      isRecord(capabilities) && capabilities.outcomes === true,
      new ApiClient(host, field("access_token")),
    );
  }

  /**
   * Reads the plan.
   *
   * @throws UserError for a stage without a plan, and a plan that can't be read
   */
  async readPlan(): Promise<TerraformPlan> {
    if (!STAGES.includes(this.stage) || this.planUrl === undefined) {
      throw new UserError(
        `There is no plan to review at the stage ${this.stage}.`,
        `Run the task at the stage ${STAGES.join(" or ")}.`,
      );
    }
    const json = await this.client.send(this.planUrl);
    if (json === undefined) {
      throw new UserError(
        `${this.runId} has no plan as JSON yet.`,
        "Look at the log of the run, and start another one.",
      );
    }
    return parsePlan(json, `The plan of ${this.runId}`);
  }

  /**
   * Tells the run that its plan is being reviewed, and then the result. A plan that can't be reviewed has failed: the run
   * would otherwise wait for ten minutes.
   *
   * @throws what the review throws
   */
  async answer(review: () => Promise<TaskResult>): Promise<void> {
    await this.post(plainResult("running", "The plan is being reviewed."));
    try {
      await this.post(await review());
    } catch (error) {
      await this.post(
        plainResult("failed", `The plan was not reviewed: ${messageOf(error)}`),
      ).catch(
        // The error of the review says more than one of the answer to it.
        () => undefined,
      );
      throw error;
    }
  }

  private async post(result: TaskResult): Promise<void> {
    await this.client.send(this.callbackUrl, { method: "PATCH", body: result });
  }
}

/**
 * Reads the request of a run task.
 *
 * @param file path of the file; `-` reads standard input
 */
export async function readRunTask(file: string, host: string): Promise<RunTask> {
  const content = await readAll(file).catch((error: unknown) => {
    throw new UserError(
      `Can't read the request of the run task ${file}: ${errorCode(error) ?? String(error)}.`,
      "Give the path of a file, or - for standard input.",
    );
  });
  return RunTask.parse(content.toString("utf8"), file === "-" ? "Standard input" : file, host);
}

function parseRequest(content: string, source: string): Readonly<Record<string, unknown>> {
  try {
    const request: unknown = JSON.parse(content);
    if (isRecord(request)) return request;
  } catch {
    // Said below: the text may contain the token, so it is not shown.
  }
  throw new UserError(
    `${source} is no JSON object.`,
    "Give the body of the request that Terraform Cloud sent to the run task, as it came.",
  );
}
