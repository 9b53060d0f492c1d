import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../local/home/lake-home";

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
}

const REPORT = "## Plan of prod\n\n### Created incompletely\n";

/** Runs a step as GitHub does, with a `lake` that prints a report and fails. */
function runStep(workflow: string, name: string, report: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "workflow-"));
  const file = path.join(projectFolder, ".github", "workflows", workflow);
  // The linter checks workflows against GitHub's schema.
  const { jobs } = parse(readFileSync(file, "utf8")) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const script = steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`${workflow} has no step ${name}`);
  writeFileSync(path.join(folder, "report"), report);
  writeFileSync(path.join(folder, "npx"), `#!/bin/sh\ncat '${folder}/report'\nexit 1\n`, {
    mode: 0o755,
  });
  const written = (of: string) => {
    const at = path.join(folder, of);
    return existsSync(at) ? readFileSync(at, "utf8") : "";
  };
  const { status } = spawnSync("bash", ["-e", "-c", script], {
    cwd: folder,
    env: {
      PATH: `${folder}${path.delimiter}${process.env.PATH ?? ""}`,
      GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
      GITHUB_OUTPUT: path.join(folder, "output"),
      LAKE_ENVIRONMENT: "prod",
      PLAN_RECEIPT: "{}",
    },
  });
  return {
    status,
    summary: written("summary"),
    output: written("output"),
    file: written("review.md"),
  };
}

describe("a workflow whose plan Terraform refuses", () => {
  it.each([
    ["deploy-environment.yml", "Save the plan and show it for approval"],
    ["deploy-environment.yml", "Apply the approved plan"],
    ["drift.yml", "Detect drift"],
  ])("%s fails in the step '%s', and its summary says how to continue", (workflow, step) => {
    const { status, summary, output } = runStep(workflow, step, REPORT);
    expect(status).toBe(1);
    expect(summary).toBe(REPORT);
    expect(output).toBe("");
  });

  it("review.yml fails, and comments with the report; not without one", () => {
    expect(runStep("review.yml", "Review", REPORT)).toEqual({
      status: 1,
      summary: "",
      output: "report=true\n",
      file: REPORT,
    });
    expect(runStep("review.yml", "Review", "")).toMatchObject({ status: 1, output: "" });
    const text = readFileSync(path.join(projectFolder, ".github/workflows/review.yml"), "utf8");
    expect(text).toContain("if: ${{ !cancelled() && steps.review.outputs.report == 'true' }}");
  });
});
