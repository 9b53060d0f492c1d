import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "../../support/random/seeded-fast-check";
import { hiveColumns } from "../../../cli/dataset/hive-columns";
import { column } from "../../../model/dataset/column-type";
import type { ColumnType } from "../../../model/dataset/column-type";
import { compileContract } from "../../../model/contract/compile-contract";
import { violationText } from "../../../model/contract/contract-violation";
import type { Dataset } from "../../../model/dataset/dataset";
import { earthquakes } from "../../fixtures/datasets/earthquakes";
import { RecordConverter } from "../../../formats/record-conversion";
import { projectFolder } from "../../../local/home/lake-home";
import { recordsArbitrary } from "../../local/firehose/support/generated-records";
import { datasetArbitrary } from "../../support/random/dataset-arbitrary";

const orders: Dataset = {
  name: "orders",
  description: "Orders.",
  columns: {
    order_id: column.string(),
    buyer: column.struct(
      { name: column.string(), age: column.tinyint(), emails: column.array(column.string()) },
      { personal: true },
    ),
    lines: column.array(column.struct({ price: column.decimal(6, 2) })),
    labels: column.map(column.string(), column.boolean()),
    made_at: column.timestamp(),
  },
  eventIdPath: "order_id",
};
const check = compileContract(orders);
const texts = (event: unknown) => check(event).map(violationText);

const ofType = (type: ColumnType) =>
  compileContract({ name: "one", description: "One.", columns: { value: type } });

