import type { CloudWatchClient, PutMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import { StreamMetrics } from "../../../../local/kinesis/monitoring/stream-metrics";
import type { StreamState } from "../../../../local/kinesis/stream/stream-state";

describe("the metrics of a stream", () => {
  it("are the sum, the extremes and the number of calls, and those of a shard where they are enabled", async () => {
    const metrics = new StreamMetrics();
    // Only these members are read.
    const state = {
      ...{ name: "events", region: "eu-west-1" },
      shardLevelMetrics: ["OutgoingRecords"],
    } as unknown as StreamState;
    metrics.add(state, { "GetRecords.Records": 500 }, "shardId-000000000000");
    metrics.add(state, { "GetRecords.Records": 15, "GetRecords.Bytes": 7 }, "shardId-000000000000");
    const sent: PutMetricDataCommandInput[] = [];
    const client = {
      send: ({ input }: { input: PutMetricDataCommandInput }) => Promise.resolve(sent.push(input)),
    } as unknown as CloudWatchClient;
    await metrics.publish(() => client);
    await metrics.publish(() => client);
    const data = sent.flatMap(({ MetricData = [] }) => MetricData);
    const StatisticValues = { SampleCount: 2, Sum: 515, Minimum: 15, Maximum: 500 };
    const stream = { Name: "StreamName", Value: "events" };
    expect(sent.map(({ Namespace }) => Namespace)).toEqual(["AWS/Kinesis"]);
    expect(data).toMatchObject([
      { MetricName: "GetRecords.Records", Dimensions: [stream], Unit: "Count", StatisticValues },
      {
        MetricName: "OutgoingRecords",
        Dimensions: [stream, { Name: "ShardId", Value: "shardId-000000000000" }],
        StatisticValues,
      },
      { MetricName: "GetRecords.Bytes", Unit: "Bytes" },
    ]);
  });
});
