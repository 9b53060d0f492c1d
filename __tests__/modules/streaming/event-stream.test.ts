import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";

describe("an event stream", () => {
  it("has one shard by default, and is encrypted with the stream key", () => {
    expect(lake.resource("aws_kinesis_stream.sample_events_event_stream")).toEqual({
      name: `${base}-sample-events`,
      stream_mode_details: { stream_mode: "PROVISIONED" },
      shard_count: 1,
      retention_period: 24,
      shard_level_metrics: [],
      encryption_type: "KMS",
      kms_key_id: "${aws_kms_key.stream_key.arn}",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is on-demand, with retention and shard-level metrics, as configured", () => {
    const other = synthesizeLake(
      environmentOf("dev", {
        stream: {
          capacity: { mode: "on-demand" },
          retentionHours: 168,
          shardLevelMetrics: ["IncomingBytes"],
        },
      }),
    );
    const stream = other.resource("aws_kinesis_stream.sample_events_event_stream");
    expect(stream).toMatchObject({
      stream_mode_details: { stream_mode: "ON_DEMAND" },
      retention_period: 168,
      shard_level_metrics: ["IncomingBytes"],
    });
    expect(stream).not.toHaveProperty("shard_count");
  });
});
