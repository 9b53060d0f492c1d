import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateStreamCommand, PutRecordCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { ControlPlane } from "../../../support/emulator/control-plane";

const STREAM = "events";
const HOUR_MS = 60 * 60 * 1000;

/** The sum of IncomingRecords after 515 records were put in calls of 500, 14 and one. */
export async function countedOf515(
  python: string,
  lines: string[] = [],
): Promise<number | undefined> {
  const plane = await ControlPlane.start((line) => void lines.push(line), python);
  try {
    const { kinesis, cloudwatch } = plane.clients;
    await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 1 }));
    const record = (index: number) => ({ Data: Buffer.from(`${index}`), PartitionKey: `${index}` });
    for (const count of [500, 14]) {
      const Records = Array.from({ length: count }, (_, index) => record(index));
      await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records }));
    }
    await kinesis.send(new PutRecordCommand({ StreamName: STREAM, ...record(0) }));
    const now = Date.now();
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/Kinesis",
        MetricName: "IncomingRecords",
        Dimensions: [{ Name: "StreamName", Value: STREAM }],
        StartTime: new Date(now - HOUR_MS),
        EndTime: new Date(now + HOUR_MS),
        Period: 60,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  } finally {
    await plane.stop();
  }
}
