import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TerraformPlan } from "../cli/terraform/plan/terraform-plan";
import { UserError } from "../errors/user-error";
import { runCheckov } from "./checkov";
import { evaluateScan, SCANNED_TYPES, staleAnswers } from "./evaluate-scan";
import type { AcceptedFindings, ScanResult } from "./evaluate-scan";
import { plannedStack, RESOLVED_POLICY_TYPES } from "./planned-stack";
import { copyStacks } from "./stacks";

/**
 * Scans every synthesized stack. An answer that no stack needs is a problem, too.
 *
 * @param folder with one subfolder for each stack
 * @throws UserError if there is no stack, or checkov can't be run
 */
export function scanStacks(folder: string, accepted: AcceptedFindings): ScanResult {
  return inCopies((copies) => {
    const stacks = copyStacks(folder, copies);
    if (stacks.length === 0) {
      throw new UserError(`There is no stack in ${folder}.`, "Run `npx cdktf synth` first.");
    }
    const report = runCheckov(copies, "terraform_json");
    const { problems, ...rest } = evaluateScan(stacks, report, SCANNED_TYPES, accepted);
    return { ...rest, problems: [...problems, ...staleAnswers(stacks, report, accepted)] };
  });
}

/**
 * Scans a plan, in which, unlike in a synthesized stack, policies are resolved: what they allow stands in them.
 *
 * @param name of the stack
 * @param plan of a stack after its apply, whole, since checkov reads it
 * @throws UserError if checkov can't be run
 */
export function scanPlan(
  name: string,
  plan: Pick<TerraformPlan, "planned_values">,
  accepted: AcceptedFindings,
): ScanResult {
  return inCopies((copies) => {
    const { unresolved, ...stack } = plannedStack(name, plan);
    mkdirSync(path.join(copies, name));
    writeFileSync(path.join(copies, name, "plan.json"), JSON.stringify(plan));
    const report = runCheckov(copies, "terraform_plan");
    const types = [...SCANNED_TYPES, ...RESOLVED_POLICY_TYPES];
    const { problems, ...rest } = evaluateScan([stack], report, types, accepted);
    const unread = unresolved.map(
      (address) =>
        `${name}: ${address}: its policy is not known in this plan. Apply the stack and plan again.`,
    );
    return { ...rest, problems: [...unread, ...problems] };
  });
}

function inCopies<Result>(work: (folder: string) => Result): Result {
  const copies = mkdtempSync(path.join(tmpdir(), "policy-scan-"));
  try {
    return work(copies);
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}
