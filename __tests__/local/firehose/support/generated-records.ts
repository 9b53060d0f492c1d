import fc from "../../../support/random/seeded-fast-check";
import type { Arbitrary } from "../../../support/random/seeded-fast-check";
import type { HiveColumn, HiveType } from "../../../../formats/hive-type";

const NAMES = ["a", "b", "name", "staff_id", "x1"];

const scalarType: Arbitrary<HiveType> = fc.oneof(
  fc.constantFrom<HiveType>(
    { kind: "boolean" },
    { kind: "tinyint" },
    { kind: "smallint" },
    { kind: "int" },
    { kind: "bigint" },
    { kind: "float" },
    { kind: "double" },
    { kind: "string" },
    { kind: "binary" },
    { kind: "date" },
    { kind: "timestamp" },
    { kind: "char", length: 3 },
    { kind: "varchar", length: 4 },
    { kind: "decimal", precision: 6, scale: 2 },
    { kind: "decimal", precision: 38, scale: 10 },
  ),
);

const { type } = fc.letrec<{ type: HiveType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: scalarType, weight: 4 },
    { arbitrary: tie("type").map((element): HiveType => ({ kind: "array", element })), weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom<HiveType>({ kind: "string" }, { kind: "int" }), tie("type"))
        .map(([key, value]): HiveType => ({ kind: "map", key, value })),
      weight: 1,
    },
    {
      arbitrary: fieldsOf(tie("type")).map((fields): HiveType => ({ kind: "struct", fields })),
      weight: 2,
    },
  ),
}));

/** The columns of a table, with every type and nesting. */
export const columnsArbitrary: Arbitrary<readonly HiveColumn[]> = fieldsOf(type);

/** Records for these columns: most of them as a producer would write them, some unusual, some invalid. */
export function recordsArbitrary(columns: readonly HiveColumn[]): Arbitrary<readonly Buffer[]> {
  const usual = objectText(columns, false);
  const odd = objectText(columns, true);
  const record = fc.oneof(
    { arbitrary: usual.map((text) => `${text}\n`), weight: 8 },
    { arbitrary: usual, weight: 2 },
    { arbitrary: odd.map((text) => `${text}\n`), weight: 6 },
    { arbitrary: fc.tuple(odd, usual).map(([first, second]) => first + second), weight: 1 },
    {
      arbitrary: fc.tuple(usual, fc.nat()).map(([text, at]) => text.slice(0, at % text.length)),
      weight: 1,
    },
    {
      arbitrary: fc.constantFrom(
        "",
        "\n",
        "[]",
        "null",
        "7",
        "{}",
        "{}\n\n",
        " {}",
        "{}\r\n",
        "{} x",
      ),
      weight: 1,
    },
  );
  const bytes = fc
    .tuple(record, fc.nat(), fc.nat({ max: 50 }))
    // One record in fifty has a modified byte.
    .map(([text, at, luck]) => {
      const data = Buffer.from(text);
      if (luck === 0 && data.length > 0) data[at % data.length] = 0x80 + (at % 128);
      return data;
    });
  return fc.array(bytes, { minLength: 1, maxLength: 40 });
}

function fieldsOf(fieldType: Arbitrary<HiveType>): Arbitrary<HiveColumn[]> {
  return fc
    .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 })
    .chain((names) =>
      fc.tuple(...names.map((name) => fieldType.map((of) => ({ name, type: of })))),
    );
}

function objectText(fields: readonly HiveColumn[], odd: boolean): Arbitrary<string> {
  const members = fields.map(({ name, type: of }) =>
    fc
      .tuple(fc.nat({ max: 20 }), valueText(of, odd))
      .map(([luck, value]) =>
        luck === 0 ? undefined : `${keyText(name, odd && luck === 1)}:${value}`,
      ),
  );
  const extra = odd
    ? [
        fc.constantFrom(
          undefined,
          undefined,
          '"extra":1',
          '"A":2',
          '"other":{"y":[]}',
          '"extra":1e5',
        ),
      ]
    : [];
  return fc.tuple(fc.boolean(), ...members, ...extra).map(([reversed, ...texts]) => {
    const present = texts.filter((text) => text !== undefined);
    if (odd && reversed) present.reverse();
    return `{${present.join(odd && reversed ? ", " : ",")}}`;
  });
}

