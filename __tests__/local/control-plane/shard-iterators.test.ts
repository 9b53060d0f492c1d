import { DescribeAlarmHistoryCommand } from "@aws-sdk/client-cloudwatch";
import { SearchTablesCommand } from "@aws-sdk/client-glue";
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  PutRecordCommand,
} from "@aws-sdk/client-kinesis";
import type { GetShardIteratorInput } from "@aws-sdk/client-kinesis";
import { RunningEmulator } from "../../support/emulator/running-emulator";

const StreamName = "events";
const ShardId = "shardId-000000000000";

describe("calls that moto does not know how to refuse", () => {
  let aws: RunningEmulator;
  let arn: string | undefined;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    const { kinesis } = aws.clients;
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    await kinesis.send(
      new PutRecordCommand({ StreamName, PartitionKey: "a", Data: Buffer.from("{}") }),
    );
    const summary = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
    arn = summary.StreamDescriptionSummary?.StreamARN;
  }, 60_000);

  afterAll(() => aws.stop());

  const iterator = async (position: Partial<GetShardIteratorInput>) => {
    const { ShardIterator } = await aws.clients.kinesis.send(
      new GetShardIteratorCommand({ ShardId, ShardIteratorType: "TRIM_HORIZON", ...position }),
    );
    return ShardIterator;
  };
  const read = async (ShardIterator: string | undefined) => {
    const { Records } = await aws.clients.kinesis.send(new GetRecordsCommand({ ShardIterator }));
    return Records?.map(({ Data }) => Buffer.from(Data ?? []).toString());
  };
  const encoded = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    ["is not base64", "!"],
    ["has other parts", encoded("events:1")],
    ["has no number", encoded(`events:${ShardId}:x`)],
    ["is of another shard", encoded("events:shardId-000000000009:0")],
  ])("refuse an iterator that %s", async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "Invalid ShardIterator.",
    });
  });

  it("refuse an iterator of a stream that there is not", async () => {
    await expect(read(encoded(`none:${ShardId}:0`))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it.each([{}, { StartingSequenceNumber: "first" }])(
    "refuse a position without a number, %j",
    async (position) => {
      const from = { StreamName, ShardIteratorType: "AT_SEQUENCE_NUMBER", ...position } as const;
      await expect(iterator(from)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    },
  );

  it("read by the name and by the ARN of a stream", async () => {
    expect(await read(await iterator({ StreamName }))).toEqual(["{}"]);
    expect(await read(await iterator({ StreamARN: arn }))).toEqual(["{}"]);
  });

  it("refuse by their names what the embedded AWS lacks", async () => {
    const { cloudwatch, glue } = aws.clients;
    await expect(glue.send(new SearchTablesCommand({}))).rejects.toThrow("SearchTables");
    await expect(cloudwatch.send(new DescribeAlarmHistoryCommand({}))).rejects.toThrow(
      "DescribeAlarmHistory",
    );
  });
});
