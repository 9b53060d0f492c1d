import { lakeHome } from "../../../local/home/lake-home";
import { costReport } from "../../cost/cost-command";
import type { CostReport } from "../../cost/render-cost";
import { readSynthesizedResources } from "../../cost/synthesized-resources";
import type { SynthesizedResources } from "../../cost/synthesized-resources";
import { synthesize } from "../../terraform/synth";
import type { Lake } from "../../target/connected-lake";
import { optionalCount } from "./input";
import type { Input } from "./input";

/** Most events per second, queries per day and the like that are estimated. */
const MOST = 1_000_000_000;

/** The stacks of environments: a synth takes seconds, and the configuration rarely changes under a console. */
const synthesized = new WeakMap<Lake, Promise<SynthesizedResources>>();

/** Answers `cost`: what the configuration of the lake costs a month, for a usage. */
export async function estimateCost(lake: Lake, input: Input): Promise<CostReport> {
  const counts = ["eventsPerSecond", "eventBytes", "queriesPerDay"] as const;
  const usage = counts.flatMap((name) => {
    const value = optionalCount(input, name, name === "eventBytes" ? 1 : 0, MOST);
    return value === undefined ? [] : [[name, value] as const];
  });
  return costReport(await resourcesOf(lake), Object.fromEntries(usage));
}

function resourcesOf(lake: Lake): Promise<SynthesizedResources> {
  const known = synthesized.get(lake);
  if (known !== undefined) return known;
  const started = synthesizeLake(lake);
  synthesized.set(lake, started);
  // A corrected configuration is read by the next call.
  started.catch(() => synthesized.delete(lake));
  return started;
}

async function synthesizeLake({ environment }: Lake): Promise<SynthesizedResources> {
  const folder = await synthesize(lakeHome(), "console", process.env, environment.name);
  return readSynthesizedResources(folder);
}
