import fc from "../../../support/random/seeded-fast-check";
import { forecast } from "../../../../cli/publish/dry-run/dry-run";
import type { RecordForecast } from "../../../../cli/publish/dry-run/dry-run";
import { column } from "../../../../model/dataset/column-type";
import type { Columns, ColumnType } from "../../../../model/dataset/column-type";
import { compileContract } from "../../../../model/contract/compile-contract";
import type { Dataset } from "../../../../model/dataset/dataset";
import { generateEvents } from "../../../../lambda-src/publisher/generation/event-generator";
import { datasetArbitrary } from "../../../support/random/dataset-arbitrary";

const datasetOf = (columns: Columns): Dataset => ({ name: "one", description: "One.", columns });

async function forecastOf(source: string, dataset: Dataset): Promise<RecordForecast> {
  const [first] = await forecast([{ where: "line 1", source }], dataset, () => undefined);
  if (first === undefined) throw new Error("There is no forecast");
  return first;
}

/** Effects on the one column of a type, of a value as JSON. */
async function effectsOn(type: ColumnType, value: string): Promise<string[]> {
  const { outcome, changes } = await forecastOf(`{"value":${value}}`, datasetOf({ value: type }));
  return outcome === "converted" ? changes.map(({ effect }) => effect) : [outcome];
}

