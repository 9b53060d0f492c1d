import { column } from "../../../../model/dataset/column-type";
import type { Columns } from "../../../../model/dataset/column-type";
import { sampleEvents } from "../../../fixtures/datasets/sample-events";
import { generateEvents } from "../../../../lambda-src/publisher/generation/event-generator";

const now = new Date("2026-12-31T23:59:59.999Z");
/** The values of one column in generated events, one for each event. */
function values(type: Columns[string], count = 200): unknown[] {
  const events = generateEvents({ columns: { value: type }, eventTimePath: "value" }, count, {
    now,
  });
  expect(events).toHaveLength(count);
  return events.map(({ value }) => value);
}

describe("generated events", () => {
  it("have the fields of the dataset and no others", () => {
    const [event] = generateEvents(sampleEvents, 1, { now, random: () => 0 });
    expect(event).toEqual({
      event: {
        staffName: "Ada Lovelace",
        staffId: 1,
        emailId: "ada@example.com",
        status: "Active",
      },
      metadata: {
        appName: "WebApp",
        eventType: "CREATE_STAFF",
        sourceTimestamp: "2026-12-31T23:59:59.999Z",
      },
    });
  });

  it("use every example and nothing else", () => {
    const drawn = new Set(values(column.string({ examples: ["a", "b", "c"] })));
    expect([...drawn].sort()).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["whole numbers", column.int({ examples: [40, -2, 7] }), -2, 40, 0],
    [
      "fractions with the precision of the examples",
      column.double({ examples: [0.25, 1.5] }),
      0.25,
      1.5,
      2,
    ],
    ["decimals", column.decimal(6, 2, { examples: [10, 10.5] }), 10, 10.5, 1],
  ])("have %s between the smallest and the largest example", (_, type, least, greatest, digits) => {
    const drawn = values(type, 500).map(Number);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(greatest);
    expect(new Set(drawn).size).toBeGreaterThan(5);
    for (const value of drawn) expect(Number(value.toFixed(digits))).toBe(value);
  });

  it.each([
    ["milliseconds", 1_531_000_000_000, 1_798_761_599_999],
    ["seconds", 1_531_000_000, 1_798_761_599],
  ])("have times in %s if an example does", (_, example, last) => {
    expect(values(column.timestamp({ examples: [example] })).at(-1)).toBe(last);
  });

  it("have other timestamps within the hour before", () => {
    const [event] = generateEvents({ columns: { at: column.timestamp() } }, 1, {
      now,
      random: () => 0.5,
    });
    expect(event).toEqual({ at: "2026-12-31T23:29:59.999Z" });
  });

  it.each([
    [
      "string",
      column.string({ examples: ["a"] }),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    ["varchar(36)", column.varchar(36), /^[0-9a-f-]{36}$/],
    ["char(12)", column.char(12), /^[0-9a-z]{12}$/],
    ["bigint", column.bigint(), /^[1-9]\d*$/],
    ["int", column.int({ examples: [1] }), /^[1-9]\d*$/],
    ["smallint", column.smallint(), /^[1-9]\d*$/],
  ])("have a unique %s as id", (_, type, pattern) => {
    const ids = generateEvents({ columns: { value: type }, eventIdPath: "value" }, 2_000).map(
      ({ value }) => String(value),
    );
    expect(new Set(ids).size).toBe(2_000);
    for (const id of ids) expect(id).toMatch(pattern);
  });

  it.each([
    ["tinyint", column.tinyint(), 127],
    ["smallint", column.smallint(), 32_767],
    ["int", column.int(), 40_000],
    ["bigint", column.bigint(), 40_000],
  ])("count %s values up from 1", (_, type, last) => {
    const counted = values(type, last);
    expect(counted).toEqual(Array.from({ length: last }, (_unused, index) => index + 1));
  });

  it("keep tinyint values within a byte", () => {
    expect(values(column.tinyint(), 130).slice(-4)).toEqual([127, 1, 2, 3]);
  });

  it("end at now, a millisecond apart", () => {
    expect(values(column.timestamp(), 3)).toEqual([
      "2026-12-31T23:59:59.997Z",
      "2026-12-31T23:59:59.998Z",
      "2026-12-31T23:59:59.999Z",
    ]);
    expect(values(column.date(), 1)).toEqual(["2026-12-31"]);
  });

  it.each([
    ["boolean", column.boolean(), /^(true|false)$/],
    ["float", column.float(), /^\d{1,3}(\.\d{1,2})?$/],
    ["double", column.double(), /^\d{1,3}(\.\d{1,2})?$/],
    ["string", column.string(), /^"value-\d+"$/],
    ["binary", column.binary(), /^"[A-Za-z\d+/]{16}"$/],
    ["decimal(5,2)", column.decimal(5, 2), /^\d{1,3}(\.\d{1,2})?$/],
    ["decimal(4,0)", column.decimal(4, 0), /^\d{1,4}$/],
    ["decimal(3,3)", column.decimal(3, 3), /^0(\.\d{1,3})?$/],
    ["decimal(38,6)", column.decimal(38, 6), /^"\d{1,32}\.\d{6}"$/],
    ["char(3)", column.char(3), /^".{3}"$/],
    ["varchar(4)", column.varchar(4), /^".{1,4}"$/],
    ["array", column.array(column.boolean()), /^\[(true|false)(,(true|false)){0,2}\]$/],
    [
      "map",
      column.map(column.string(), column.boolean()),
      /^\{"key-1":(true|false)(,"key-\d":(true|false)){0,2}\}$/,
    ],
    [
      "map with whole-number keys",
      column.map(column.int(), column.boolean()),
      /^\{"1":(true|false)(,"\d":(true|false)){0,2}\}$/,
    ],
    ["struct", column.struct({ inner: column.array(column.int()) }), /^\{"inner":\[\d+.*\]\}$/],
  ])("hold valid %s values", (_, type, pattern) => {
    for (const value of values(type)) expect(JSON.stringify(value)).toMatch(pattern);
  });

  it("have small decimals without an exponent", () => {
    for (const value of values(column.decimal(15, 12), 2_000)) {
      expect(JSON.stringify(value)).toMatch(/^\d+(\.\d+)?$/);
    }
    const [tiny] = generateEvents({ columns: { value: column.decimal(12, 12) } }, 1, {
      random: sequence([...Array<number>(11).fill(0), 0.15]),
    });
    expect(JSON.stringify(tiny)).toBe('{"value":"0.000000000001"}');
  });
});

function sequence(numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}
