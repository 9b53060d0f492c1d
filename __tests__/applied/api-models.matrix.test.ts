import { AppliedLake } from "../support/api-models/applied-lake";
import { lakeVariants } from "../support/api-models/lake-variants";
import { describeRun, mutateCalls } from "../support/api-models/mutation-run";
import { RecordedCalls } from "../support/api-models/recorded-calls";
import type { PublishedModels } from "../../local/api-models/published-models";
import { findPublishedModels } from "../support/api-models/find-published-models";
import { SEED } from "../support/random/seeded-fast-check";

const MINUTE = 60_000;

/**
 * Every variant of the lake, each applied over the previous one, so that every setting is created, changed, reverted
 * and destroyed. `api-models.test.ts` applies all settings at once.
 */
describe("the requests of every variant of the lake, checked against AWS's models", () => {
  let models: PublishedModels;
  let lake: AppliedLake;

  const recorded = () => RecordedCalls.read(models, lake.recording);

  beforeAll(async () => {
    models = await findPublishedModels();
    lake = await AppliedLake.start();
  }, 3 * MINUTE);
  afterAll(() => lake.stop());

  it.each(Object.keys(lakeVariants))(
    "comply with the models: %s",
    async (name) => {
      const variant = lakeVariants[name];
      if (variant === undefined) throw new Error(`There is no variant ${name}`);
      await lake.apply(variant);
      expect(recorded().violations).toEqual([]);
    },
    30 * MINUTE,
  );

  it(
    "comply with the models when everything is destroyed",
    async () => {
      await lake.destroy();
      const { operations, violations, calls } = recorded();
      expect(operations).toEqual(
        expect.arrayContaining([
          ...["kinesis:UpdateStreamMode", "kinesis:EnableEnhancedMonitoring"],
          ...["firehose:UpdateDestination", "sns:Subscribe", "iam:CreateOpenIDConnectProvider"],
          ...["kinesis:DeleteStream", "glue:DeleteCrawler", "s3:DeleteBucket"],
          ...["lakeformation:GrantPermissions", "lakeformation:RevokePermissions"],
        ]),
      );
      expect(violations).toEqual([]);
      const run = mutateCalls(models, calls, SEED);
      process.stdout.write(
        `${calls.length} calls, botocore ${models.version}\n${describeRun(run)}`,
      );
      expect(run.missed).toEqual([]);
    },
    30 * MINUTE,
  );
});
