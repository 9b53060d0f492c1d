import fc from "../../support/random/seeded-fast-check";
import { priceTableOf } from "../../../cli/cost/prices";
import { sizeFor, sizeLake } from "../../../cli/cost/sizing";
import { isWithin, serviceLimits } from "../../../model/validation/service-limits";
import { lake } from "./support/costed-lake";

const prices = priceTableOf("us-east-1");
const loads = fc.record({
  eventsPerSecond: fc.oneof(
    fc.integer({ min: 1, max: 5_000_000 }),
    fc.double({ min: 0.001, max: 10, noNaN: true }),
  ),
  eventBytes: fc.integer({ min: 2, max: 1_000_000 }),
});

describe("the sizing of a load", () => {
  it("has shards for all records and all bytes, with headroom", () => {
    fc.assert(
      fc.property(loads, (load) => {
        const { shards, eventsPerRecord } = sizeFor(load);
        const { eventsPerSecond, eventBytes } = load;
        expect(Number.isInteger(shards)).toBe(true);
        // The stricter of the two megabytes in AWS's pages.
        expect(shards * 1_000_000).toBeGreaterThan(eventsPerSecond * eventBytes);
        expect(shards * 1_000).toBeGreaterThan(eventsPerSecond / eventsPerRecord);
      }),
    );
  });

  it("has settings that the services and the configuration allow", () => {
    fc.assert(
      fc.property(loads, (load) => {
        const { buffering, eventsPerRecord } = sizeFor(load);
        expect(isWithin(serviceLimits.convertedBufferSize, buffering.sizeMiB)).toBe(true);
        expect(isWithin(serviceLimits.bufferInterval, buffering.intervalSeconds)).toBe(true);
        expect(buffering.intervalSeconds).toBeGreaterThanOrEqual(60);
        expect(eventsPerRecord).toBeGreaterThanOrEqual(1);
        expect(Number.isInteger(eventsPerRecord)).toBe(true);
      }),
    );
  });

  it.each([
    [{ eventsPerSecond: 0.1, eventBytes: 500 }, 1],
    // No event waits for others longer than a second.
    [{ eventsPerSecond: 7, eventBytes: 500 }, 7],
    [{ eventsPerSecond: 1_000, eventBytes: 500 }, 51],
    [{ eventsPerSecond: 1_000, eventBytes: 12_800 }, 2],
    [{ eventsPerSecond: 1_000, eventBytes: 12_801 }, 1],
    [{ eventsPerSecond: 1_000, eventBytes: 900_000 }, 1],
  ])("packs %j into %d events per record", (load, expected) => {
    expect(sizeFor(load).eventsPerRecord).toBe(expected);
  });

  it.each([
    // 128 MiB of Parquet in an hour are 149,131 bytes of JSON a second.
    [149, "day"],
    [150, "hour"],
  ])("partitions %d kilobytes per second by %s", (kilobytes, expected) => {
    const load = { eventsPerSecond: kilobytes, eventBytes: 1_000 };
    expect(sizeFor(load).partitionGranularity).toBe(expected);
  });

  it.each([
    [100, 900],
    [1_000, 300],
    [10_000, 60],
    [1_000_000, 60],
  ])("buffers %d events per second for %d seconds", (eventsPerSecond, expected) => {
    expect(sizeFor({ eventsPerSecond, eventBytes: 500 }).buffering).toEqual({
      sizeMiB: 128,
      intervalSeconds: expected,
    });
  });
});

describe("a sized lake", () => {
  const size = (eventsPerSecond: number) =>
    sizeLake(lake, { eventsPerSecond, eventBytes: 500 }, prices);

  it("writes per hour what it receives per hour", () => {
    for (const eventsPerSecond of [1, 100, 10_000]) {
      const { objectBytes, objectsPerHour, parquetBytesPerHour } = size(eventsPerSecond);
      expect(objectBytes * objectsPerHour).toBeCloseTo(parquetBytesPerHour);
      expect(parquetBytesPerHour).toBe(eventsPerSecond * 500 * 0.25 * 3600);
    }
  });

  it("fills its objects under enough load, and writes one per interval otherwise", () => {
    expect(size(1_000_000).objectBytes).toBeCloseTo(32 * 1024 ** 2);
    expect(size(100).objectsPerHour).toBe(4);
  });

  it("costs more with more events, and less with packed ones", () => {
    const costs = [1, 100, 10_000, 1_000_000].map((each) => size(each).cents);
    for (const kind of ["provisioned", "onDemand", "unpacked"] as const) {
      const cents = costs.map((each) => each[kind]);
      expect(cents).toEqual([...new Set(cents)].sort((a, b) => a - b));
    }
    for (const { provisioned, onDemand, unpacked } of costs.slice(1)) {
      expect(unpacked).toBeGreaterThan(Math.min(provisioned, onDemand));
    }
  });

  it("costs the same for any previous size of the lake", () => {
    const onDemand = lake.map((each) =>
      each.type === "aws_kinesis_stream"
        ? { ...each, values: { ...each.values, stream_mode_details: { stream_mode: "ON_DEMAND" } } }
        : each,
    );
    const load = { eventsPerSecond: 5_000, eventBytes: 500 };
    expect(sizeLake(onDemand, load, prices)).toEqual(size(5_000));
  });
});