/** Producers usually write `staff_id` as `staff_Id`, so its spelling matters. */
function keyText(name: string, shout: boolean): string {
  return JSON.stringify(shout ? name.toUpperCase() : name.replace("_i", "_I"));
}

function valueText(of: HiveType, odd: boolean): Arbitrary<string> {
  const usual = fc.oneof(
    { arbitrary: usualText(of, odd), weight: 12 },
    { arbitrary: fc.constant("null"), weight: 1 },
  );
  return odd ? fc.oneof({ arbitrary: usual, weight: 6 }, { arbitrary: oddText, weight: 1 }) : usual;
}

function usualText(of: HiveType, odd: boolean): Arbitrary<string> {
  switch (of.kind) {
    case "boolean":
      return fc.boolean().map(String);
    case "tinyint":
      return integerText(8);
    case "smallint":
      return integerText(16);
    case "int":
      return integerText(32);
    case "bigint":
      return integerText(64);
    case "float":
    case "double":
      return fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
        fc.tuple(fc.integer(), fc.nat()).map(([whole, part]) => `${whole}.${part}`),
        fc.constantFrom(
          "-0",
          "0",
          "-0.0",
          "-0.5",
          "1E5",
          "16777217",
          "0.1000000000000000055511151231257827",
        ),
      );
    case "decimal":
      return fc
        .tuple(fc.integer({ min: -12000, max: 12000 }), fc.nat({ max: 9999 }))
        .map(([whole, part]) => `${whole}.${part}`);
    case "date":
      return dateText.map((date) => `"${date}"`);
    case "timestamp":
      return timestampText;
    case "binary":
      return fc
        .uint8Array({ maxLength: 5 })
        .map((bytes) => `"${Buffer.from(bytes).toString("base64")}"`);
    case "string":
    case "char":
    case "varchar":
      return stringText;
    case "array":
      return fc
        .array(valueText(of.element, odd), { maxLength: 3 })
        .map((items) => `[${items.join(",")}]`);
    case "map": {
      const key =
        of.key.kind === "int" ? fc.nat({ max: 20 }).map(String) : fc.string({ maxLength: 3 });
      return fc
        .array(fc.tuple(key, valueText(of.value, odd)), { maxLength: 3 })
        .map(
          (entries) =>
            `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`,
        );
    }
    case "struct":
      return objectText(of.fields, odd);
  }
}

function integerText(bits: number): Arbitrary<string> {
  const most = 2n ** BigInt(bits - 1);
  return fc.bigInt({ min: -most - 1n, max: most }).map(String);
}

const dateText = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);

const timestampText = fc
  .tuple(
    dateText,
    fc.constantFrom("00:00:00", "23:59:59", "12:34:56", "24:00:00", "12:60:00"),
    fc.constantFrom("", ".1", ".123456", ".1234567", ".999999999"),
    fc.constantFrom("TZ", "TZ", "TZ", " ", "T", "T+00:00"),
  )
  .map(([date, time, fraction, form]) => {
    const [separator = "", zone = ""] = [form.charAt(0), form.slice(1)];
    return `"${date}${separator}${time}${fraction}${zone}"`;
  });

const stringText = fc.oneof(
  fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text)),
  fc.string({ unit: "grapheme", maxLength: 6 }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"ab  "',
    '"\\u00e9\\/\\b"',
    '"\\ud800"',
    '"a\\u0000b"',
    '"tab\\t"',
    '"\u007f\u2028"',
    '" "',
  ),
);

const oddText = fc.constantFrom(
  "1",
  "-1",
  "1.0",
  "1e3",
  "true",
  '"5"',
  '"0x1f"',
  '"true"',
  '""',
  "[]",
  "{}",
  "[1]",
  '{"a":1}',
  '"NaN"',
  "1600000000",
  "1600000000123",
  "1600000000.5",
  "99999999999999999999",
  "01",
  "nul",
  '"2020-1-5"',
);

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
