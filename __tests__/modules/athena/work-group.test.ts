import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";
const bucketKeyArn = "${aws_kms_key.bucket_key.arn}";

describe("Athena", () => {
  it("has a workgroup with enforced, encrypted results and a scan limit", () => {
    expect(lake.resource("aws_athena_workgroup.work_group")).toMatchObject({
      name: base,
      configuration: {
        enforce_workgroup_configuration: true,
        bytes_scanned_cutoff_per_query: 100 * 1024 ** 3,
        result_configuration: {
          output_location: "s3://${aws_s3_bucket.athena_results_bucket.bucket}/results/",
          encryption_configuration: {
            encryption_option: "SSE_KMS",
            kms_key_arn: bucketKeyArn,
          },
        },
      },
    });
  });

  it("has saved queries in the workgroup", () => {
    const queries = Object.values(lake.resourcesOf("aws_athena_named_query"));
    expect(queries.map(({ name }) => name)).toEqual([
      "sample_events_distinct_events",
      "sample_events_distinct_view",
      "sample_events_event_count",
      "sample_events_events_by_type",
      "sample_events_events_per_hour",
      "sample_events_failed_records",
      "sample_events_failures_by_reason",
      "sample_events_latest_events",
    ]);
    for (const query of queries) {
      expect(query.workgroup).toBe("${aws_athena_workgroup.work_group.name}");
    }
  });
});
