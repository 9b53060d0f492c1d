import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { applySavedPlan } from "../../../cli/deploy/apply-saved-plan";
import { terraformDestroy } from "../../../cli/destroy/terraform-destroy";
import { reviewPlan } from "../../../cli/review/plan-review";
import { refusedPlan } from "../../../cli/review/refused-plan";
import { readIncompleteResources } from "../../../cli/terraform/incomplete-resources";
import { terraformPlan } from "../../../cli/terraform/plan/run-plan";
import { parsePlan } from "../../../cli/terraform/plan/terraform-plan";
import { terraformApply } from "../../../cli/terraform/terraform-apply";
import openTofu from "./recorded-opentofu-1.10.6.json";
import terraform from "./recorded-terraform-1.11.4.json";

type Recording = typeof terraform | typeof openTofu;

/**
 * What both programs print for one configuration of `terraform_data`: errors and summaries of `-json`, each without its
 * position in the file, and `show -json`.
 */
const recordings: readonly (readonly [string, Recording])[] = [
  ["Terraform 1.11.4", terraform],
  ["OpenTofu 1.10.6", openTofu],
];

const quiet = () => undefined;

describe.each(recordings)("the recorded output of %s", (_, recorded) => {
  const stackFolder = mkdtempSync(path.join(tmpdir(), "recorded-outputs-"));
  const command = path.join(stackFolder, "program");
  const program = { command, stackFolder, environment: process.env };
  /** Makes the program print lines and end with a code, and a document for `show`. */
  const prints = (lines: readonly object[], code: 0 | 1, shown: object = recorded.plan) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    writeFileSync(path.join(stackFolder, "lines"), text);
    writeFileSync(path.join(stackFolder, "shown"), JSON.stringify(shown));
    const script = `cd '${stackFolder}'; case "$*" in *show*) cat shown ;; *) cat lines; exit ${code} ;; esac`;
    writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };
  const failure = (run: Promise<unknown>) => run.then(quiet, (error: unknown) => error);

  afterAll(() => rmSync(stackFolder, { recursive: true }));

  it("reports what an apply changed", async () => {
    prints([...recorded.planned, ...recorded.applied], 0);
    expect(await terraformApply(program, quiet)).toEqual({ add: 1, change: 0, remove: 0 });
  });

  it("tells that a saved plan is stale", async () => {
    prints(recorded.stale, 1);
    await expect(applySavedPlan(program, Buffer.from(""), quiet, quiet)).rejects.toThrow(
      "The state has changed since the plan was approved. Nothing was applied.",
    );
  });

  it("tells what a refused plan would destroy", async () => {
    prints(recorded.refused, 1);
    const error = await failure(terraformPlan(program, "x.plan", quiet));
    expect(refusedPlan(error)).toEqual({ addresses: ["terraform_data.kept"], otherErrors: [] });
  });

  it("tells who has locked the state, without the advice to continue without a lock", async () => {
    prints(recorded.locked, 1);
    const error = await failure(terraformPlan(program, "x.plan", quiet));
    expect(String(error)).toContain("Error acquiring the state lock");
    expect(String(error)).not.toContain("-lock=false");
    await expect(
      terraformDestroy({ terraform: program, environment: "dev" }, quiet),
    ).rejects.toThrow(/^Another Terraform has locked the state of dev by anna@laptop since 2026/);
  });

  it("marks what was created incompletely", async () => {
    prints([], 0, recorded.state);
    expect(await readIncompleteResources(program)).toEqual([
      { address: "terraform_data.slow", type: "terraform_data" },
    ]);
  });

  it("is a plan whose changes and errors are read", () => {
    const actions = [recorded.plan, recorded.emptyPlan, recorded.refusedPlan].map((document) => {
      const plan = parsePlan(JSON.stringify(document), "a plan");
      return [plan.resource_changes?.[0]?.change.actions, plan.errored];
    });
    expect(actions).toEqual([
      [["create"], false],
      [["no-op"], false],
      [["delete", "create"], true],
    ]);
  });
});

describe("only Terraform", () => {
  it("says in a plan whether another one is needed after it, and whether it can be applied", () => {
    expect(terraform.plan).toMatchObject({ complete: true, applyable: true });
    expect(terraform.refusedPlan).toMatchObject({ complete: false, applyable: false });
    for (const plan of [openTofu.plan, openTofu.emptyPlan, openTofu.refusedPlan]) {
      expect(plan).not.toHaveProperty("complete");
      expect(plan).not.toHaveProperty("applyable");
    }
    expect(ruleIds({ ...terraform.plan, complete: false })).toContain("plan/incomplete");
    expect(ruleIds(openTofu.refusedPlan)).not.toContain("plan/incomplete");
  });

  it("does not count forgotten resources in a summary", () => {
    expect(openTofu.applied[0]?.changes).toHaveProperty("forget", 0);
    expect(terraform.applied[0]?.changes).not.toHaveProperty("forget");
  });
});

function ruleIds(plan: object): string[] {
  return reviewPlan(parsePlan(JSON.stringify(plan), "a plan")).findings.map(({ rule }) => rule);
}
