import { readFileSync } from "node:fs";
import { AppliedLake } from "../support/api-models/applied-lake";
import { lakeVariants, variantOfAll } from "../support/api-models/lake-variants";
import { RecordedCalls } from "../support/api-models/recorded-calls";
import { PublishedModels } from "../support/api-models/service-model";

const MINUTE = 60_000;

/**
 * Every variant of the lake alone, each applied over the one before, so that every setting is made, changed, taken back
 * and destroyed; then all at once, from nothing.
 */
describe("every variant of the lake, held against AWS's models", () => {
  let models: PublishedModels;
  let lake: AppliedLake;

  /** What AWS would refuse of the calls since a number of lines. */
  const refused = () => RecordedCalls.read(models, lake.recording);

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
      expect(refused().refused).toEqual([]);
    },
    10 * MINUTE,
  );

  it(
    "sends nothing that AWS would refuse when everything is taken away",
    async () => {
      await lake.destroy();
      const { operations, refused: found } = refused();
      expect(operations).toEqual(
        expect.arrayContaining([
          ...["kinesis:UpdateStreamMode", "kinesis:EnableEnhancedMonitoring"],
          ...["firehose:UpdateDestination", "sns:Subscribe", "iam:CreateOpenIDConnectProvider"],
          ...["kinesis:DeleteStream", "glue:DeleteCrawler", "s3:DeleteBucket"],
        ]),
      );
      expect(found).toEqual([]);
      process.stdout.write(`${readFileSync(lake.recording, "utf8").split("\n").length} calls\n`);
    },
    10 * MINUTE,
  );

  it(
    "sends nothing that AWS would refuse with all of them at once",
    async () => {
      await lake.apply(variantOfAll);
      expect(refused().refused).toEqual([]);
    },
    10 * MINUTE,
  );
});
