import path from "node:path";
import { lakeHome } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";
import { estimate } from "./estimate";
import { priceTableOf } from "./prices";
import { renderCost, renderCostMarkdown } from "./render-cost";
import type { CostReport } from "./render-cost";
import { findSavings } from "./savings";
import { readSynthesizedResources } from "./synthesized-resources";
import type { SynthesizedResources } from "./synthesized-resources";
import { usageDefaults } from "./usage";
import type { Usage } from "./usage";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { plannedResources, regionOf } from "../terraform/plan/plan-resources";
import { readPlan } from "../terraform/plan/read-plan";
import { synthesize } from "../terraform/synth";

/** The lake to estimate, and its usage. */
export interface CostOptions extends Partial<Usage> {
  /** Environment that is synthesized. */
  readonly env?: string;
  /** File of `terraform show -json`, or - for standard input. */
  readonly plan?: string;
  /** Folder of a synthesized stack. */
  readonly stack?: string;
  /** @default - the region that the stack is written for */
  readonly region?: string;
  readonly markdown?: boolean;
}

/**
 * `lake cost`: estimates the monthly cost of a lake line by line, and finds savings.
 *
 * @throws UserError unless exactly one of env, plan and stack is given, or for a region without prices
 */
export async function costCommand(output: Output, options: CostOptions): Promise<void> {
  const report = costReport(await readResources(output, options), options);
  if (options.markdown === true) output.verbatim(report, renderCostMarkdown);
  else output.result(report, renderCost);
}

/**
 * The estimate and the savings for the resources of a stack.
 *
 * @throws UserError for a region without prices
 */
export function costReport(
  { resources, region }: SynthesizedResources,
  options: Partial<Usage> & Pick<CostOptions, "region">,
): CostReport {
  const named = options.region ?? region;
  if (named === undefined) {
    throw new UserError("The stack has no region.", "Set it with --region NAME.");
  }
  const usage = usageOf(options);
  const prices = priceTableOf(named);
  return {
    estimate: estimate(resources, usage, prices),
    savings: findSavings(resources, usage, prices),
  };
}

/** The usage that the options give, with the defaults for the rest. */
export function usageOf(options: Partial<Usage>): Usage {
  const given = Object.keys(usageDefaults).flatMap((name) => {
    // The keys of the defaults are those of a usage.
    const value = options[name as keyof Usage];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...usageDefaults, ...Object.fromEntries(given) };
}

async function readResources(output: Output, options: CostOptions): Promise<SynthesizedResources> {
  const { env, plan, stack } = options;
  const given = [env, plan, stack].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw new UserError(
      given.length === 0
        ? "Received none of --env, --plan and --stack."
        : "Received more than one of --env, --plan and --stack.",
      "Give exactly one: --env NAME, --plan FILE (of `terraform show -json`), or --stack FOLDER.",
    );
  }
  if (plan !== undefined) {
    const read = await readPlan(plan);
    return { resources: plannedResources(read), region: regionOf(read) };
  }
  if (stack !== undefined) return readSynthesizedResources(path.resolve(stack));
  const { name } = requireEnvironment(env ?? "");
  const folder = await output.step("Synthesize the stack", () =>
    synthesize(lakeHome(), "cost", process.env, name),
  );
  return readSynthesizedResources(folder);
}
