import fc from "../../support/random/seeded-fast-check";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { createHandler } from "../../../lambda-src/publisher/handler";
import { MAXIMUM_PARTITION_KEY_LENGTH } from "../../../lambda-src/publisher/sending/partition-key";
import { hostileRecord, hugeRecords } from "../../support/random/hostile-records";
import { resolveDataset } from "../../../model/dataset/resolve-dataset";

/** Publishes to a stream that accepts everything. */
async function publish(input: unknown, partitionKeyPath?: string) {
  const lines: string[] = [];
  const keys: string[] = [];
  const handler = createHandler({
    dataset: resolveDataset(sampleEvents),
    settings: () => ({ streamName: "events", partitionKeyPath }),
    putRecords: (_, records) => {
      lines.push(...records.map(({ data }) => Buffer.from(data).toString("utf8")));
      keys.push(...records.map(({ partitionKey }) => partitionKey));
      return Promise.resolve({ Records: records.map(() => ({ SequenceNumber: "1" })) });
    },
  });
  try {
    const { published } = await handler(input, { getRemainingTimeInMillis: () => 60_000 });
    return { published, lines, keys };
  } catch (error) {
    return { rejected: error instanceof Error ? error : new Error(String(error)), lines, keys };
  }
}

/** Lambda only passes input that is valid JSON. */
function parsed(record: Buffer): { readonly input: unknown } | undefined {
  try {
    return { input: JSON.parse(record.toString("utf8")) };
  } catch {
    return undefined;
  }
}

/** How many inputs were published, and how many were rejected. */
const outcomes = { published: 0, rejected: 0 };

function expectAllOrNothing(input: unknown, outcome: Awaited<ReturnType<typeof publish>>): void {
  outcomes[outcome.rejected === undefined ? "published" : "rejected"] += 1;
  if (outcome.rejected !== undefined) {
    expect(outcome.rejected.name).toBe("InvalidInputError");
    expect(outcome.rejected.message).toMatch(/^Nothing was published/);
    expect(outcome.rejected.message.length).toBeLessThan(5_000);
    expect(outcome.lines).toEqual([]);
    return;
  }
  const events = Array.isArray(input) ? input : [input];
  expect(outcome.published).toBe(outcome.lines.length);
  const isGenerated = !Array.isArray(input) && Object.keys(input as object).join() === "count";
  if (!isGenerated) {
    expect(outcome.lines).toEqual(events.map((event) => `${JSON.stringify(event)}\n`));
  }
  for (const key of outcome.keys) {
    expect([...key].length).toBeGreaterThan(0);
    expect([...key].length).toBeLessThanOrEqual(MAXIMUM_PARTITION_KEY_LENGTH);
  }
}

describe("hostile input of the publisher", () => {
  beforeEach(() => Object.assign(outcomes, { published: 0, rejected: 0 }));

  const path = fc.constantFrom(
    undefined,
    "event.staffId",
    "__proto__.polluted",
    "constructor.name",
    "a.a.a",
    "",
  );

  it("is published completely, or rejected completely with a reason", async () => {
    await fc.assert(
      fc.asyncProperty(hostileRecord, path, async (record, keyPath) => {
        const given = parsed(record);
        if (given === undefined) return;
        expectAllOrNothing(given.input, await publish(given.input, keyPath));
        const several = [given.input, { event: {} }];
        expectAllOrNothing(several, await publish(several, keyPath));
      }),
      { numRuns: 300 },
    );
    // Otherwise only one of the outcomes would be tested.
    expect(Math.min(outcomes.published, outcomes.rejected)).toBeGreaterThan(5);
  });

  it("may be any JSON value", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ count: fc.jsonValue() })),
        async (input) => {
          const isLarge =
            typeof input === "object" &&
            input !== null &&
            "count" in input &&
            typeof input.count === "number" &&
            input.count > 100;
          if (!isLarge) expectAllOrNothing(input, await publish(input));
        },
      ),
    );
    expect(Math.min(outcomes.published, outcomes.rejected)).toBeGreaterThan(5);
  });

  it.each(hugeRecords.filter(([, record]) => parsed(record) !== undefined))(
    "of %s too",
    async (_, record) => {
      const input = parsed(record)?.input;
      expectAllOrNothing(input, await publish(input));
    },
  );

  it("nested deeper than JSON can be serialized is rejected", async () => {
    let event: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) event = { event };
    const outcome = await publish(event);
    expect(outcome.rejected?.message).toMatch(/^Nothing was published.*nested/);
    const listed = await publish([{ event: {} }, event]);
    expect(listed.rejected?.message).toContain("event 1");
  });
});
