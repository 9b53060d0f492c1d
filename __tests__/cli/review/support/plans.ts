import { readFileSync } from "node:fs";
import path from "node:path";
import { parsePlan } from "../../../../cli/terraform/plan/terraform-plan";
import type { PlannedChange, TerraformPlan } from "../../../../cli/terraform/plan/terraform-plan";

/** Path of a plan that Terraform made against the embedded AWS. */
function planFile(name: string): string {
  return path.join(__dirname, "..", "..", "..", "fixtures", "plans", `${name}.json`);
}

/** A plan that Terraform made against the embedded AWS. */
export function planOf(name: string): TerraformPlan {
  return parsePlan(readFileSync(planFile(name), "utf8"), name);
}

/** A plan of changes that a test makes up, by address. */
export function planWith(
  changes: Readonly<Record<string, Partial<PlannedChange>>>,
  rest: Partial<TerraformPlan> = {},
): TerraformPlan {
  return {
    format_version: "1.2",
    resource_changes: Object.entries(changes).map(([address, change]) => {
      const [type = "", name = ""] = address.split(".");
      return {
        address,
        mode: "managed",
        type,
        name,
        change: { actions: ["update"], before: {}, after: {}, ...change },
      };
    }),
    ...rest,
  };
}
