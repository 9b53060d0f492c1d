import { estimate } from "../../../cli/cost/estimate";
import { usEast1 } from "../../../cli/cost/prices/us-east-1";
import { findSavings } from "../../../cli/cost/savings";
import { lake, lakeWith, usageWith } from "./support/costed-lake";

const findFor = (resources = lake, usage = usageWith()) => findSavings(resources, usage, usEast1);

describe("the savings of a lake", () => {
  it("are sorted by amount", () => {
    expect(findFor().map(({ change, cents }) => [change, cents])).toEqual([
      ["partition projection instead of the crawler", 10707],
      ["crawlers that only run when you start them", 10707],
      ["crawlers that run four times a day", 9815],
      ["10 events in each record instead of 1", 5632],
      ["raw records compressed", 274],
      ["raw records kept for 7 days", 212],
      ["objects of 128 MiB or 15 minutes", 107],
    ]);
  });

  it("are the difference that the change makes in the estimate", () => {
    const [saving] = findFor();
    const rest = lake.filter(({ type }) => type !== "aws_glue_crawler");
    const { totalCents } = estimate(lake, usageWith(), usEast1);
    expect(saving?.cents).toBe(totalCents - estimate(rest, usageWith(), usEast1).totalCents);
  });

  it("include shards with headroom for a constant load of an on-demand stream", () => {
    const resources = lakeWith("aws_kinesis_stream.events", {
      stream_mode_details: [{ stream_mode: "ON_DEMAND" }],
      retention_period: 168,
    });
    const changes = findFor(resources, usageWith({ eventsPerSecond: 5_000 })).map(
      ({ change }) => change,
    );
    expect(changes).toContain("provisioned streams of 8 shards instead of on-demand");
    expect(changes).toContain("records kept in the stream for 24 hours");
  });

  it("include the removal of shards that are not needed", () => {
    const resources = lakeWith("aws_kinesis_stream.events", { shard_count: 10 });
    expect(findFor(resources).map(({ change }) => change)).toContain("1 shard a stream");
  });

  it("include bucket keys where each object has a data key of its own", () => {
    const address = "aws_s3_bucket_server_side_encryption_configuration.raw";
    const rule = [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }];
    expect(findFor(lakeWith(address, { rule })).map(({ change }) => change)).toContain(
      "S3 bucket keys",
    );
  });

  it("do not include packing where a record is assigned to one partition", () => {
    const resources = lakeWith("aws_kinesis_firehose_delivery_stream.events", {
      extended_s3_configuration: { dynamic_partitioning_configuration: { enabled: true } },
    });
    expect(findFor(resources).filter(({ change }) => change.includes("in each record"))).toEqual(
      [],
    );
  });
});
