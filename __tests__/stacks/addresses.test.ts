import { earthquakes } from "../fixtures/datasets/earthquakes";
import { sampleEvents } from "../fixtures/datasets/sample-events";
import { hasS3State } from "../../model/naming/state-location";
import { GitHubAccessStack } from "../../stacks/github-access-stack";
import { StateBackendStack } from "../../stacks/state-backend-stack";
import { constructSamples } from "../modules/support/construct-samples";
import { everySetting } from "../support/plans/every-setting";
import { environmentOf, parseStack, synthesizeLake, synthesizeStack } from "../support/plans/synth";
import type { SynthesizedStack } from "../support/plans/synth";
import { nonEmpty } from "../support/non-empty";
import pinned from "./support/pinned-addresses.json";

const pinnedAddresses: Readonly<Record<string, readonly string[]>> = pinned;

const dev = environmentOf("dev");
const everything = environmentOf("dev", { ...everySetting, github: { repository: "shop/lake" } });
const github = { repository: "my-company/data-lake" };

function stateOf(environment: typeof dev): SynthesizedStack {
  if (!hasS3State(environment)) throw new Error("The environment has no state in S3");
  return synthesizeStack((app) => new StateBackendStack(app, environment));
}

const base = synthesizeLake(dev);

/** Without an account, which adds a data source, and with all settings. */
const stacks: Readonly<Record<string, SynthesizedStack>> = {
  dev: base,
  "dev-github": synthesizeStack((app) => new GitHubAccessStack(app, { environment: dev, github })),
  "dev-state": stateOf(
    environmentOf("dev", { state: { type: "s3", region: "us-east-1", bucket: "states" } }),
  ),
  ...Object.fromEntries(
    Object.entries(constructSamples)
      .filter(([name]) => !/Stack$|Pipeline$|\./.test(name))
      .map(([name, { props, build }]) => [name, parseStack(build(props))]),
  ),
};

/** Stacks that have most of what `dev` has. */
const variants: Readonly<Record<string, SynthesizedStack>> = {
  "dev with another dataset": synthesizeLake(dev, [sampleEvents, earthquakes]),
  "dev with every setting": synthesizeLake(everything),
  "dev with projected partitions": synthesizeLake({
    ...dev,
    partitions: { type: "projection", since: "2026-01-01" },
  }),
};

function addressesOf({ resources, dataSources, outputs }: SynthesizedStack): string[] {
  const outputNames = Object.keys(outputs).map((name) => `output.${name}`);
  return [...Object.keys(resources), ...Object.keys(dataSources), ...outputNames].sort();
}

/** Addresses that only the one stack has, after a sign. */
function addressDifference(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...before.filter((address) => !after.includes(address)).map((address) => `- ${address}`),
    ...after.filter((address) => !before.includes(address)).map((address) => `+ ${address}`),
  ];
}

/**
 * Addresses and outputs are an interface: for a changed address Terraform destroys the resource and creates another one, unless
 * a `moved` block names both. So the lists are written out, and no command updates them.
 */
describe("the addresses of resources, data sources and outputs", () => {
  it("are pinned for every stack and every exported construct", () => {
    const names = [...Object.keys(stacks), ...Object.keys(variants)];
    expect(names.sort()).toEqual(Object.keys(pinnedAddresses).sort());
  });

  it.each(nonEmpty(Object.entries(stacks)))("of %s are these", (name, stack) => {
    expect(addressesOf(stack)).toEqual(pinnedAddresses[name]);
  });

  it.each(nonEmpty(Object.entries(variants)))("of %s differ by these", (name, stack) => {
    expect(addressDifference(addressesOf(base), addressesOf(stack))).toEqual(pinnedAddresses[name]);
  });
});