describe("a dry run", () => {
  it.each([
    [column.int(), '"7"', "is parsed as a number"],
    [column.double(), '"1.5"', "is parsed as a number"],
    [column.boolean(), '"yes"', "is parsed as false"],
    [column.string(), "7", "becomes a string"],
    [column.string(), '{"a":1}', "becomes a string"],
    [column.varchar(2), '"abc"', "is truncated to 2 characters"],
    [column.decimal(6, 2), "1.005", "is rounded to 2 decimal places"],
    [column.decimal(6, 2), '"1.005"', "is rounded to 2 decimal places"],
    [column.bigint(), "9007199254740993", "is rounded to 9007199254740992 by the publisher"],
    [
      column.bigint(),
      "1.234567890123456789e18",
      "is rounded to 1234567890123456800 by the publisher",
    ],
    [
      column.double(),
      "0.12345678901234567890",
      "is rounded to 0.12345678901234568 by the publisher",
    ],
    [
      column.double(),
      '"0.12345678901234567890"',
      "is parsed as a number and rounded to 0.12345678901234568",
    ],
    [column.double(), "1e400", "is rounded to null by the publisher"],
    [column.float(), "16777217", "is rounded to 16777216 by the column"],
    [column.float(), "3.14159265358979", "is rounded to 3.1415927 by the column"],
    [
      column.decimal(38, 20),
      "0.12345678901234567890",
      "is rounded to 0.12345678901234568 by the publisher",
    ],
    [
      column.string(),
      "12345678901234567890",
      "is rounded to 12345678901234567000 by the publisher, and becomes a string",
    ],
    [column.string(), "1.10", 'becomes the string "1.1"'],
    [column.timestamp(), '"1700000000"', "is parsed as an epoch"],
    [
      column.timestamp(),
      "1700000000000000",
      "is outside the years 1677 to 2262, and becomes EPOCH",
    ],
    [column.array(column.int()), "5", "becomes an array of one element"],
    [column.array(column.int()), '""', "becomes null"],
    [column.struct({ a: column.int() }), "[]", "becomes null"],
    [column.struct({ a: column.int() }), "[1]", "becomes an object: its elements by position"],
    [column.map(column.string(), column.int()), '{"Ab":1}', "becomes ab"],
    [column.struct({ a: column.int() }), '{"b":1}', "is dropped: no field has this name"],
  ])("reports a silent change of a value: %j %s", async (type, value, effect) => {
    const [first = "", ...more] = await effectsOn(type, value);
    expect(more).toEqual([]);
    expect(first.replace(/becomes \d{4}-.*/, "becomes EPOCH")).toBe(effect);
  });

  it.each([
    [column.int(), "7"],
    [column.string(), '"7"'],
    [column.decimal(6, 2), "1.500"],
    [column.double(), "1.10"],
    [column.double(), "1.5e-7"],
    [column.double(), "0E0"],
    [column.float(), "3.14"],
    [column.float(), "1e10"],
    [column.bigint(), "9007199254740992"],
    [column.bigint(), "100000000000000000"],
    [column.int(), "-0"],
    [column.timestamp(), "1704438489123"],
    [column.decimal(38, 0), '"12345678901234567890"'],
    [column.timestamp(), "1700000000"],
    [column.timestamp(), '"2026-11-25T21:00:00Z"'],
    [column.struct({ staffId: column.int() }), '{"STAFFID":1}'],
    [column.int(), "null"],
  ])("reports nothing for a value that is stored as sent: %j %s", async (type, value) => {
    expect(await effectsOn(type, value)).toEqual([]);
  });

  it("names the value that the lake holds of a repeated key", async () => {
    const dataset = datasetOf({
      a: column.int(),
      s: column.struct({ b: column.string({ personal: true }) }),
      m: column.map(column.string(), column.int()),
    });
    const source = '{"a":1,"a":2,"a":3,"s":{"b":"x","b":"yz"},"m":{"k":1,"k":2}}';
    const last = "is dropped: the key is repeated, and the lake holds its last value,";
    expect(await forecastOf(source, dataset)).toMatchObject({
      outcome: "converted",
      changes: [
        { path: "a", value: "1, 2", effect: `${last} 3` },
        { path: "s.b", value: "text (length 1)", effect: `${last} text (length 2)` },
        { path: "m.k", value: "1", effect: `${last} 2` },
      ],
    });
  });

  it("reports Firehose's code and reason of a record that fails, and not its changes", async () => {
    const dataset = datasetOf({ id: column.int(), at: column.timestamp() });
    expect(await forecastOf('{"id":"x","more":1}', dataset)).toMatchObject({
      outcome: "failed",
      error: {
        code: "DataFormatConversion.MalformedData",
        reason: 'Data does not match the schema. Column id: expected int, found "x".',
      },
      changes: [],
    });
    expect(await forecastOf('{"id":', dataset)).toMatchObject({
      outcome: "failed",
      error: { code: "DataFormatConversion.ParseError" },
      violations: [],
    });
    expect(await forecastOf("[1]", dataset)).toMatchObject({ outcome: "failed" });
  });

  it("reports what the publisher rejects: a record that is too large, and a contract violation if the dataset rejects it", async () => {
    const dataset = datasetOf({ id: column.string(), kind: column.int() });
    const large = `{"id":"${"x".repeat(1024 * 1000)}"}`;
    expect(await forecastOf(large, dataset)).toMatchObject({
      outcome: "rejected",
      error: { code: "RecordTooLarge" },
    });
    const wrong = '{"kind":"7"}';
    expect(await forecastOf(wrong, dataset)).toMatchObject({ outcome: "converted" });
    expect(await forecastOf(wrong, { ...dataset, validation: "reject" })).toMatchObject({
      outcome: "rejected",
      error: { code: "ContractViolation" },
      violations: [{ path: "kind", value: '"7"' }],
    });
  });

  it("names the path in the event, and never a personal value", async () => {
    const dataset = datasetOf({
      lines: column.array(
        column.struct({ price: column.int(), to: column.string({ personal: true }) }),
      ),
    });
    const { changes } = await forecastOf(
      '{"lines":[{"price":1},{"Price":"2","To":4711}],"x":"y"}',
      dataset,
    );
    expect(changes).toEqual([
      { path: "lines[1].Price", value: '"2"', effect: "is parsed as a number" },
      { path: "lines[1].To", value: "a number", effect: "becomes a string" },
      { path: "x", value: "text (length 1)", effect: "is dropped: no field has this name" },
    ]);
    const rounded = await forecastOf('{"lines":[{"to":12345678901234567890}]}', dataset);
    expect(rounded.changes).toEqual([
      {
        path: "lines[0].to",
        value: "a number",
        effect: "is rounded to another value by the publisher, and becomes a string",
      },
    ]);
    const whole = await forecastOf('{"lines":{"to":"Ada"}}', dataset);
    expect(whole.changes).toEqual([
      { path: "lines", value: "an object", effect: "becomes an array of one element" },
    ]);
  });

  it("reports nothing for generated events of any dataset", async () => {
    await fc.assert(
      fc.asyncProperty(datasetArbitrary, async (dataset) => {
        const records = generateEvents(dataset, 2).map((event) => ({
          where: "",
          source: JSON.stringify(event),
        }));
        for (const each of await forecast(records, dataset, () => undefined)) {
          expect(each).toEqual({ where: "", outcome: "converted", changes: [], violations: [] });
        }
        expect(compileContract(dataset)({})).toHaveLength(
          dataset.eventIdPath === undefined ? 0 : 1,
        );
      }),
      { numRuns: 15 },
    );
  });
});
