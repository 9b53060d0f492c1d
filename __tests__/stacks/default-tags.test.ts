import { datasets } from "../fixtures/datasets";
import { environments } from "../../config/environments";
import type { Environment } from "../../model/environment/environment";
import { hasS3State } from "../../model/naming/state-location";
import { GitHubAccessStack } from "../../stacks/github-access-stack";
import { StateBackendStack } from "../../stacks/state-backend-stack";
import type { Block, SynthesizedStack } from "../support/plans/synth";
import { environmentOf, synthesizeLake, synthesizeStack } from "../support/plans/synth";
import { untaggedResources } from "./untagged-resources";

const github = { repository: "my-company/data-lake" };

const tagsOf = ({ name, tags }: Environment) => ({
  Project: "streaming-data-lake",
  Environment: name,
  ManagedBy: "cdktf",
  ...tags,
});

/** Every stack of every environment. */
const stacks = environments.flatMap((environment): [string, SynthesizedStack, Environment][] => [
  [environment.name, synthesizeLake({ ...environment, lakeFormation: {} }, datasets), environment],
  [
    `${environment.name}-github`,
    synthesizeStack((app) => new GitHubAccessStack(app, { environment, github })),
    environment,
  ],
  ...(hasS3State(environment)
    ? [
        [
          `${environment.name}-state`,
          synthesizeStack((app) => new StateBackendStack(app, environment)),
          environment,
        ] satisfies [string, SynthesizedStack, Environment],
      ]
    : []),
]);

describe("the tags of the environment", () => {
  it.each(stacks)(
    "are on every resource of %s that can have tags",
    async (_, stack, environment) => {
      expect(Object.keys(stack.resources).length).toBeGreaterThan(5);
      expect(await untaggedResources(stack, tagsOf(environment))).toEqual([]);
    },
  );
});

it("a tag that is undefined does not erase the one of this project", async () => {
  // TypeScript rejects this value; untyped code can pass it.
  const tags = { Project: undefined, Team: "data" } as unknown as Record<string, string>;
  const dev = environmentOf("dev", { tags });
  const expected = tagsOf({ ...dev, tags: { Team: "data" } });
  for (const stack of [
    synthesizeLake(dev),
    synthesizeStack((app) => new GitHubAccessStack(app, { environment: dev, github })),
  ]) {
    expect(await untaggedResources(stack, expected)).toEqual([]);
  }
});

describe("the check of tags", () => {
  const dev = environmentOf("dev");
  const { providers, resources } = synthesizeLake(dev);
  const check = (changes: Readonly<Record<string, Block>>, blocks = providers) =>
    untaggedResources({ providers: blocks, resources: { ...resources, ...changes } }, tagsOf(dev));
  const bucket = "aws_s3_bucket.raw_bucket";

  it("accepts further tags of a resource, and the same ones", async () => {
    expect(await check({ [bucket]: { tags: { Content: "raw", Environment: "dev" } } })).toEqual([]);
  });

  it.each<[string, string, Block]>([
    ["a resource that overrides a default tag", bucket, { tags: { Environment: "prod" } }],
    ["a resource of another provider configuration", bucket, { provider: "aws.other" }],
    ["a type without default tags", "aws_autoscaling_group.workers", {}],
  ])("detects %s", async (_, address, block) => {
    expect(await check({ [address]: block })).toEqual([
      expect.stringContaining(`${address}: `) as string,
    ]);
  });

  it("detects missing default tags, and a further provider configuration", async () => {
    expect(await check({}, [{ region: "us-east-1" }, { alias: "other" }])).toEqual([
      "provider: has the default tags undefined",
      "provider: has 1 further configurations",
    ]);
  });
});
