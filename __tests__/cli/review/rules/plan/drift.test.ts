import { driftOf } from "../../../../../cli/review/rules/plan/drift";
import type { PlannedChange, Values } from "../../../../../cli/terraform/plan/terraform-plan";
import { reviewPlan } from "../../../../../cli/review/plan-review";
import { planWith } from "../../support/plans";

/** A plan without changes whose only resource was changed outside of Terraform. */
function drifted(address: string, before: Values, after: Values) {
  const change: Partial<PlannedChange> = { before, after };
  return planWith({}, { resource_drift: planWith({ [address]: change }).resource_changes ?? [] });
}

describe("drift", () => {
  const table = "aws_glue_catalog_table.events";
  const written = {
    CRAWL_RUN_ID: "e0a1",
    CrawlerSchemaDeserializerVersion: "1.0",
    CrawlerSchemaSerializerVersion: "1.0",
    UPDATED_BY_CRAWLER: "events",
    objectCount: "2",
    "partition_filtering.enabled": "true",
    sizeKey: "2048",
    typeOfData: "file",
  };

  it("is not what a crawler writes into its table", () => {
    const plan = drifted(
      table,
      {
        owner: "",
        parameters: { classification: "parquet" },
        storage_descriptor: [{ number_of_buckets: 0, parameters: {} }],
      },
      {
        owner: "owner",
        parameters: { classification: "parquet", ...written },
        storage_descriptor: [{ number_of_buckets: -1, parameters: written }],
      },
    );
    expect(driftOf(plan)).toEqual([]);
    expect(reviewPlan(plan).verdict.level).toBe("nothing to do");
  });

  it.each([
    [
      "another location",
      { storage_descriptor: [{ location: "s3://other/" }] },
      "storage_descriptor.location",
    ],
    [
      "another parameter",
      { parameters: { "storage.location.template": "s3://other/" } },
      "parameters.storage.location.template",
    ],
  ])("is %s of a table", (_, after, path) => {
    const plan = drifted(table, { parameters: {}, storage_descriptor: [] }, after);
    expect(driftOf(plan)[0]?.notable).toContain(path);
    expect(reviewPlan(plan).verdict.level).toBe("look closely");
  });

  it("is not a zero that the provider reads for what nobody has set", () => {
    const alarm = "aws_cloudwatch_metric_alarm.unread";
    const query = (period: number | null) => ({ metric_query: [{ id: "a", period }] });
    expect(driftOf(drifted(alarm, query(null), query(0)))).toEqual([]);
    expect(driftOf(drifted(alarm, query(60), query(0)))).toHaveLength(1);
    const versions = (enabled: boolean) => ({ versioning: [{ enabled }] });
    expect(driftOf(drifted("aws_s3_bucket.a", versions(true), versions(false)))).toHaveLength(1);
  });
});
