import fc from "../../../support/random/seeded-fast-check";
import { partitionKeyAt } from "../../../../lambda-src/publisher/sending/partition-key";
import {
  MAXIMUM_BATCH_BYTES,
  MAXIMUM_BATCH_RECORDS,
  MAXIMUM_RECORD_BYTES,
  toBatches,
  toRecord,
} from "../../../../lambda-src/publisher/sending/record-batches";
import type { StreamRecord } from "../../../../lambda-src/publisher/sending/record-batches";

let keys = 0;
const recordOf = (bytes: number, index = 0): StreamRecord => ({
  index,
  data: new Uint8Array(),
  partitionKey: `${(keys += 1)}`,
  bytes,
});
const sum = (batch: readonly StreamRecord[]) =>
  batch.reduce((total, { bytes }) => total + bytes, 0);

describe("a record", () => {
  it("is one line of JSON", () => {
    const { data, partitionKey } = toRecord({ id: 7, name: "Zoë\n" }, 0, partitionKeyAt("id"));
    expect(Buffer.from(data).toString()).toBe('{"id":7,"name":"Zoë\\n"}\n');
    expect(partitionKey).toBe("7");
  });

  it("counts the bytes of data and key", () => {
    // {"id":"ë"} is 11 bytes in UTF-8, the newline 1, the key 2.
    expect(toRecord({ id: "ë" }, 0, partitionKeyAt("id")).bytes).toBe(14);
  });
});

describe("batching", () => {
  it.each([
    [0, []],
    [1, [1]],
    [500, [500]],
    [501, [500, 1]],
    [1_001, [500, 500, 1]],
  ])("puts %i small records into batches of %j", (count, sizes) => {
    const batches = toBatches(
      Array.from({ length: count }, () => recordOf(10)),
      "kept",
    );
    expect(batches.map(({ length }) => length)).toEqual(sizes);
  });

  it("fills a request to its last byte", () => {
    const records = Array.from({ length: 5 }, () => recordOf(MAXIMUM_BATCH_BYTES / 5));
    expect(toBatches(records, "kept")).toHaveLength(1);
    expect(toBatches([...records, recordOf(1)], "kept").map(({ length }) => length)).toEqual([
      5, 1,
    ]);
  });

  it("keeps every record, in order, within the limits, in as few batches as order allows", () => {
    const sizes = fc.array(fc.integer({ min: 4, max: MAXIMUM_RECORD_BYTES }), { maxLength: 1_500 });
    const small = fc.array(fc.integer({ min: 4, max: 20_000 }), { maxLength: 1_500 });
    fc.assert(
      fc.property(fc.oneof(sizes, small), (all) => {
        const records = all.map(recordOf);
        const batches = toBatches(records, "kept");
        expect(batches.flat()).toEqual(records);
        batches.forEach((batch, position) => {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(MAXIMUM_BATCH_RECORDS);
          expect(sum(batch)).toBeLessThanOrEqual(MAXIMUM_BATCH_BYTES);
          const next = batches[position + 1]?.[0];
          if (next === undefined) return;
          expect(
            batch.length === MAXIMUM_BATCH_RECORDS || sum(batch) + next.bytes > MAXIMUM_BATCH_BYTES,
          ).toBe(true);
        });
      }),
      { numRuns: 50 },
    );
  });
});
