import fc, { SEED } from "../../support/random/seeded-fast-check";
import { randomNumbers } from "../../support/random/random-numbers";
import { BATCH, Lake } from "./support/replayed-lake";

describe(`the order of a partition key in a replay (FC_SEED=${SEED})`, () => {
  it("is that of the source, across batches and runs, with nothing lost or sent twice", async () => {
    const plans = fc.record({
      records: fc.integer({ min: 0, max: 40 }),
      keys: fc.constantFrom(1, 2, 5),
      rejected: fc.constantFrom(0.1, 0.5, 0.9),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(plans, async ({ records, keys, rejected, seed }) => {
        const random = randomNumbers(seed);
        const lake = new Lake();
        const events = Array.from({ length: records }, (_, id) => ({
          id,
          key: Math.floor(random() * keys),
        }));
        lake.fail(events);
        lake.rejects = () => random() < rejected;
        // Each rejection to the last try leaves the rest of its key to the next run.
        for (let runs = 0; runs < 5; runs += 1) {
          // A batch of the ledger holds several records of a key, and each goes in a request of its own.
          await lake.run({}, { partitionKeyPath: "key", rate: 3 * BATCH });
        }
        lake.rejects = () => false;
        const last = await lake.run({}, { partitionKeyPath: "key" });
        expect(last.totals).toMatchObject({ read: records, failed: 0 });
        const sent = lake.sent.map((data) => JSON.parse(data) as { id: number; key: number });
        expect(sent).toHaveLength(records);
        for (let key = 0; key < keys; key += 1) {
          const idsOf = (all: typeof sent) =>
            all.filter((each) => each.key === key).map(({ id }) => id);
          expect(idsOf(sent)).toEqual(idsOf(events));
        }
      }),
      { numRuns: 60 },
    );
  });
});
