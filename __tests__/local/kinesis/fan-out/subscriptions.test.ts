import * as api from "@aws-sdk/client-kinesis";
import { until } from "../../../support/until";
import { KinesisEndpoint } from "../support/kinesis-endpoint";
import { StreamCalls, shardId } from "../support/streams";

describe("subscriptions", () => {
  let now = Date.now();
  let endpoint: KinesisEndpoint;

  beforeAll(async () => {
    endpoint = await KinesisEndpoint.start({ now: () => now });
  });

  afterAll(() => endpoint?.stop());

  async function consumerOf(stream: StreamCalls): Promise<string> {
    const { Consumer } = await endpoint.kinesis.send(
      new api.RegisterStreamConsumerCommand({ StreamARN: stream.arn, ConsumerName: "reader" }),
    );
    return Consumer?.ConsumerARN ?? "";
  }

  async function subscribe(ConsumerARN: string, StartingPosition: api.StartingPosition) {
    const { EventStream: events } = await endpoint.kinesis.send(
      new api.SubscribeToShardCommand({ ConsumerARN, ShardId: shardId(0), StartingPosition }),
    );
    if (events === undefined) throw new Error("There is no event stream.");
    return events;
  }

  it("end when their time is over", async () => {
    const short = await KinesisEndpoint.start({ subscriptionMs: 300 });
    try {
      const stream = await new StreamCalls(short.kinesis, "short").create();
      const { Consumer } = await short.kinesis.send(
        new api.RegisterStreamConsumerCommand({ StreamARN: stream.arn, ConsumerName: "reader" }),
      );
      const { EventStream: events = [] } = await short.kinesis.send(
        new api.SubscribeToShardCommand({
          ...{ ConsumerARN: Consumer?.ConsumerARN, ShardId: shardId(0) },
          StartingPosition: { Type: "TRIM_HORIZON" },
        }),
      );
      const received: number[] = [];
      for await (const { SubscribeToShardEvent: event } of events as AsyncIterable<
        Partial<api.SubscribeToShardEventStream.SubscribeToShardEventMember>
      >) {
        received.push(event?.Records?.length ?? -1);
      }
      expect(received).toEqual([0]);
    } finally {
      await short.stop();
    }
  });

  it("push records as they come in", async () => {
    const stream = await new StreamCalls(endpoint.kinesis, "pushed").create();
    await stream.put("before");
    const events = await subscribe(await consumerOf(stream), { Type: "TRIM_HORIZON" });
    const texts: string[] = [];
    let continuation: string | undefined;
    for await (const { SubscribeToShardEvent: event } of events) {
      for (const { Data } of event?.Records ?? []) texts.push(Buffer.from(Data ?? []).toString());
      continuation = event?.ContinuationSequenceNumber;
      if (texts.length === 4) break;
      await stream.put(`pushed ${texts.length}`);
    }
    expect(texts).toEqual(["before", "pushed 1", "pushed 2", "pushed 3"]);
    await stream.put("after");
    const position = { ShardIteratorType: "AFTER_SEQUENCE_NUMBER" } as const;
    expect(await stream.texts(0, { ...position, StartingSequenceNumber: continuation })).toEqual([
      "after",
    ]);
  });

  it("end with the children of a shard that was closed", async () => {
    const stream = await new StreamCalls(endpoint.kinesis, "closed").create();
    const events = await subscribe(await consumerOf(stream), { Type: "LATEST" });
    const children: (string | undefined)[] = [];
    for await (const { SubscribeToShardEvent: event } of events) {
      children.push(...(event?.ChildShards ?? []).map(({ ShardId }) => ShardId));
      if (event?.ChildShards !== undefined) {
        expect(event.ContinuationSequenceNumber).toBeUndefined();
        continue;
      }
      await endpoint.kinesis.send(
        new api.UpdateShardCountCommand({
          ...{ StreamName: "closed", TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" },
        }),
      );
    }
    expect(children).toEqual([shardId(1), shardId(2)]);
  });

  it.each<[string, (stream: StreamCalls, consumer: string) => Promise<unknown>]>([
    [
      "the consumer was deregistered",
      ({ kinesis }, ConsumerARN) =>
        kinesis.send(new api.DeregisterStreamConsumerCommand({ ConsumerARN })),
    ],
    [
      "the stream was deleted",
      ({ kinesis, StreamName }) =>
        kinesis.send(new api.DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true })),
    ],
  ])("end with an error when %s", async (why, end) => {
    const name = why.replaceAll(" ", "-");
    const stream = await new StreamCalls(endpoint.kinesis, name).create();
    const consumer = await consumerOf(stream);
    const events = await subscribe(consumer, { Type: "LATEST" });
    let failure: unknown;
    const reading = (async () => {
      for await (const event of events) if ("ResourceNotFoundException" in event) failure = event;
    })().catch((error: unknown) => (failure = error));
    await end(stream, consumer);
    await reading;
    expect(failure).toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("are one for each consumer and shard, and the later one takes over after five seconds", async () => {
    const stream = await new StreamCalls(endpoint.kinesis, "one").create();
    const consumer = await consumerOf(stream);
    const first = await subscribe(consumer, { Type: "LATEST" });
    await expect(subscribe(consumer, { Type: "LATEST" })).rejects.toMatchObject({
      name: "ResourceInUseException",
    });
    let failure: unknown;
    const reading = (async () => {
      for await (const event of first) if ("ResourceInUseException" in event) failure = event;
    })().catch((error: unknown) => (failure = error));
    now += 5_000;
    await subscribe(consumer, { Type: "LATEST" });
    await reading;
    await until("the first subscription failed", () => failure !== undefined);
    expect(failure).toMatchObject({ name: "ResourceInUseException" });
  });
});
