import { environmentOf, violationsOfLake } from "../support/plans/synth";

describe("a lake that AWS would reject", () => {
  it("is reported with all violations at once, each with the path of the construct", () => {
    const lines = violationsOfLake(
      environmentOf("dev", {
        project: "Streaming.Data.Lake",
        delivery: {
          buffering: { sizeMiB: 63, intervalSeconds: 901 },
          backup: { buffering: { sizeMiB: 129 } },
        },
      }),
    );
    expect(lines.map((line) => line.replace(/received.*/, "…"))).toEqual([
      "dev/access_log_bucket: The name of the S3 bucket contains a character that is not allowed: …",
      "dev/data_lake_bucket: The name of the S3 bucket contains a character that is not allowed: …",
      "dev/raw_bucket: The name of the S3 bucket contains a character that is not allowed: …",
      "dev/athena_results_bucket: The name of the S3 bucket contains a character that is not allowed: …",
      "dev/glue_database: The name of the Glue database contains a character that is not allowed: …",
      "dev/sample_events/delivery_stream: bufferingSize must be a whole number from 64 to 128 MiB, …",
      "dev/sample_events/delivery_stream: bufferingInterval must be a whole number from 0 to 900 seconds, …",
      "dev/sample_events/delivery_stream: backup bufferingSize must be a whole number from 1 to 128 MiB, …",
    ]);
  });

  it.each(["local", "dev", "qa", "prod"])("is not that of %s", (name) => {
    expect(violationsOfLake(environmentOf(name))).toEqual([]);
  });
});
