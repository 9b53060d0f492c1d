import fc from "../../../support/random/seeded-fast-check";
import { hiveColumns } from "../../../../cli/dataset/hive-columns";
import { compileContract } from "../../../../model/contract/compile-contract";
import type { Dataset } from "../../../../model/dataset/dataset";
import { datasets } from "../../../fixtures/datasets";
import { generateEvents } from "../../../../lambda-src/publisher/generation/event-generator";
import type { JsonEvent } from "../../../../lambda-src/publisher/sending/partition-key";
import { RecordConverter } from "../../../../formats/record-conversion";
import { datasetArbitrary } from "../../../support/random/dataset-arbitrary";

const now = new Date("2026-11-25T21:00:00.000Z");

/** Reproducible pseudo-random numbers. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The value at a dotted path. */
function valueAt(event: JsonEvent, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as JsonEvent | undefined)?.[name], event); // Every step is an object.
}

/** Rows of the events as Firehose converts them; throws if it could not. */
function convert(dataset: Dataset, events: readonly JsonEvent[]): string[] {
  const converter = new RecordConverter(hiveColumns(dataset.columns));
  return events.flatMap((event) => converter.convert(Buffer.from(JSON.stringify(event))));
}

describe("generated events of any dataset", () => {
  it("conform to the contract, and are converted with every value", () => {
    fc.assert(
      fc.property(datasetArbitrary, fc.nat(), (dataset, seed) => {
        const events = generateEvents(dataset, 3, { now, random: seeded(seed) });
        const violations = events.flatMap(compileContract(dataset));
        expect(violations).toEqual([]);
        for (const row of convert(dataset, events)) expect(row).not.toMatch(/:null\b/);
      }),
      { numRuns: 40 },
    );
  });

  it("are the same for the same time and the same random numbers", () => {
    fc.assert(
      fc.property(datasetArbitrary, fc.nat(), (dataset, seed) => {
        const make = () => generateEvents(dataset, 2, { now, random: seeded(seed) });
        expect(make()).toEqual(make());
      }),
      { numRuns: 30 },
    );
  });

  it("have unique ids, and times of the last seconds", () => {
    fc.assert(
      fc.property(datasetArbitrary, fc.nat(), (dataset, seed) => {
        const { eventIdPath, eventTimePath } = dataset;
        fc.pre(eventIdPath !== undefined && eventTimePath !== undefined);
        const events = generateEvents(dataset, 50, { now, random: seeded(seed) });
        expect(new Set(events.map((event) => valueAt(event, eventIdPath))).size).toBe(50);
        expect(valueAt(events[49] ?? {}, eventTimePath)).toBe(now.toISOString());
      }),
      { numRuns: 20 },
    );
  });
});

describe.each(datasets.map((dataset) => [dataset.name, dataset] as const))(
  "generated events of %s",
  (_name, dataset) => {
    const events = generateEvents(dataset, 500);

    it("conform to the contract", () => {
      expect(events.flatMap(compileContract(dataset))).toEqual([]);
    });

    it("are converted", () => {
      expect(convert(dataset, events)).toHaveLength(500);
    });
  },
);
