import * as api from "@aws-sdk/client-kinesis";
import { KinesisEndpoint } from "../support/kinesis-endpoint";
import { StreamCalls, shardId } from "../support/streams";

const HOUR_MS = 3_600_000;
const HALF = String(2n ** 127n);

describe("records", () => {
  let now = Date.parse("2026-11-29T12:00:00Z");
  let endpoint: KinesisEndpoint;

  beforeAll(async () => {
    endpoint = await KinesisEndpoint.start({ now: () => now });
  });

  afterAll(() => endpoint?.stop());

  const made = (name: string, shards?: number) =>
    new StreamCalls(endpoint.kinesis, name).create(shards);

  it("are read from each kind of position", async () => {
    const stream = await made("positions");
    await stream.put("a");
    now += 1_000;
    const StartingSequenceNumber = await stream.put("b");
    const latest = await stream.iterator(0, { ShardIteratorType: "LATEST" });
    now += 1_000;
    await stream.put("c");
    const at = (position: Partial<api.GetShardIteratorInput>) => stream.texts(0, position);
    expect([
      await at({ ShardIteratorType: "TRIM_HORIZON" }),
      await at({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber }),
      await at({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber }),
      await at({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(now - 1_000) }),
      (await stream.page(latest)).texts,
    ]).toEqual([["a", "b", "c"], ["b", "c"], ["c"], ["b", "c"], ["c"]]);
  });

  it("say how far a page is behind", async () => {
    const stream = await made("behind");
    await stream.put("a");
    now += 5_000;
    await stream.put("b");
    const first = await stream.page(await stream.iterator(0), 1);
    expect([first.texts, first.MillisBehindLatest]).toEqual([["a"], 5_000]);
    const second = await stream.page(first.NextShardIterator, 1);
    expect([second.texts, second.MillisBehindLatest]).toEqual([["b"], 0]);
  });

  it("are refused with an iterator that is older than five minutes", async () => {
    const stream = await made("expired");
    const iterator = await stream.iterator(0);
    now += 5 * 60_000;
    await stream.page(iterator);
    now += 1;
    await expect(stream.page(iterator)).rejects.toMatchObject({
      name: "ExpiredIteratorException",
    });
  });

  it("are not those of a deleted stream of the same name", async () => {
    const stream = await made("again");
    await stream.put("old");
    const iterator = await stream.iterator(0);
    await stream.kinesis.send(new api.DeleteStreamCommand({ StreamName: "again" }));
    now += 1;
    await stream.create();
    expect(await stream.texts(0)).toEqual([]);
    await expect(stream.page(iterator)).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it("go to the shard of their hash key", async () => {
    const stream = await made("keys", 2);
    await stream.put("low", "0");
    await stream.put("high", HALF);
    // MD5 of "b" is 92eb…, above half of the keys, and of "a" is 0cc1….
    for (const text of ["a", "b"]) await stream.put(text);
    expect([await stream.texts(0), await stream.texts(1)]).toEqual([
      ["low", "a"],
      ["high", "b"],
    ]);
  });

  it("stay in order while a shard is split and merged by those who read it", async () => {
    const stream = await made("resharded");
    await stream.put("1");
    const iterator = await stream.iterator(0);
    const first = await stream.page(iterator);
    await stream.put("2");
    await endpoint.kinesis.send(
      new api.SplitShardCommand({
        ...{ StreamName: "resharded", ShardToSplit: shardId(0), NewStartingHashKey: HALF },
      }),
    );
    await stream.put("low", "1");
    await stream.put("high", HALF);
    const end = await stream.page(first.NextShardIterator);
    expect([end.texts, end.NextShardIterator]).toEqual([["2"], undefined]);
    expect(end.ChildShards).toMatchObject([
      { ShardId: shardId(1), ParentShards: [shardId(0)] },
      { ShardId: shardId(2), ParentShards: [shardId(0)] },
    ]);
    await endpoint.kinesis.send(
      new api.MergeShardsCommand({
        ...{ StreamName: "resharded", ShardToMerge: shardId(1), AdjacentShardToMerge: shardId(2) },
      }),
    );
    await stream.put("merged");
    expect([await stream.texts(1), await stream.texts(2), await stream.texts(3)]).toEqual([
      ["low"],
      ["high"],
      ["merged"],
    ]);
    const shards = await stream.shards();
    expect(shards[3]).toMatchObject({
      ParentShardId: shardId(1),
      AdjacentParentShardId: shardId(2),
      HashKeyRange: { StartingHashKey: "0", EndingHashKey: String(2n ** 128n - 1n) },
    });
    const listed = async (ShardFilter: api.ShardFilter) => {
      const { Shards = [] } = await endpoint.kinesis.send(
        new api.ListShardsCommand({ StreamName: "resharded", ShardFilter }),
      );
      return Shards.map(({ ShardId }) => Number(ShardId?.slice(-2)));
    };
    expect([
      await listed({ Type: "AT_LATEST" }),
      await listed({ Type: "AT_TRIM_HORIZON" }),
      await listed({ Type: "FROM_TRIM_HORIZON" }),
      await listed({ Type: "AFTER_SHARD_ID", ShardId: shardId(1) }),
    ]).toEqual([[3], [0], [0, 1, 2, 3], [2, 3]]);
  });

  it.each([
    [1, 2],
    [2, 4],
    [3, 4],
    [4, 3],
    [4, 2],
    [5, 7],
  ])("are in shards of the same size after %i were scaled to %i", async (from, to) => {
    const stream = await made(`scaled-${from}-${to}`, from);
    await endpoint.kinesis.send(
      new api.UpdateShardCountCommand({
        ...{ StreamName: stream.StreamName, TargetShardCount: to, ScalingType: "UNIFORM_SCALING" },
      }),
    );
    const open = (await stream.shards())
      .filter(({ SequenceNumberRange: range }) => range?.EndingSequenceNumber === undefined)
      .map(({ HashKeyRange: range }) => [
        BigInt(range?.StartingHashKey ?? 0),
        BigInt(range?.EndingHashKey ?? 0),
      ])
      .sort(([one = 0n], [other = 0n]) => (one < other ? -1 : 1));
    const size = 2n ** 128n / BigInt(to);
    expect(open).toEqual(
      Array.from({ length: to }, (_, index) => [
        size * BigInt(index),
        index === to - 1 ? 2n ** 128n - 1n : size * BigInt(index + 1) - 1n,
      ]),
    );
  });

  it("expire with the retention period, with the shards that were closed before", async () => {
    const stream = await made("retention");
    await stream.put("old");
    now += 2 * HOUR_MS;
    await endpoint.kinesis.send(
      new api.SplitShardCommand({
        ...{ StreamName: "retention", ShardToSplit: shardId(0), NewStartingHashKey: HALF },
      }),
    );
    await stream.put("new", "0");
    now += 23 * HOUR_MS;
    expect(await stream.texts(0)).toEqual([]);
    endpoint.service.expire();
    expect((await stream.shards()).map(({ ShardId }) => ShardId)).toEqual([0, 1, 2].map(shardId));
    now += 2 * HOUR_MS;
    endpoint.service.expire();
    expect((await stream.shards()).map(({ ShardId }) => ShardId)).toEqual([1, 2].map(shardId));
    expect(await stream.texts(1)).toEqual([]);
    const StartingSequenceNumber = await stream.put("newer", "0");
    expect(
      await stream.texts(1, { ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber }),
    ).toEqual(["newer"]);
  });

  it("are listed in shards page by page, until the token is too old", async () => {
    const stream = await made("pages", 5);
    const ids: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const first = { StreamName: "pages", MaxResults: 2 };
      const page: api.ListShardsOutput = await endpoint.kinesis.send(
        new api.ListShardsCommand(
          token === undefined ? first : { NextToken: token, MaxResults: 2 },
        ),
      );
      ids.push(...(page.Shards ?? []).map(({ ShardId }) => ShardId));
      token = page.NextToken;
    } while (token !== undefined);
    expect(ids).toEqual((await stream.shards()).map(({ ShardId }) => ShardId));
    const { NextToken } = await endpoint.kinesis.send(
      new api.ListShardsCommand({ StreamName: "pages", MaxResults: 2 }),
    );
    now += 300_001;
    await expect(
      endpoint.kinesis.send(new api.ListShardsCommand({ NextToken })),
    ).rejects.toMatchObject({ name: "ExpiredNextTokenException" });
  });
});
