import fc from "../../support/random/seeded-fast-check";
import { RARE_SCHEDULE } from "../../../cli/cost/crawler-share";
import { estimate } from "../../../cli/cost/estimate";
import type { Estimate } from "../../../cli/cost/estimate";
import { usEast1 } from "../../../cli/cost/prices/us-east-1";
import type { Usage } from "../../../cli/cost/usage";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import { lake, lakeWith, resource, usageWith } from "./support/costed-lake";

/** Queries read less often where objects are larger, so these lines may fall when more comes in. */
const READS = /queries$/;

describe("an estimate", () => {
  it.each([
    [
      "aws_kinesis_stream.events",
      "shards",
      1095,
      "1 shard × 730 hours = 730 × $0.015 per shard-hour",
    ],
    [
      "aws_kinesis_stream.events",
      "PUT payload units",
      368,
      "100 records/s × 2,628,000 s × 1 PUT payload units per record ÷ 1,000,000 = 262.8 × $0.014 per million PUT payload units",
    ],
    // 262,800,000 records of 5 KiB are 1,253.13 GB, though they hold 122.38.
    [
      "aws_kinesis_firehose_delivery_stream.events",
      "ingestion",
      3634,
      "100 records/s × 2,628,000 s × 5 KB, rounded up to 5 KB ÷ 1,048,576 KB per GB = 1,253.13 × $0.029 per GB",
    ],
    [
      "aws_kinesis_firehose_delivery_stream.events",
      "format conversion",
      2256,
      "100 records/s × 2,628,000 s × 5 KB, rounded up to 5 KB ÷ 1,048,576 KB per GB = 1,253.13 × $0.018 per GB",
    ],
    // 30 days, and 7 more as an old version.
    [
      "aws_s3_bucket.raw",
      "raw records in Standard, at constant volume",
      342,
      "50,000 bytes/s × 86,400 s per day × 37 days stored ÷ 1,073,741,824 bytes per GB = 148.86 × $0.023 per GB-month",
    ],
    [
      "aws_glue_crawler.events",
      "crawls, minimum of ten minutes",
      10707,
      "1,460 runs × 10 minutes × 1 DPU ÷ 60 minutes per hour = 243.33 × $0.44 per DPU-hour",
    ],
    [
      "aws_athena_workgroup.queries",
      "queries",
      73,
      "50 queries per day × 30.42 days × 100 MB ÷ 1,048,576 MB per TB = 0.145 × $5 per TB",
    ],
    ["aws_kms_key.buckets", "key", 100, "1 key × $1 per key-month"],
  ])("estimates %s, %s", (address, what, cents, formula) => {
    expect(line(estimate(lake, usageWith(), usEast1), address, what)).toMatchObject({
      cents,
      formula,
    });
  });

  it.each<[string, Partial<Usage>, string, string, number]>([
    [
      "a record of 5,121 bytes by 10 KB",
      { eventBytes: 5121 },
      "aws_kinesis_firehose_delivery_stream.events",
      "ingestion",
      7268,
    ],
    [
      "ten events in a record as one",
      { eventsPerRecord: 10 },
      "aws_kinesis_firehose_delivery_stream.events",
      "ingestion",
      363,
    ],
    [
      "a record of more than 25 KB as two units",
      { eventBytes: 26_000 },
      "aws_kinesis_stream.events",
      "PUT payload units",
      736,
    ],
    [
      "a small query as 10 MB",
      { scanBytesPerQuery: 1 },
      "aws_athena_workgroup.queries",
      "queries, minimum of 10 MB each",
      7,
    ],
    [
      "a query no further than the workgroup lets it go",
      { scanBytesPerQuery: 1e15, queriesPerDay: 1 },
      "aws_athena_workgroup.queries",
      "queries",
      1485,
    ],
    [
      "the terabytes after the first 500 for less",
      { eventsPerSecond: 1e6, eventBytes: 5120 },
      "aws_kinesis_firehose_delivery_stream.events",
      "ingestion",
      26291361,
    ],
  ])("bills %s", (_, usage, address, what, cents) => {
    expect(line(estimate(lake, usageWith(usage), usEast1), address, what).cents).toBe(cents);
  });

  it("estimates an on-demand stream by gigabytes, each record rounded up to a KB", () => {
    const resources = lakeWith("aws_kinesis_stream.events", {
      stream_mode_details: { stream_mode: "ON_DEMAND" },
      retention_period: 192,
    });
    const { lines } = estimate(resources, usageWith(), usEast1);
    expect(
      lines.filter(({ service }) => service === "Kinesis").map(({ what, cents }) => [what, cents]),
    ).toEqual([
      ["on-demand stream", 2920],
      ["data in", 2005],
      ["data out, read by one delivery stream", 490],
      ["retention of hours 25 to 168", 241],
      ["retention after the seventh day", 9],
    ]);
  });

  it("counts the data and the objects of dynamic partitioning, and lists what is unknown", () => {
    const resources = lakeWith("aws_kinesis_firehose_delivery_stream.events", {
      kinesis_source_configuration: [{}],
      extended_s3_configuration: [
        {
          dynamic_partitioning_configuration: [{ enabled: true }],
          buffering_interval: 60,
          buffering_size: 64,
        },
      ],
    });
    const { lines, unpriced } = estimate(resources, usageWith(), usEast1);
    const partitioning = lines.filter(({ what }) => what.startsWith("dynamic"));
    expect(partitioning.map(({ cents }) => cents)).toEqual([245, 219]);
    expect(unpriced).toContainEqual({
      address: "aws_kinesis_firehose_delivery_stream.events",
      reason: "its hours of jq processing depend on the expressions",
    });
  });

  it("is the sum of its lines for any usage", () => {
    fc.assert(
      fc.property(anyUsage, (usage) => {
        const { lines, totalCents, byService } = estimate(lake, usage, usEast1);
        const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
        expect(sum(lines.map(({ cents }) => cents))).toBe(totalCents);
        expect(sum(Object.values(byService))).toBe(totalCents);
        expect(lines.every(({ cents }) => Number.isSafeInteger(cents) && cents >= 0)).toBe(true);
      }),
    );
  });

  it.each([
    "eventsPerSecond",
    "eventBytes",
    "queriesPerDay",
    "scanBytesPerQuery",
    "month",
    "parquetRatio",
    "activePartitions",
    "invocationMilliseconds",
    "crawlerDpus",
    "crawlMinutes",
    "notificationsPerMonth",
  ] as const)("never falls when %s grows", (name) => {
    fc.assert(
      fc.property(anyUsage, fc.integer({ min: 1, max: 10 }), (usage, factor) => {
        const more = { ...usage, [name]: usage[name] * factor };
        const [before, after] = [usage, more].map((each) =>
          estimate(lake, each, usEast1)
            .lines.filter(
              ({ what }) => name.startsWith("q") || name.startsWith("scan") || !READS.test(what),
            )
            .reduce((sum, { cents }) => sum + cents, 0),
        );
        expect(after).toBeGreaterThanOrEqual(before ?? 0);
      }),
      { numRuns: 40 },
    );
  });

  it("lists an unknown type as unpriced", () => {
    const known = estimate(lake, usageWith(), usEast1);
    const { unpriced, totalCents } = estimate(
      [...lake, resource("aws_redshift_cluster.warehouse", {})],
      usageWith(),
      usEast1,
    );
    expect(totalCents).toBe(known.totalCents);
    expect(unpriced).toContainEqual({
      address: "aws_redshift_cluster.warehouse",
      reason: "there is no price for aws_redshift_cluster",
    });
  });

  it("lists buckets, functions and delivery streams whose usage is unknown", () => {
    const { unpriced } = estimate(
      [
        resource("aws_s3_bucket.results", {}),
        resource("aws_lambda_function.other", {}),
        resource("aws_kinesis_firehose_delivery_stream.direct", {}),
      ],
      usageWith(),
      usEast1,
    );
    expect(unpriced.map(({ address }) => address)).toEqual([
      "aws_s3_bucket.results",
      "aws_lambda_function.other",
      "aws_kinesis_firehose_delivery_stream.direct",
    ]);
  });

  it("notes what part of it the crawlers are, unless they rarely run", () => {
    const { totalCents, notes } = estimate(lake, usageWith(), usEast1);
    expect(notes).toEqual([
      `The crawlers are $107.07 of the $${(totalCents / 100).toFixed(2)}: each run is billed for at least ten minutes, with or without new data. To pay less, set partitions: { type: "crawler", schedule: "${RARE_SCHEDULE}" } for four runs a day, or schedule: false to start them by hand.`,
    ]);
    const rarely = lakeWith("aws_glue_crawler.events", { schedule: RARE_SCHEDULE });
    expect(estimate(rarely, usageWith(), usEast1).notes).toEqual([]);
  });

  it("notes that the shards don't suffice, and that a crawler runs only manually", () => {
    const resources = lakeWith("aws_glue_crawler.events", { schedule: undefined });
    expect(estimate(resources, usageWith({ eventsPerSecond: 2_500 }), usEast1).notes).toEqual([
      "aws_kinesis_stream.events has 1 of the 3 shards that these events need: producers would be throttled.",
      "aws_glue_crawler.events runs only when it is started manually: each run costs at least ten minutes of a DPU.",
    ]);
  });

  it.each([
    ["cron(0 6 ? * MON-FRI *)", 21.726],
    ["cron(0 0 1 * ? *)", 1],
    ["cron(0 0 ? * SUN *)", 4.345],
  ])("counts the runs of %s in a month", (schedule, runs) => {
    const resources = lakeWith("aws_glue_crawler.events", { schedule });
    const crawls = line(
      estimate(resources, usageWith(), usEast1),
      "aws_glue_crawler.events",
      "crawls, minimum of ten minutes",
    );
    expect(crawls.cents).toBe(Math.round((runs / 6) * 44));
  });

  it.each(["dev", "prod"])(
    "leaves no resource of %s, grants of Lake Formation among them, without a price, a rule or a reason",
    (name) => {
      const { resources } = synthesizeLake(environmentOf(name, { lakeFormation: {} }));
      const { lines, free, unpriced } = estimate(
        Object.entries(resources).map(([address, values]) => resource(address, values)),
        usageWith(),
        usEast1,
      );
      const listed = new Set([
        ...lines.map((each) => each.resource),
        ...unpriced.map((each) => each.address),
      ]);
      const freeTypes = new Set(free.flatMap(({ types }) => types));
      const silent = Object.keys(resources).filter(
        (address) => !listed.has(address) && !freeTypes.has(address.split(".")[0] ?? ""),
      );
      // Nothing is known of the lines that Firehose and Glue write there: there are none unless something fails.
      expect(silent.filter((address) => !address.startsWith("aws_cloudwatch_log_group."))).toEqual(
        [],
      );
      expect(unpriced.filter(({ reason }) => reason.startsWith("there is no price"))).toEqual([]);
    },
  );
});

const anyUsage: fc.Arbitrary<Usage> = fc
  .record({
    eventsPerSecond: fc.integer({ min: 0, max: 100_000 }),
    eventBytes: fc.integer({ min: 1, max: 100_000 }),
    queriesPerDay: fc.integer({ min: 0, max: 10_000 }),
    scanBytesPerQuery: fc.integer({ min: 0, max: 1e12 }),
    month: fc.integer({ min: 1, max: 60 }),
    parquetRatio: fc.double({ min: 0.01, max: 1, noNaN: true }),
    crawlMinutes: fc.integer({ min: 1, max: 60 }),
  })
  .map(usageWith);

function line({ lines }: Estimate, address: string, what: string) {
  const found = lines.find((each) => each.resource === address && each.what === what);
  if (found === undefined) {
    throw new Error(`No ${what} of ${address}, only ${lines.map((each) => each.what).join("; ")}`);
  }
  return found;
}
