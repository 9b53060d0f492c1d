import { waitForDelivery } from "../../../cli/delivery/wait-for-delivery";
import type * as parquet from "../../../cli/delivery/parquet-rows";
import type { Target } from "../../../cli/target/target";
import { timePrefixes } from "../../../cli/delivery/time-prefixes";
import { timeKeys } from "../../../model/dataset/partition-keys";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { environmentOf } from "../../support/plans/synth";

/** Rows of each object that is read, by its key. */
const rows = new Map<string, number>();
const counted: string[] = [];
jest.mock("../../../cli/delivery/parquet-rows", () => ({
  ...jest.requireActual<typeof parquet>("../../../cli/delivery/parquet-rows"),
  countRowsOf: (_s3: unknown, _bucket: string, keys: readonly string[]) => {
    counted.push(...keys);
    return Promise.resolve(keys.reduce((sum, key) => sum + (rows.get(key) ?? 0), 0));
  },
}));

const scope = { project: "lake", environment: "dev", accountId: "111122223333" };
const names = { ...lakeNames(scope), ...datasetNames(scope, "orders") };
const [hour = ""] = timePrefixes(timeKeys, new Date(), new Date());

interface Delivered {
  readonly key: string;
  readonly at: Date;
  readonly rows?: number;
}

/** A lake in whose stream records arrived those seconds ago, and that delivers one object more at each listing. */
function lakeWith(ages: readonly number[], delivered: readonly Delivered[]) {
  rows.clear();
  counted.length = 0;
  const arrivals = ages.map((age) => new Date(Date.now() - age * 1_000));
  let looks = 0;
  const aws = new FakeAws({
    DescribeDeliveryStreamCommand: () => ({
      DeliveryStreamDescription: {
        CreateTimestamp: new Date(0),
        Source: { KinesisStreamSourceDescription: { KinesisStreamARN: "arn:stream" } },
      },
    }),
    ListShardsCommand: () => ({ Shards: [{ ShardId: "shard" }] }),
    GetShardIteratorCommand: () => ({ ShardIterator: "iterator" }),
    GetRecordsCommand: () => ({
      MillisBehindLatest: 0,
      Records: arrivals.map((ApproximateArrivalTimestamp) => ({
        Data: Buffer.from("{}"),
        ApproximateArrivalTimestamp,
      })),
    }),
    ListObjectsV2Command: ({ Prefix: prefix }) => {
      if (String(prefix).startsWith(names.dataPrefix)) looks += 1;
      const visible = delivered.slice(0, looks).filter(({ key }) => key.startsWith(String(prefix)));
      return { Contents: visible.map(({ key, at }) => ({ Key: key, LastModified: at })) };
    },
  });
  for (const each of delivered) {
    rows.set(each.key, each.rows ?? 0);
    aws.objects.set(
      `${names.lakeBucket}/${each.key}`,
      Buffer.from(`${JSON.stringify({ errorCode: "x", rawData: "" })}\n`),
    );
  }
  const dataset = { name: "orders", description: "Orders.", columns: {} };
  const target: Target = {
    environment: environmentOf("dev"),
    dataset,
    names,
    clients: aws.clients,
  };
  return { aws, target };
}

const data = (name: string) => `${names.dataPrefix}${hour}${name}.parquet`;

describe("waiting for delivery", () => {
  it("ends at once where nothing is on its way, without a listing", async () => {
    const { aws, target } = lakeWith([], []);
    expect(await waitForDelivery(target, () => undefined)).toBeUndefined();
    expect(aws.inputs("ListObjectsV2Command")).toEqual([]);
  });

  it("ends when all records are rows or failed, and reads each object once", async () => {
    const error = `${names.errorPrefix}format-conversion-failed/${hour}1`;
    const { target } = lakeWith(
      [3, 2, 1],
      [
        { key: data("old"), at: new Date(Date.now() - 100_000), rows: 900 },
        { key: data("1"), at: new Date(), rows: 1 },
        { key: error, at: new Date() },
        { key: data("2"), at: new Date(), rows: 1 },
      ],
    );
    const details: string[] = [];
    expect(await waitForDelivery(target, (text) => details.push(text))).toEqual({
      records: 3,
      rows: 2,
      failed: 1,
      folders: [hour],
      since: expect.any(Date) as Date,
    });
    expect(counted).toEqual([data("1"), data("2")]);
    expect(details.at(-1)).toBe("3 of 3 records delivered, buffered 60 s");
    expect(details[0]).toBe("0 of 3 records delivered, buffered 60 s");
  });

  it("reports what was not delivered, and how to go on without it", async () => {
    const { target } = lakeWith([3, 2, 1], [{ key: data("1"), at: new Date(), rows: 1 }]);
    const startedAt = Date.now();
    jest.spyOn(Date, "now").mockImplementation(() => startedAt + counted.length * 1_000_000);
    await expect(waitForDelivery(target, () => undefined)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Of 3 records that arrived in lake-dev-orders since .*, Firehose delivered 1 within 600 s\.$/,
      ) as string,
      advice: expect.stringContaining(
        "npx lake crawl --no-wait --env dev --dataset orders",
      ) as string,
    });
    jest.restoreAllMocks();
  });
});