describe("a contract", () => {
  it("accepts an event with every field, and one with only the id", () => {
    const full = {
      order_id: "a",
      buyer: { name: "Ada", age: 36, emails: ["ada@example.com", null] },
      lines: [{ price: 12.5 }, { price: "12.50" }, null],
      labels: { gift: true, "1": null },
      made_at: "2026-11-25T21:00:00Z",
    };
    expect(check(full)).toEqual([]);
    expect(check({ order_id: "a" })).toEqual([]);
    expect(check({ order_id: "a", buyer: null, lines: null, labels: null, made_at: null })).toEqual(
      [],
    );
  });

  it.each([
    [{}, "order_id is missing, expected text, since it identifies the event"],
    [{ order_id: null }, "order_id is null, expected text"],
    [{ lines: [{ price: "1,5" }] }, 'lines[0].price is "1,5", expected a number of at most 4 '],
    [{ lines: {} }, "lines is {}, expected an array, or null"],
    [{ labels: { gift: "yes" } }, 'labels.gift is "yes", expected true or false, or null'],
    [{ labels: { Gift: true } }, "labels.Gift is a key of the map, expected a key without upper"],
    [{ made_at: "yesterday" }, 'made_at is "yesterday", expected a time in UTC such as "20'],
    [{ made_at: "x".repeat(80) }, `made_at is "${"x".repeat(59)}…, expected a time`],
    [{ Made_At: 1 }, "Made_At is a number, expected no field of that name, which Firehose would"],
    [[], "the event is an array, expected a JSON object"],
    [null, "the event is null, expected a JSON object"],
  ])("reports the violation of %j", (event, expected) => {
    const whole = Array.isArray(event) || event === null || "order_id" in event;
    const lines = texts(
      whole || Object.keys(event).length === 0 ? event : { order_id: "a", ...event },
    );
    expect(lines).toEqual([expect.stringContaining(expected)]);
  });

  it("accepts every earthquake as the Geological Survey published it", () => {
    const published = JSON.parse(
      readFileSync(join(projectFolder, "node_modules/vega-datasets/data/earthquakes.json"), "utf8"),
    ) as { readonly features: readonly unknown[] }; // GeoJSON.
    expect(published.features).toHaveLength(1707);
    expect(published.features.flatMap(compileContract(earthquakes))).toEqual([]);
  });

  it("reports every violation of an event once, with its path", () => {
    expect(
      check({ order_id: 7, lines: [{ price: 1e9 }, { prize: 1 }], made_at: 5e10 }).map(
        ({ path }) => path,
      ),
    ).toEqual(["order_id", "lines[0].price", "lines[1].prize", "made_at"]);
  });

  it("never shows a value that is personal or of an unknown field", () => {
    const violations = check({
      order_id: "a",
      buyer: { name: 1815, age: "thirty-six", emails: "ada@example.com", phone: "0815" },
      phone: "0815",
    });
    expect(violations.map(({ path, value }) => [path, value]).sort()).toEqual([
      ["buyer.age", "text (length 10)"],
      ["buyer.emails", "text (length 15)"],
      ["buyer.name", "a number"],
      ["buyer.phone", "text (length 4)"],
      ["phone", "text (length 4)"],
    ]);
    expect(texts({ order_id: "a", buyer: "Ada" })).toEqual([
      "buyer is text (length 3), expected an object, or null",
    ]);
  });

  it("truncates a long unknown key", () => {
    const [violation] = check({ order_id: "a", ["k".repeat(100_000)]: 1 });
    expect(violation?.path).toHaveLength(201);
  });

  it.each([
    ["boolean", column.boolean(), [true], ["true", 1]],
    ["tinyint", column.tinyint(), [-128, 127], [128, -129, 1.5, "1"]],
    ["int", column.int(), [2_147_483_647], [2_147_483_648, "1", true]],
    [
      "bigint",
      column.bigint(),
      [9_007_199_254_740_991, "1844674407370955161", "-7"],
      [9_007_199_254_740_992, "9223372036854775808", "1.0", "0x1f"],
    ],
    ["float", column.float(), [1.5, -3.4e38], [3.5e38, "1.5", "NaN"]],
    ["double", column.double(), [1e300], ["1e300"]],
    [
      "decimal",
      column.decimal(20, 2),
      [999_999_999_999_999, "123456789012345678.99"],
      [1e15, "1234567890123456789", "1.234", "1e3"],
    ],
    ["a decimal of fractions", column.decimal(2, 2), [0.99, "0.99", "-0.1"], [1, "1", "1.00"]],
    ["varchar", column.varchar(2), ["ab", "🎉🎉"], ["abc", 1]],
    ["binary", column.binary(), ["", "YWI="], ["YWI", "*"]],
    ["date", column.date(), ["2024-02-29"], ["2026-02-29", "0000-01-01", "2026-1-5", 1]],
    [
      "timestamp",
      column.timestamp(),
      [
        "2026-11-25T21:00:00Z",
        "2026-11-25T21:00:00.123456789Z",
        1_700_000_000,
        1_700_000_000.5,
        1_700_000_000_000,
      ],
      [
        "2026-11-25 21:00:00",
        "2026-11-25T21:00:00+00:00",
        "2026-11-25T21:00:00",
        "2026-11-25T24:00:00Z",
        "2026-11-25T21:00:60Z",
        "2026-02-30T00:00:00Z",
        "1700000000",
        0,
        10_000_000_000,
        1_700_000_000_000_000,
      ],
    ],
    [
      "a map with times as keys",
      column.map(column.timestamp(), column.int()),
      [{ "2026-11-25 21:00:00": 1 }],
      [{ "2026-11-25T21:00:00Z": 1 }],
    ],
  ])(
    "accepts of %s only the forms that are delivered without loss",
    (_, type, accepted, rejected) => {
      const checkValue = ofType(type);
      expect(accepted.filter((value) => checkValue({ value }).length > 0)).toEqual([]);
      expect(rejected.filter((value) => checkValue({ value }).length !== 1)).toEqual([]);
    },
  );

  it("accepts nothing that Firehose could not convert", () => {
    let kept = 0;
    fc.assert(
      fc.property(
        datasetArbitrary.chain((dataset) =>
          fc.tuple(fc.constant(dataset), recordsArbitrary(hiveColumns(dataset.columns))),
        ),
        ([dataset, records]) => {
          const keeps = compileContract(dataset);
          const converter = new RecordConverter(hiveColumns(dataset.columns));
          for (const record of records) {
            const written = parse(record);
            if (written === undefined) continue;
            // Without the invalid columns the event is valid, unless its id is one of them.
            const broken = keeps(written).map(({ path }) => path.split(/[.[]/)[0] ?? "");
            const event: Record<string, unknown> = {
              ...(dataset.eventIdPath === "id" ? { id: "1" } : {}),
              ...written,
            };
            for (const name of broken) delete event[name];
            if (Object.keys(event).length === 0 || keeps(event).length > 0) continue;
            kept += 1;
            expect(() => converter.convert(Buffer.from(JSON.stringify(event)))).not.toThrow();
          }
        },
      ),
      { numRuns: 40 },
    );
    // Otherwise the property would be vacuous.
    expect(kept).toBeGreaterThan(30);
  });
});

/** The record as an object, if it is one. */
function parse(record: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(record.toString("utf8"));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined; // Checked by the line above.
  } catch {
    return undefined;
  }
}
