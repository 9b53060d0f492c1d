import { column } from "../../../config/column-type";
import type { Columns } from "../../../config/column-type";
import { sampleEvents } from "../../../config/datasets/sample-events";
import { generateEvents } from "../../../lambda-src/publisher/event-generator";

const now = new Date("2026-12-31T23:59:59.999Z");
/** The values of one column in generated events. */
const values = (type: Columns[string], count = 200) =>
  generateEvents({ value: type }, count, { now }).map(({ value }) => value);

describe("generated events", () => {
  it("have the fields of the dataset and no others", () => {
    const [event] = generateEvents(sampleEvents.columns, 1, { now, random: () => 0 });
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

  it("draw every example and nothing else", () => {
    const drawn = new Set(values(column.string({ examples: ["a", "b", "c"] })));
    expect([...drawn].sort()).toEqual(["a", "b", "c"]);
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

  it("leave small decimals without an exponent", () => {
    for (const value of values(column.decimal(15, 12), 2_000)) {
      expect(JSON.stringify(value)).toMatch(/^\d+(\.\d+)?$/);
    }
    const [tiny] = generateEvents({ value: column.decimal(12, 12) }, 1, {
      random: sequence([...Array<number>(11).fill(0), 0.15]),
    });
    expect(JSON.stringify(tiny)).toBe('{"value":"0.000000000001"}');
  });
});

function sequence(numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}
