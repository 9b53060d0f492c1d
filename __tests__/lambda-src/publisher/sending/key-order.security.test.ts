import fc, { SEED } from "../../../support/random/seeded-fast-check";
import { sampleEvents } from "../../../fixtures/datasets/sample-events";
import { createHandler } from "../../../../lambda-src/publisher/handler";
import { partitionKeyAt } from "../../../../lambda-src/publisher/sending/partition-key";
import { sendBatches } from "../../../../lambda-src/publisher/sending/put-records";
import type { PutRecords, SendOptions } from "../../../../lambda-src/publisher/sending/put-records";
import { toBatches, toRecord } from "../../../../lambda-src/publisher/sending/record-batches";
import type { StreamRecord } from "../../../../lambda-src/publisher/sending/record-batches";
import { randomNumbers } from "../../../support/random/random-numbers";
import { resolveDataset } from "../../../../model/dataset/resolve-dataset";

const RUNS = 100;

/** A sink that rejects, fails and loses responses at random, and keeps the order in which it accepted records. */
class RandomSink {
  readonly taken: StreamRecord[] = [];

  constructor(
    private readonly random: () => number,
    private readonly odds: {
      readonly rejected: number;
      readonly dropped: number;
      readonly answerLost: number;
    },
  ) {}

  readonly putRecords: PutRecords = (records) => {
    if (this.random() < this.odds.dropped) return Promise.reject(reset());
    const answers = records.map((record) => {
      if (this.random() < this.odds.rejected) {
        return { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "later" };
      }
      this.taken.push(record);
      return { SequenceNumber: `${this.taken.length}` };
    });
    if (this.random() < this.odds.answerLost) return Promise.reject(reset());
    return Promise.resolve({ Records: answers });
  };
}

/** Positions of the records of each key, each at its first occurrence. */
function byKey(records: readonly StreamRecord[]): Map<string, number[]> {
  const found = new Map<string, Set<number>>();
  for (const { partitionKey, index } of records) {
    found.set(partitionKey, (found.get(partitionKey) ?? new Set()).add(index));
  }
  return new Map([...found].map(([key, indexes]) => [key, [...indexes]]));
}

function reset(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}

/** Sends without real waiting, on a fake clock that waits advance. */
function options(sink: RandomSink, random: () => number, timeMs: number): SendOptions {
  let remaining = timeMs;
  return {
    order: "kept",
    putRecords: sink.putRecords,
    remainingMs: () => remaining,
    wait: (ms) => Promise.resolve((remaining -= ms)),
    random,
    policy: { maximumAttempts: 4, baseDelayMs: 100, maximumDelayMs: 300, reserveMs: 0 },
  };
}

describe(`order within a partition key (FC_SEED=${SEED})`, () => {
  const plans = fc.record({
    records: fc.integer({ min: 0, max: 1_200 }),
    keys: fc.constantFrom(1, 2, 7, 40, 600),
    rejected: fc.constantFrom(0, 0.05, 0.4),
    dropped: fc.constantFrom(0, 0.1),
    answerLost: fc.constantFrom(0, 0.1),
    timeMs: fc.constantFrom(300, 5_000, 1_000_000),
    seed: fc.nat(),
  });

  it("is kept, and nothing is lost, whatever the sink rejects", async () => {
    let ordered = 0;
    await fc.assert(
      fc.asyncProperty(plans, async ({ records: count, keys, seed, timeMs, ...odds }) => {
        const random = randomNumbers(seed);
        const sink = new RandomSink(random, odds);
        const records = Array.from({ length: count }, (_, index) =>
          toRecord({ key: Math.floor(random() * keys) }, index, partitionKeyAt("key")),
        );
        const result = await sendBatches(toBatches(records, "kept"), options(sink, random, timeMs));

        const failed = new Map(result.failed.map((each) => [each.index, each]));
        const taken = new Set(sink.taken.map(({ index }) => index));
        expect(result.published + failed.size).toBe(count);
        // Confirmed records are in the stream, and records that are reported as not published are not.
        const wronglyIn = records.filter(
          ({ index }) =>
            failed.has(index) && failed.get(index)?.mayBePublished !== true && taken.has(index),
        );
        const lost = records.filter(({ index }) => !failed.has(index) && !taken.has(index));
        expect({ wronglyIn, lost }).toEqual({ wronglyIn: [], lost: [] });
        const given = byKey(records);
        ordered += [...given.values()].filter((positions) => positions.length > 1).length;
        for (const [key, order] of byKey(sink.taken)) {
          // Nothing is sent after a record that was not confirmed.
          expect(given.get(key)?.slice(0, order.length)).toEqual(order);
        }
      }),
      { numRuns: RUNS },
    );
    // Keys with several records; with one record every order is correct.
    expect(ordered).toBeGreaterThan(RUNS);
  });

  it("holds back later records of a key whose record is rejected in the last attempt", async () => {
    const rejectsFirst: PutRecords = (records) =>
      Promise.resolve({
        Records: records.map(({ index }) =>
          index === 0 ? { ErrorCode: "InternalFailure" } : { SequenceNumber: `${index}` },
        ),
      });
    const records = ["a", "a", "b", "a"].map((key, index) =>
      toRecord({ key }, index, partitionKeyAt("key")),
    );
    const result = await sendBatches(toBatches(records, "kept"), {
      order: "kept",
      putRecords: rejectsFirst,
      remainingMs: () => 60_000,
      wait: () => Promise.resolve(),
    });
    expect(result.published).toBe(1);
    expect(result.failed.map(({ index, code }) => [index, code])).toEqual([
      [0, "InternalFailure"],
      [1, "HeldBack"],
      [3, "HeldBack"],
    ]);
  });

  it.each([
    ["kept", "by default", {}, [1, 1, 1]],
    ["not kept", "when the dataset is configured so", { partitionKeyOrder: "any" }, [3]],
  ] as const)("is %s by the publisher %s", async (_, _when, settings, requests) => {
    const sizes: number[] = [];
    const handler = createHandler({
      dataset: resolveDataset({ ...sampleEvents, ...settings }),
      settings: () => ({ streamName: "events", partitionKeyPath: "event.staffId" }),
      putRecords: (_stream, records) => {
        sizes.push(records.length);
        return Promise.resolve({ Records: records.map(() => ({ SequenceNumber: "1" })) });
      },
    });
    const event = { event: { staffId: 4 } };
    await handler([event, event, event], { getRemainingTimeInMillis: () => 60_000 });
    expect(sizes).toEqual(requests);
  });
});
