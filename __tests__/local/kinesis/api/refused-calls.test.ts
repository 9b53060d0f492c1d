import * as api from "@aws-sdk/client-kinesis";
import { KinesisEndpoint } from "../support/kinesis-endpoint";
import { StreamCalls } from "../support/streams";

const StreamName = "events";
const StreamARN = `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`;
const ShardId = "shardId-000000000000";
const KeyId = "alias/aws/kinesis";

/** Sends a call; commands differ in type, and all of them are sent alike. */
type Send = (kinesis: api.KinesisClient) => Promise<unknown>;

const record = (bytes: number) => ({ PartitionKey: "k", Data: Buffer.alloc(bytes) });

describe("calls that Kinesis refuses", () => {
  let endpoint: KinesisEndpoint;

  beforeAll(async () => {
    endpoint = await KinesisEndpoint.start();
    await new StreamCalls(endpoint.kinesis, StreamName).create(2);
    await endpoint.kinesis.send(
      new api.CreateStreamCommand({
        ...{ StreamName: "demand", StreamModeDetails: { StreamMode: "ON_DEMAND" } },
      }),
    );
  });

  afterAll(() => endpoint?.stop());

  // Codes and limits are those of AWS's API reference.
  it.each<[string, Send, string, string]>([
    [
      "a record that is larger than 1 MiB with its key",
      (kinesis) => kinesis.send(new api.PutRecordCommand({ StreamName, ...record(2 ** 20) })),
      "ValidationException",
      "less than or equal to 1048576",
    ],
    ...["null", "[]", "{}", "no JSON"].map((text): [string, Send, string, string] => [
      `a token that is not one of the service: ${text}`,
      (kinesis) =>
        kinesis.send(
          new api.ListShardsCommand({ NextToken: Buffer.from(text).toString("base64url") }),
        ),
      "InvalidArgumentException",
      "NextToken is invalid",
    ]),
    [
      "one of several records that is too large",
      (kinesis) =>
        kinesis.send(
          new api.PutRecordsCommand({ StreamName, Records: [record(1), record(2 ** 20)] }),
        ),
      "ValidationException",
      "'records.2.member.data'",
    ],
    [
      "more than 10 MiB of records",
      (kinesis) =>
        kinesis.send(
          new api.PutRecordsCommand({
            ...{ StreamName, Records: Array.from({ length: 11 }, () => record(2 ** 20 - 1)) },
          }),
        ),
      "InvalidArgumentException",
      "10 MB",
    ],
    [
      "more than 500 records",
      (kinesis) =>
        kinesis.send(
          new api.PutRecordsCommand({
            ...{ StreamName, Records: Array.from({ length: 501 }, () => record(1)) },
          }),
        ),
      "ValidationException",
      "less than or equal to 500",
    ],
    [
      "an empty partition key",
      (kinesis) =>
        kinesis.send(
          new api.PutRecordsCommand({ StreamName, Records: [{ ...record(1), PartitionKey: "" }] }),
        ),
      "ValidationException",
      "greater than or equal to 1",
    ],
    [
      "a hash key above 2^128 - 1",
      (kinesis) =>
        kinesis.send(
          new api.PutRecordCommand({
            ...{ StreamName, ...record(1), ExplicitHashKey: String(2n ** 128n) },
          }),
        ),
      "InvalidArgumentException",
      "[0, 2^128-1]",
    ],
    [
      "a stream that there is not",
      (kinesis) => kinesis.send(new api.PutRecordCommand({ StreamName: "none", ...record(1) })),
      "ResourceNotFoundException",
      "Stream none under account 123456789012 not found.",
    ],
    [
      "a stream of another account",
      (kinesis) =>
        kinesis.send(
          new api.DescribeStreamCommand({
            StreamARN: StreamARN.replace("123456789012", "210987654321"),
          }),
        ),
      "ResourceNotFoundException",
      "account 210987654321",
    ],
    [
      "no stream",
      (kinesis) => kinesis.send(new api.DescribeStreamCommand({})),
      "InvalidArgumentException",
      "StreamName or StreamARN",
    ],
    [
      "a shard that there is not",
      (kinesis) =>
        kinesis.send(
          new api.GetShardIteratorCommand({
            ...{ StreamName, ShardId: "shardId-000000000009", ShardIteratorType: "LATEST" },
          }),
        ),
      "ResourceNotFoundException",
      "shardId-000000000009",
    ],
    [
      "a position that is missing",
      (kinesis) =>
        kinesis.send(
          new api.GetShardIteratorCommand({
            ...{ StreamName, ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER" },
          }),
        ),
      "InvalidArgumentException",
      "starting sequence number",
    ],
    [
      "a sequence number of nothing",
      (kinesis) =>
        kinesis.send(
          new api.GetShardIteratorCommand({
            ...{ StreamName, ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER" },
            StartingSequenceNumber: "12",
          }),
        ),
      "InvalidArgumentException",
      "did not come from this stream",
    ],
    [
      "a time in the future",
      (kinesis) =>
        kinesis.send(
          new api.GetShardIteratorCommand({
            ...{ StreamName, ShardId, ShardIteratorType: "AT_TIMESTAMP" },
            Timestamp: new Date(Date.now() + 3_600_000),
          }),
        ),
      "InvalidArgumentException",
      "currentTimestampInMillis",
    ],
    [
      "an iterator that it did not make",
      (kinesis) => kinesis.send(new api.GetRecordsCommand({ ShardIterator: "AAAA" })),
      "InvalidArgumentException",
      "Invalid ShardIterator.",
    ],
    [
      "more than 10,000 records of a page",
      (kinesis) => kinesis.send(new api.GetRecordsCommand({ ShardIterator: "A", Limit: 10_001 })),
      "ValidationException",
      "less than or equal to 10000",
    ],
    [
      "more than double the shards",
      (kinesis) =>
        kinesis.send(
          new api.UpdateShardCountCommand({
            ...{ StreamName, TargetShardCount: 5, ScalingType: "UNIFORM_SCALING" },
          }),
        ),
      "InvalidArgumentException",
      "double",
    ],
    [
      "a shard count of a stream on demand",
      (kinesis) =>
        kinesis.send(
          new api.UpdateShardCountCommand({
            ...{ StreamName: "demand", TargetShardCount: 5, ScalingType: "UNIFORM_SCALING" },
          }),
        ),
      "ValidationException",
      "On-Demand",
    ],
    [
      "a hash key outside of the shard that is to be split",
      (kinesis) =>
        kinesis.send(
          new api.SplitShardCommand({
            ...{ StreamName, ShardToSplit: ShardId, NewStartingHashKey: String(2n ** 127n) },
          }),
        ),
      "InvalidArgumentException",
      "NewStartingHashKey",
    ],
    [
      "a shard that is to be merged with itself",
      (kinesis) =>
        kinesis.send(
          new api.MergeShardsCommand({
            ...{ StreamName, ShardToMerge: ShardId, AdjacentShardToMerge: ShardId },
          }),
        ),
      "InvalidArgumentException",
      "adjacent",
    ],
    [
      "a shorter retention than the present one by an increase",
      (kinesis) =>
        kinesis.send(
          new api.IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 23 }),
        ),
      "InvalidArgumentException",
      "24 hours",
    ],
    [
      "a retention of more than a year",
      (kinesis) =>
        kinesis.send(
          new api.IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 8761 }),
        ),
      "InvalidArgumentException",
      "8760 hours",
    ],
    [
      "encryption without KMS",
      (kinesis) =>
        kinesis.send(
          new api.StartStreamEncryptionCommand({ StreamName, EncryptionType: "NONE", KeyId }),
        ),
      "InvalidArgumentException",
      "KMS",
    ],
    [
      "warm throughput without the commitment",
      (kinesis) =>
        kinesis.send(
          new api.UpdateStreamWarmThroughputCommand({
            ...{ StreamName: "demand", WarmThroughputMiBps: 100 },
          }),
        ),
      "ValidationException",
      "MinimumThroughputBillingCommitment",
    ],
    [
      "a record size below 1 MiB",
      (kinesis) =>
        kinesis.send(new api.UpdateMaxRecordSizeCommand({ StreamARN, MaxRecordSizeInKiB: 1000 })),
      "ValidationException",
      "greater than or equal to 1024",
    ],
    [
      "a consumer that there is not",
      (kinesis) =>
        kinesis.send(
          new api.SubscribeToShardCommand({
            ...{ ConsumerARN: `${StreamARN}/consumer/none:1`, ShardId },
            StartingPosition: { Type: "LATEST" },
          }),
        ),
      "ResourceNotFoundException",
      "consumer/none:1",
    ],
    [
      "a token with the stream that it is of",
      (kinesis) => kinesis.send(new api.ListShardsCommand({ StreamName, NextToken: "e30" })),
      "InvalidArgumentException",
      "NextToken",
    ],
    [
      "a shard count on demand",
      (kinesis) =>
        kinesis.send(
          new api.CreateStreamCommand({
            ...{ StreamName: "x", ShardCount: 1, StreamModeDetails: { StreamMode: "ON_DEMAND" } },
          }),
        ),
      "ValidationException",
      "ShardCount",
    ],
    [
      "more than 50 tags",
      (kinesis) =>
        kinesis.send(
          new api.AddTagsToStreamCommand({
            StreamName,
            Tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${index}`, ""])),
          }),
        ),
      "InvalidArgumentException",
      "50 tags",
    ],
  ])("are those with %s", async (_, send, name, text) => {
    const rejected = send(endpoint.kinesis);
    await expect(rejected).rejects.toMatchObject({ name });
    await expect(rejected).rejects.toThrow(text);
  });

  it("are those whose data are not base64", async () => {
    for (const Data of ["a", "ab!=", "_-8="]) {
      const response = await fetch(endpoint.url, {
        method: "POST",
        headers: {
          authorization:
            "AWS4-HMAC-SHA256 Credential=a/20261129/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
          "x-amz-target": "Kinesis_20131202.PutRecords",
          "content-type": "application/x-amz-json-1.1",
        },
        body: JSON.stringify({ StreamName, Records: [{ PartitionKey: "a", Data }] }),
      });
      expect([Data, response.headers.get("x-amzn-errortype")]).toEqual([
        Data,
        "SerializationException",
      ]);
    }
  });
});
