import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { KinesisEndpoint } from "../support/kinesis-endpoint";
import { StreamCalls } from "../support/streams";

const StreamName = "busy";

describe("the throughput of a shard", () => {
  let now = Date.now();
  let endpoint: KinesisEndpoint;
  let stream: StreamCalls;

  beforeEach(async () => {
    endpoint = await KinesisEndpoint.start({ now: () => now, limitThroughput: true });
    stream = await new StreamCalls(endpoint.kinesis, StreamName).create();
  });

  afterEach(() => endpoint.stop());

  const put = async (count: number, bytes: number) => {
    const Records = Array.from({ length: count }, (_, index) => ({
      ...{ PartitionKey: `${index}`, Data: Buffer.alloc(bytes) },
    }));
    const answer = await endpoint.kinesis.send(new PutRecordsCommand({ StreamName, Records }));
    const codes = new Set(answer.Records?.flatMap(({ ErrorCode }) => ErrorCode ?? []));
    return [count - (answer.FailedRecordCount ?? 0), ...codes];
  };

  it("is 1,000 records a second", async () => {
    expect(await put(500, 1)).toEqual([500]);
    expect(await put(500, 1)).toEqual([500]);
    expect(await put(10, 1)).toEqual([0, "ProvisionedThroughputExceededException"]);
    await expect(stream.put("a")).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
    now += 500;
    expect(await put(500, 1)).toEqual([500]);
  });

  it("is 1 MiB of written data a second", async () => {
    expect(await put(5, 400_000)).toEqual([3, "ProvisionedThroughputExceededException"]);
    now += 1_000;
    expect(await put(1, 400_000)).toEqual([1]);
  });

  it("is five reads a second", async () => {
    const iterator = await stream.iterator(0);
    for (let read = 0; read < 5; read += 1) await stream.page(iterator);
    await expect(stream.page(iterator)).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
    now += 200;
    await stream.page(iterator);
  });

  it("is 2 MiB of read data a second", async () => {
    for (let second = 0; second < 6; second += 1) {
      await put(1, 1_000_000);
      now += 1_000;
    }
    const iterator = await stream.iterator(0);
    expect((await stream.page(iterator)).texts).toHaveLength(6);
    for (let second = 0; second < 2; second += 1) {
      await expect(stream.page(iterator, 1)).rejects.toMatchObject({
        name: "ProvisionedThroughputExceededException",
      });
      now += 1_000;
    }
    await stream.page(iterator, 1);
  });
});
