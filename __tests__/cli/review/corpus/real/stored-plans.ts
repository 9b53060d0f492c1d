import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../../../../errors/is-record";
import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";

/** Plans by the name of their scenario, from the file of a family: one line each. */
export function readPlans(family: string): Map<string, Values> {
  const file = fileOf(family);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  return new Map(
    lines.map((line) => {
      const stored: unknown = JSON.parse(line);
      if (!isRecord(stored) || typeof stored.name !== "string" || !isRecord(stored.plan)) {
        throw new Error(`${file} has a line without a name or a plan: ${line.slice(0, 80)}`);
      }
      return [stored.name, stored.plan];
    }),
  );
}

/** Writes the plans of a family, in the order of its scenarios. */
export function writePlans(
  family: string,
  names: readonly string[],
  plans: ReadonlyMap<string, Values>,
): void {
  const lines = names.flatMap((name) => {
    const plan = plans.get(name);
    return plan === undefined ? [] : [`${JSON.stringify({ name, plan })}\n`];
  });
  writeFileSync(fileOf(family), lines.join(""));
}

function fileOf(family: string): string {
  return path.join(__dirname, "plans", `${family.replaceAll(" ", "-")}.jsonl`);
}
