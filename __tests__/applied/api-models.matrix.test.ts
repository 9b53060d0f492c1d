import { AppliedLake } from "../support/api-models/applied-lake";
import { lakeFormationVariant, lakeVariants } from "../support/api-models/lake-variants";
import { describeRun, mutateCalls } from "../support/api-models/mutation-run";
import { RecordedCalls } from "../support/api-models/recorded-calls";
import { PublishedModels } from "../support/api-models/service-model";
import { SEED } from "../support/random/seeded-fast-check";

const MINUTE = 60_000;

/**
 * Every variant of the lake alone, each applied over the one before, so that every setting is made, changed, taken back
 * and destroyed. `api-models.test.ts` applies all at once.
 */
describe("every variant of the lake, held against AWS's models", () => {
  let models: PublishedModels;
  let lake: AppliedLake;

  const recorded = () => RecordedCalls.read(models, lake.recording);

  beforeAll(async () => {
    models = await PublishedModels.find();
    lake = await AppliedLake.start();
  }, MINUTE);
  afterAll(() => lake.stop());

  it.each(Object.keys(lakeVariants))(
    "sends nothing that AWS would refuse: %s",
    async (name) => {
      const variant = lakeVariants[name];
      if (variant === undefined) throw new Error(`There is no variant ${name}`);
      await lake.apply(variant);
      expect(recorded().refused).toEqual([]);
    },
    10 * MINUTE,
  );

  it(
    "sends nothing that AWS would refuse when everything is taken away",
    async () => {
      await lake.destroy();
      const { operations, refused, calls } = recorded();
      expect(operations).toEqual(
        expect.arrayContaining([
          ...["kinesis:UpdateStreamMode", "kinesis:EnableEnhancedMonitoring"],
          ...["firehose:UpdateDestination", "sns:Subscribe", "iam:CreateOpenIDConnectProvider"],
          ...["kinesis:DeleteStream", "glue:DeleteCrawler", "s3:DeleteBucket"],
        ]),
      );
      expect(refused).toEqual([]);
      const run = mutateCalls(models, calls, SEED);
      process.stdout.write(
        `${calls.length} calls, botocore ${models.version}\n${describeRun(run)}`,
      );
      expect(run.missed).toEqual([]);
    },
    10 * MINUTE,
  );

  it(
    "sends nothing that AWS would refuse: Lake Formation",
    async () => {
      await lake.apply(lakeFormationVariant);
      const { operations, refused } = recorded();
      expect(operations).toContain("lakeformation:GrantPermissions");
      expect(refused).toEqual([]);
    },
    10 * MINUTE,
  );
});
