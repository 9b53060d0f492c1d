import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readWorkflow, stepsOf } from "./support/workflow-files";

describe("the script of a workflow", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "workflow-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the script of a named step as GitHub does without `shell`, with an `npx` that ends so. */
  const run = (workflow: string, name: string, npx: string) => {
    const script = stepsOf(readWorkflow(workflow)).find((step) => step.name === name)?.run;
    if (script === undefined) throw new Error(`${workflow} has no step ${name}`);
    writeFileSync(path.join(folder, "script.sh"), script);
    writeFileSync(path.join(folder, "npx"), `#!/bin/sh\n${npx}\n`, { mode: 0o755 });
    const { status } = spawnSync("bash", ["-e", "script.sh"], {
      cwd: folder,
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        GITHUB_OUTPUT: path.join(folder, "output"),
        GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
        LAKE_ENVIRONMENT: "prod",
        PLAN_RECEIPT: '{"key":"plan"}',
      },
    });
    const read = (file: string) =>
      existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), "utf8") : "";
    return { status, output: read("output"), read };
  };

  it.each([
    [0, 0, "drift=false\n"],
    [2, 0, "drift=true\n"],
    [3, 0, "drift=true\n"],
    [1, 1, ""],
    [137, 137, ""],
  ])("that detects drift maps exit code %i of the review to %i", (code, status, output) => {
    const ended = run("drift.yml", "Detect drift", `echo report; exit ${code}`);
    expect(ended).toMatchObject({ status, output });
    expect(ended.read("review.md")).toBe("report\n");
  });

  it.each([
    ["review.yml", "Review"],
    ["deploy-environment.yml", "Save the plan and show it for approval"],
    ["deploy-environment.yml", "Apply the approved plan"],
  ])("%s: %s fails if `lake` fails", (workflow, name) => {
    expect(run(workflow, name, "cat > /dev/null < /dev/null; exit 1").status).not.toBe(0);
  });

  it("that saves a plan passes its receipt on, and fails if there is none", () => {
    const step = ["deploy-environment.yml", "Save the plan and show it for approval"] as const;
    expect(run(...step, "echo report; echo '{}' > receipt.json")).toMatchObject({
      status: 0,
      output: "receipt={}\n",
    });
    rmSync(path.join(folder, "receipt.json"));
    expect(run(...step, "echo report").status).not.toBe(0);
  });

  it("that deploys gives `lake` the receipt of the approved plan", () => {
    const ended = run("deploy-environment.yml", "Apply the approved plan", "cat > received");
    expect(ended.status).toBe(0);
    expect(ended.read("received")).toBe('{"key":"plan"}');
  });
});
