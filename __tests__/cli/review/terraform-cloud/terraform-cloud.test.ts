import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reviewCommand } from "../../../../cli/review/review-command";
import type { ReviewOptions } from "../../../../cli/review/review-command";
import { collectedOutput } from "../../support/collected-output";
import { FakeTerraformCloud } from "./support/fake-terraform-cloud";
import type { FakeRunProps } from "./support/fake-terraform-cloud";

const plans = path.join(__dirname, "../../../fixtures/plans");
const destroying: unknown = JSON.parse(readFileSync(path.join(plans, "destroy.json"), "utf8"));
const empty = { format_version: "1.2", resource_changes: [] };
const TOKEN_VARIABLE = "TF_TOKEN_127_0_0_1";

describe("a review of a plan on Terraform Cloud", () => {
  let cloud: FakeTerraformCloud;
  const started: FakeTerraformCloud[] = [];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "review-"));
  });

  afterEach(() => {
    for (const each of started.splice(0)) each.stop();
    Reflect.deleteProperty(process.env, TOKEN_VARIABLE);
  });

  async function start(run: FakeRunProps): Promise<void> {
    cloud = await FakeTerraformCloud.start(run);
    started.push(cloud);
    process.env[TOKEN_VARIABLE] = cloud.token;
  }

  async function review(options: Partial<ReviewOptions>, json = true): Promise<string> {
    const { output, text } = collectedOutput(json);
    const defaults = { tfcHost: cloud.host, lock: true, exitCode: false };
    await reviewCommand(output, { ...defaults, ...options });
    return text();
  }

  function taskFile(overrides: Readonly<Record<string, unknown>> = {}): string {
    const file = path.join(folder, "task.json");
    writeFileSync(file, JSON.stringify(cloud.taskRequest(overrides)));
    return file;
  }

  it("waits until a run is planned, and says what the run does with its plan", async () => {
    await start({
      plan: destroying,
      planning: ["queued", "running", "finished"],
      attributes: { "auto-apply": true, "target-addrs": ["aws_s3_bucket.lake"] },
    });
    const report = await review({ tfcRun: cloud.runId }, false);
    expect(report).toContain("## Plan of lake-prod");
    expect(report).toContain("**Destroys data**");
    expect(report).toContain(
      "Run `run-CZcmD7eagjhyX0vN` of the workspace `lake-prod` is `planned`: `Custom message`. **It applies the plan without asking anybody.** It is limited to `aws_s3_bucket.lake`.",
    );
    expect(cloud.violations).toEqual([]);
  });

  it("gives the token to the host alone, not to the store of plans", async () => {
    await start({ plan: empty });
    const document = JSON.parse(await review({ tfcRun: cloud.runId })) as Record<string, unknown>;
    expect(document).toMatchObject({
      verdict: { level: "nothing to do" },
      run: { id: cloud.runId, workspace: "lake-prod", status: "planned", autoApply: false },
    });
    expect(cloud.downloads.map(({ authorization }) => authorization)).toEqual([undefined]);
    expect(cloud.violations).toEqual([]);
  });

  it("asks again while the API is overloaded", async () => {
    await start({ plan: empty });
    cloud.failures.push(429, 503);
    await review({ tfcRun: cloud.runId });
    expect(cloud.downloads).toHaveLength(1);
  });

  it("never calls a plan complete that Terraform could not finish", async () => {
    await start({ plan: empty, planning: ["errored"], attributes: { status: "errored" } });
    expect(JSON.parse(await review({ tfcRun: cloud.runId }))).toMatchObject({
      verdict: { level: "look closely" },
    });
  });

  it.each(["canceled", "unreachable"])("has no plan of a run that is %s", async (status) => {
    await start({ plan: destroying, planning: [status], attributes: { status: "canceled" } });
    await expect(review({ tfcRun: cloud.runId })).rejects.toThrow(
      `run-CZcmD7eagjhyX0vN has no plan: planning is ${status}, and the run is canceled.`,
    );
    expect(cloud.downloads).toEqual([]);
  });

  it("says what the API refuses, and which token it needs", async () => {
    await start({ plan: empty });
    await expect(review({ tfcRun: "run-other" })).rejects.toMatchObject({
      message: `${cloud.host} answered 404 to /api/v2/runs/run-other: not found.`,
      advice: expect.stringContaining("may administer the workspace") as string,
    });
    process.env[TOKEN_VARIABLE] = "other";
    await expect(review({ tfcRun: cloud.runId })).rejects.toThrow("answered 401");
    expect(cloud.downloads).toEqual([]);
  });

  it.each([
    [{ tfcRun: "https://app.terraform.io/app/o/w/runs/run-1" }, "--tfc-run is no id of a run"],
    [{ tfcRun: "run-1", env: "local" }, "Received --env and --tfc-run."],
    [{}, "Received none of --env, --plan, --tfc-run and --tfc-task."],
    [{ plan: "-" }, "Received --tfc-host without --tfc-run and --tfc-task."],
    [{ tfcRun: "run-1", savePlan: "receipt.json" }, "Received --save-plan without --env."],
    [
      { tfcRun: "run-1", tfcHost: "https://tfe.example" },
      '--tfc-host is no host name: received "https://tfe.example".',
    ],
    [{ tfcTask: "missing.json" }, "Can't read the request of the run task missing.json: ENOENT."],
  ])("sends nothing for %j", async (options, message) => {
    await start({ plan: empty });
    await expect(review(options)).rejects.toThrow(message);
    expect(cloud.requests).toEqual([]);
  });

  it("names the variable that takes a token", async () => {
    await start({ plan: empty });
    process.env[TOKEN_VARIABLE] = "";
    await expect(review({ tfcRun: "run-1" })).rejects.toThrow(
      `No token for ${cloud.host}: TF_TOKEN_127_0_0_1 is not set`,
    );
  });

  describe("for a run task", () => {
    it("fails the task whose plan a second person should review, with an outcome for each finding", async () => {
      await start({ plan: destroying });
      const { findings } = JSON.parse(await review({ tfcTask: taskFile() })) as {
        readonly findings: readonly { readonly isNew: boolean; readonly rule: string }[];
      };
      expect(cloud.results).toMatchObject([
        { data: { attributes: { status: "running" } } },
        {
          data: {
            attributes: {
              status: "failed",
              message: expect.stringMatching(/^destroys data: \d+/) as string,
            },
            relationships: {
              outcomes: {
                data: [
                  {
                    attributes: {
                      "outcome-id": "review",
                      body: expect.stringContaining("## Plan of lake-prod") as string,
                      tags: { Status: [{ label: "failed", level: "error" }] },
                    },
                  },
                  ...findings
                    .filter(({ isNew }) => isNew)
                    .map(({ rule }) => ({ attributes: { "outcome-id": rule } })),
                ],
              },
            },
          },
        },
      ]);
      expect(cloud.violations).toEqual([]);
    });

    it("passes a plan without changes, in one line where outcomes are not accepted", async () => {
      await start({ plan: empty });
      await review({ tfcTask: taskFile({ capabilities: {} }) });
      expect(cloud.results.at(-1)).toEqual({
        data: {
          type: "task-results",
          attributes: { status: "passed", message: "nothing to do" },
        },
      });
    });

    it("fails the task whose plan it can't read, and says why", async () => {
      await start({ plan: { format_version: "9.0" } });
      await expect(review({ tfcTask: taskFile() })).rejects.toThrow("only 1.x is supported");
      expect(cloud.results.at(-1)).toMatchObject({
        data: {
          attributes: {
            status: "failed",
            message: expect.stringContaining(
              "The plan was not reviewed: The plan of run-",
            ) as string,
          },
        },
      });
    });

    it("fails the task at a stage without a plan", async () => {
      await start({ plan: empty });
      const file = taskFile({ stage: "pre_plan", plan_json_api_url: undefined });
      await expect(review({ tfcTask: file })).rejects.toThrow(
        "There is no plan to review at the stage pre_plan.",
      );
      expect(cloud.results.at(-1)).toMatchObject({ data: { attributes: { status: "failed" } } });
    });

    it("gives the task's token to no other host, whatever the request says", async () => {
      await start({ plan: empty });
      const other = await FakeTerraformCloud.start({ plan: empty });
      started.push(other);
      const { plan_json_api_url, task_result_callback_url } = other.taskRequest();
      for (const urls of [{ plan_json_api_url }, { task_result_callback_url }]) {
        await expect(review({ tfcTask: taskFile(urls) })).rejects.toThrow(
          "to which the token belongs",
        );
      }
      expect(other.requests).toEqual([]);
    });

    it.each([
      ["{", "is no JSON object"],
      [JSON.stringify({ payload_version: 2 }), "has payload_version 2; only 1 is supported"],
      [JSON.stringify({ payload_version: 1 }), "it has no run_id"],
    ])("refuses the request %s", async (content, message) => {
      await start({ plan: empty });
      const file = path.join(folder, "task.json");
      writeFileSync(file, content);
      await expect(review({ tfcTask: file })).rejects.toThrow(message);
    });
  });
});
