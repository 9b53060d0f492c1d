import * as api from "@aws-sdk/client-kinesis";
import { findPublishedModels } from "../../../support/api-models/find-published-models";
import { KinesisEndpoint } from "../support/kinesis-endpoint";
import { StreamCalls } from "../support/streams";

describe("streams", () => {
  let endpoint: KinesisEndpoint;
  let kinesis: api.KinesisClient;

  beforeAll(async () => {
    endpoint = await KinesisEndpoint.start();
    kinesis = endpoint.kinesis;
  });

  afterAll(() => endpoint?.stop());

  const summary = async (StreamName: string) => {
    const answer = await kinesis.send(new api.DescribeStreamSummaryCommand({ StreamName }));
    return answer.StreamDescriptionSummary;
  };

  it("are created, described, listed and deleted", async () => {
    const StreamName = "life";
    await kinesis.send(
      new api.CreateStreamCommand({ StreamName, ShardCount: 2, Tags: { a: "1" } }),
    );
    await api.waitUntilStreamExists({ client: kinesis, maxWaitTime: 20 }, { StreamName });
    expect(await summary(StreamName)).toMatchObject({
      ...{ StreamName, StreamStatus: "ACTIVE", OpenShardCount: 2, RetentionPeriodHours: 24 },
      StreamARN: "arn:aws:kinesis:us-east-1:123456789012:stream/life",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      ...{ EncryptionType: "NONE", ConsumerCount: 0, MaxRecordSizeInKiB: 1024 },
    });
    const { StreamDescription } = await kinesis.send(new api.DescribeStreamCommand({ StreamName }));
    expect(StreamDescription?.Shards?.map(({ HashKeyRange }) => HashKeyRange)).toEqual([
      { StartingHashKey: "0", EndingHashKey: String(2n ** 127n - 1n) },
      { StartingHashKey: String(2n ** 127n), EndingHashKey: String(2n ** 128n - 1n) },
    ]);
    const tags = await kinesis.send(new api.ListTagsForStreamCommand({ StreamName }));
    expect(tags).toMatchObject({ Tags: [{ Key: "a", Value: "1" }], HasMoreTags: false });
    await expect(new StreamCalls(kinesis, StreamName).create()).rejects.toMatchObject({
      name: "ResourceInUseException",
      message: "Stream life under account 123456789012 already exists.",
    });
    await kinesis.send(new api.DeleteStreamCommand({ StreamName }));
    await expect(summary(StreamName)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Stream life under account 123456789012 not found.",
    });
  });

  it("are listed page by page", async () => {
    for (const name of ["list-b", "list-a", "list-c"])
      await new StreamCalls(kinesis, name).create();
    const names: string[] = [];
    for await (const page of api.paginateListStreams({ client: kinesis, pageSize: 2 }, {})) {
      names.push(...(page.StreamNames ?? []));
    }
    expect(names.filter((name) => name.startsWith("list-"))).toEqual([
      "list-a",
      "list-b",
      "list-c",
    ]);
    const after = await kinesis.send(
      new api.ListStreamsCommand({ ExclusiveStartStreamName: "list-b", Limit: 1 }),
    );
    expect(after).toMatchObject({ StreamNames: ["list-c"], HasMoreStreams: false });
  });

  it("change their settings", async () => {
    const { StreamName, arn: StreamARN } = await new StreamCalls(kinesis, "settings").create();
    await kinesis.send(
      new api.IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 48 }),
    );
    await kinesis.send(
      new api.StartStreamEncryptionCommand({
        ...{ StreamName, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" },
      }),
    );
    const enabled = await kinesis.send(
      new api.EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ["ALL"] }),
    );
    expect(enabled.DesiredShardLevelMetrics).toHaveLength(7);
    await kinesis.send(
      new api.DisableEnhancedMonitoringCommand({
        StreamName,
        ShardLevelMetrics: ["IncomingBytes"],
      }),
    );
    await kinesis.send(new api.UpdateMaxRecordSizeCommand({ StreamARN, MaxRecordSizeInKiB: 2048 }));
    const StreamModeDetails = { StreamMode: "ON_DEMAND" } as const;
    await kinesis.send(new api.UpdateStreamModeCommand({ StreamARN, StreamModeDetails }));
    expect(await summary(StreamName)).toMatchObject({
      ...{ RetentionPeriodHours: 48, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" },
      ...{ StreamModeDetails, MaxRecordSizeInKiB: 2048 },
    });
    const [monitoring] = (await summary(StreamName))?.EnhancedMonitoring ?? [];
    expect(monitoring?.ShardLevelMetrics).toHaveLength(6);
    const { EncryptionType } = await kinesis.send(
      new api.PutRecordCommand({ StreamName, PartitionKey: "a", Data: Buffer.alloc(2 ** 20 + 1) }),
    );
    expect(EncryptionType).toBe("KMS");
    await kinesis.send(
      new api.StopStreamEncryptionCommand({
        ...{ StreamName, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" },
      }),
    );
    expect(await summary(StreamName)).toMatchObject({ EncryptionType: "NONE" });
  });

  it("have tags, policies and consumers by ARN", async () => {
    const { arn: ResourceARN } = await new StreamCalls(kinesis, "resource").create();
    const { Consumer } = await kinesis.send(
      new api.RegisterStreamConsumerCommand({
        ...{ StreamARN: ResourceARN, ConsumerName: "reader", Tags: { c: "3" } },
      }),
    );
    const consumerArn = Consumer?.ConsumerARN ?? "";
    await kinesis.send(new api.TagResourceCommand({ ResourceARN, Tags: { a: "1", b: "2" } }));
    await kinesis.send(new api.UntagResourceCommand({ ResourceARN, TagKeys: ["a"] }));
    for (const [arn, Key, Value] of [
      [ResourceARN, "b", "2"],
      [consumerArn, "c", "3"],
    ]) {
      const { Tags } = await kinesis.send(new api.ListTagsForResourceCommand({ ResourceARN: arn }));
      expect(Tags).toEqual([{ Key, Value }]);
    }
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await kinesis.send(new api.PutResourcePolicyCommand({ ResourceARN: consumerArn, Policy }));
    const get = () => kinesis.send(new api.GetResourcePolicyCommand({ ResourceARN: consumerArn }));
    expect(await get()).toMatchObject({ Policy });
    await kinesis.send(new api.DeleteResourcePolicyCommand({ ResourceARN: consumerArn }));
    await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const listed = await kinesis.send(
      new api.ListStreamConsumersCommand({ StreamARN: ResourceARN }),
    );
    expect(listed.Consumers).toMatchObject([{ ConsumerName: "reader", ConsumerStatus: "ACTIVE" }]);
    const deletion = { StreamARN: ResourceARN };
    await expect(kinesis.send(new api.DeleteStreamCommand(deletion))).rejects.toMatchObject({
      name: "ResourceInUseException",
    });
    await kinesis.send(new api.DeleteStreamCommand({ ...deletion, EnforceConsumerDeletion: true }));
  });

  it("are in the state that a change takes, and refuse another one meanwhile", async () => {
    let now = Date.now();
    const slow = await KinesisEndpoint.start({ now: () => now, transitionMs: 1_000 });
    try {
      const stream = await new StreamCalls(slow.kinesis, "slow").create();
      const status = async () => {
        const { StreamDescriptionSummary: found } = await slow.kinesis.send(
          new api.DescribeStreamSummaryCommand({ StreamName: "slow" }),
        );
        return found?.StreamStatus;
      };
      expect(await status()).toBe("CREATING");
      await expect(stream.put("a")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
      now += 1_000;
      expect(await status()).toBe("ACTIVE");
      const grow = () =>
        slow.kinesis.send(
          new api.IncreaseStreamRetentionPeriodCommand({
            ...{ StreamName: "slow", RetentionPeriodHours: 48 },
          }),
        );
      await grow();
      expect(await status()).toBe("UPDATING");
      await stream.put("a");
      await expect(grow()).rejects.toMatchObject({
        name: "ResourceInUseException",
        message: "Stream slow under account 123456789012 not ACTIVE, instead in state UPDATING",
      });
      now += 1_000;
      await slow.kinesis.send(new api.DeleteStreamCommand({ StreamName: "slow" }));
      expect(await status()).toBe("DELETING");
      now += 1_000;
      await expect(status()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    } finally {
      await slow.stop();
    }
  });

  it("support every operation of the model", async () => {
    const { operations } = (await findPublishedModels()).of("kinesis");
    expect(operations.length).toBeGreaterThanOrEqual(39);
    for (const { name } of operations) {
      const response = await fetch(endpoint.url, {
        method: "POST",
        headers: {
          authorization:
            "AWS4-HMAC-SHA256 Credential=a/20261129/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
          "x-amz-target": `Kinesis_20131202.${name}`,
          "content-type": "application/x-amz-json-1.1",
        },
        body: "{}",
      });
      const error = response.headers.get("x-amzn-errortype");
      expect([name, error]).not.toEqual([name, "UnknownOperationException"]);
      expect([name, response.status]).not.toEqual([name, 500]);
    }
  });

  it("refuse an operation that is not in the model by its name", async () => {
    await expect(
      kinesis.send(new api.CreateChannelCommand({ ChannelName: "c" } as never)),
    ).rejects.toThrow("does not support the kinesis operation CreateChannel");
  });
});
