import fc from "../../../support/random/seeded-fast-check";
import { readFileSync } from "node:fs";
import { column } from "../../../../model/dataset/column-type";
import type { Columns, ColumnType } from "../../../../model/dataset/column-type";
import { earthquakes } from "../../../fixtures/datasets/earthquakes";
import { glueType } from "../../../../model/dataset/glue-type";
import { validateColumns } from "../../../../model/validation/dataset/validate-columns";
import { earthquakesFile } from "../../../../cli/demo/earthquakes";
import { findCandidates } from "../../../../cli/dataset/inference/candidates";
import { inferColumns } from "../../../../cli/dataset/inference/infer-columns";
import { Observation } from "../../../../cli/dataset/inference/observation";
import { generateEvents } from "../../../../lambda-src/publisher/generation/event-generator";
import { parseHiveType } from "../../../../formats/hive-type";
import { parseDocuments } from "../../../../formats/openx-json";
import { RecordConverter } from "../../../../formats/record-conversion";
import { anyCharacter } from "../../../support/random/any-character";

describe("the type of a column", () => {
  it.each([
    ["whole numbers", ["1", "-2147483"], "int", undefined],
    ["numbers that outgrow an int", ["1", "2147483648"], "bigint", undefined],
    ["numbers close to the maximum of int", ["2147483647"], "bigint", "may exceed it later"],
    ["numbers above 2^53", ["9007199254740993"], "bigint", "above 2^53"],
    ["numbers beyond a bigint", ["9223372036854775808"], "string", "keeps all digits"],
    ["fractions", ["0.5"], "double", undefined],
    ["whole numbers and fractions", ["1", "2.5"], "double", undefined],
    ["whole numbers that are written as fractions", ["1.0", "2"], "double", undefined],
    ["exponents", ["1e5"], "double", undefined],
    // All 17 digits of a double are no more than it keeps, and zeros at the end are none.
    ["as many digits as a double keeps", ["0.30000000000000004"], "double", undefined],
    ["zeros at the end", ["1.50000000000000000000"], "double", undefined],
    ["more digits than a double keeps", ["0.12345678901234567890"], "double", "decimal"],
    ["numbers beyond a double", ["1e400"], "double", "more digits"],
    ["milliseconds since 1970", ["1517966773840"], "bigint", "may be milliseconds"],
    ["booleans", ["true", "false"], "boolean", undefined],
    ["texts", ['"a"', '""'], "string", undefined],
    [
      "times in UTC",
      ['"2020-01-05T01:05:00Z"', '"2020-01-05T01:05:00.123456Z"'],
      "timestamp",
      undefined,
    ],
    ["times as SQL writes them", ['"2020-01-05 01:05:00"'], "timestamp", undefined],
    ["times in nanoseconds", ['"2020-01-05T01:05:00.123456789Z"'], "timestamp", "are truncated"],
    ["times with an offset", ['"2020-01-05T01:05:00+00:00"'], "string", "can't parse"],
    ["times with slashes", ['"2001/01/01 06:55"', '"2001/01/02 17:05"'], "string", "can't parse"],
    ["dates with months in words", ['"Jan 1 2000"', '"Dec 31 2000"'], "string", "date format"],
    ["dates with the year last", ['"01/31/2015"', '""'], "string", "date format"],
    ["times without a zone", ['"2020-01-05T01:05:00"'], "string", "can't parse"],
    ["times that don't exist", ['"2020-02-30T01:05:00Z"'], "string", "can't parse"],
    [
      "times but for one",
      ['"2020-01-05T01:05:00Z"', '"2020-01-06T01:05:00Z"', '"soon"'],
      "string",
      '"soon"',
    ],
    ["dates", ['"2020-01-05"', '"2020-1-6"'], "date", undefined],
    ["numbers in quotes", ['"1"', '"2"'], "string", undefined],
    ["numbers and texts", ["1", '"a"'], "string", "text and numbers"],
    ["booleans and numbers", ["true", "1"], "string", "numbers and booleans"],
    ["objects and texts", ['{"a":1}', '"a"'], "string", "text and objects"],
    ["objects and arrays", ['{"a":1}', "[1]"], "string", "arrays and objects"],
    ["nothing but null", ["null", "null"], "string", "never has a value"],
    ["arrays", ["[1,2]", "[]", "null"], "array<int>", undefined],
    ["arrays of whole numbers and fractions", ["[1]", "[2.5]"], "array<double>", undefined],
    ["arrays of arrays", ["[[1],[2]]"], "array<array<int>>", undefined],
    ["arrays with null", ["[null,true]"], "array<boolean>", undefined],
    ["arrays of unlike elements", ['[1,"a"]'], "array<string>", "text and numbers"],
    ["empty arrays", ["[]"], "array<string>", "never has an element"],
    [
      "objects",
      ['{"a":1,"b":{"c":"x"}}', '{"d":true}'],
      "struct<a:int,b:struct<c:string>,d:boolean>",
      undefined,
    ],
    ["arrays of objects", ['[{"a":1},{"b":2.5}]'], "array<struct<a:int,b:double>>", undefined],
    ["objects that are [] when empty", ['{"a":1}', "[]", '""'], "struct<a:int>", "becomes null"],
    ["empty objects", ["{}"], "map<string,string>", "never has a key"],
    ["objects whose keys are no names", ['{"a-1":1,"b-2":2}'], "map<string,int>", "look like data"],
    ["one object with an odd key", ['{"a":1,"b c":2,"d":3}'], "string", "stored as JSON text"],
  ])("of %s is inferred", (_, values, type, why) => {
    const { columns, fields } = infer(values.map((value) => `{"it":${value}}`));
    expect(glueType(columns.it as ColumnType)).toBe(type);
    const notes = fields.find(({ path }) => path === "it")?.reviewNotes ?? [];
    if (why === undefined) expect(notes).toEqual([]);
    else expect(notes.join("; ")).toContain(why);
  });

  it.each([
    ["created_at", "1517966773840", "timestamp"],
    ["eventTime", "1517966773", "timestamp"],
    ["ts", "1517966773.25", "timestamp"],
    ["timeMs", "1517966773840", "timestamp"],
    ["time_spent", "1517966773840", "bigint"],
    ["updated", "42", "int"],
    ["status", "1517966773840", "bigint"],
  ])("of a number named %s, %s, is %s", (name, value, type) => {
    const { columns } = infer([`{"event":{"${name}":${value}}}`]);
    expect(glueType(columns.event as ColumnType)).toBe(`struct<${name}:${type}>`);
  });

  it("of an object with many keys, each in few events, is a map", () => {
    const events = Array.from({ length: 30 }, (_, day) => `{"sold":{"day${day}":${day}}}`);
    const { columns, fields } = infer(events);
    expect(glueType(columns.sold as ColumnType)).toBe("map<string,int>");
    expect(fields[0]?.reviewNotes[0]).toContain("its 30 keys look like data");
  });

  it("of an object with many keys that all events have, is a struct", () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, index]));
    const { columns } = infer([JSON.stringify({ wide }), JSON.stringify({ wide })]);
    expect(columns.wide?.kind).toBe("struct");
  });
});

describe("names", () => {
  it.each([
    ["order id", "order_id"],
    ["a.b", "a_b"],
    ["2nd", "column_2nd"],
    ["_id", "id"],
    ["order", "order_"],
    ["timestamp", "timestamp"],
    ["date", "date"],
    ["year", "year_"],
    ["Größe (cm)", "grosse_cm"],
    ["日本", "column_2"],
    ["last", "last"],
  ])("of keys that can't be columns are in snake case, with the key: %s", (key, name) => {
    const { columns } = infer([JSON.stringify({ fine: 1, [key]: 2 })]);
    expect(Object.keys(columns)).toEqual(["fine", name]);
    expect(columns[name]?.notes.from).toBe(key === name ? undefined : key);
  });

  it("are numbered if others have them, or fields inside of columns", () => {
    const { columns } = infer([
      '{"a b":1,"a_b":2,"a-b":3,"Name!":4,"Age":5,"who":{"name":"Ada","age":1}}',
    ]);
    expect(Object.keys(columns)).toEqual(["a_b_2", "a_b", "a_b_3", "name_2", "age", "who"]);
  });

  it.each([
    [" ", "Firehose"],
    ["k".repeat(1025), "Firehose"],
    ["__proto__", "code"],
  ])("of keys that can't be mapped are left out with a note: %s", (name, why) => {
    const { columns, fields } = infer([`{"fine":1,"${name}":2}`]);
    expect(Object.keys(columns)).toEqual(["fine"]);
    expect(fields[1]).toMatchObject({ type: null });
    expect(fields[1]?.reviewNotes[0]).toContain(why);
  });

  it("of columns become snake case, those of fields do not change", () => {
    const { columns, fields } = infer(['{"staffName":{"firstName":"Ada"}}']);
    expect(glueType(columns.staff_name as ColumnType)).toBe("struct<firstName:string>");
    expect(fields[0]).toMatchObject({ path: "staff_name", key: "staffName" });
  });

  it("that differ in case from event to event are one column", () => {
    const { columns } = infer(['{"staffId":1}', '{"StaffID":2.5}']);
    expect(Object.keys(columns)).toEqual(["staff_id"]);
    expect(columns.staff_id).toMatchObject({ kind: "double", notes: { from: "staffId" } });
  });

  it("that differ in case within an event are columns of their own, whose structs are text", () => {
    const { columns } = infer(['{"id":1,"ID":2,"staff":{"Name":"Ada"},"app":{"name":"x"}}']);
    expect(glueTypes(columns)).toEqual({
      id: "int",
      id_2: "int",
      staff: "string",
      app: "struct<name:string>",
    });
  });

  it("that differ in case within an object of an event are rejected, with the event", () => {
    expect(() => infer(['{"a":1}', '{"b":{"x":1,"X":2}}'])).toThrow(
      'event 2 has the keys "x" and "X", which differ in case only.',
    );
  });
});

describe("the fields of special meaning", () => {
  const candidatesOf = (...events: string[]) => findCandidates(infer(events).fields, events.length);

  it("are found by name and values", () => {
    const events = [1, 2, 3, 4].map(
      (n) =>
        `{"id":"e${n}","user_id":${n % 2},"kind":"${n % 2 ? "a" : "b"}","updated":"2020-01-05T01:05:00Z","made":{"time":"2020-01-05T01:05:0${n}Z"}}`,
    );
    expect(candidatesOf(...events)).toEqual({
      eventIdPath: "id",
      eventTimePath: "made.time",
      eventTypePath: "kind",
    });
  });

  it("are not guessed", () => {
    expect(candidatesOf('{"a":1,"user_id":7}', '{"a":2,"user_id":7}')).toEqual({});
    expect(candidatesOf('{"id":1}', '{"id":null}')).toEqual({});
    expect(candidatesOf('{"items":[{"id":1}]}')).toEqual({});
  });
});

describe("the schema of a file", () => {
  it("of earthquakes is the committed one", () => {
    const [collection] = parseDocuments(readFileSync(earthquakesFile, "utf8"), {
      caseInsensitive: false,
    });
    const events = new Observation();
    // A GeoJSON collection has its features in this array.
    const features = (collection as ReadonlyMap<string, never[]>).get("features") ?? [];
    features.forEach((feature) => events.add(feature, "feature"));
    const { columns, fields } = inferColumns(events);
    expect(glueTypes(columns)).toEqual(glueTypes(earthquakes.columns));
    const { eventIdPath, eventTimePath, eventTypePath } = earthquakes;
    expect(findCandidates(fields, events.objects)).toEqual({
      eventIdPath,
      eventTimePath,
      eventTypePath,
    });
  });

  it("converts every event generated for random columns, and loses no field", () => {
    fc.assert(
      fc.property(columnsArbitrary, fc.integer({ min: 1, max: 5 }), (columns, count) => {
        const events = generateEvents({ columns }, count).map((event) => JSON.stringify(event));
        const inferred = infer(events).columns;
        expect(validateColumns("columns", inferred)).toEqual([]);
        const converter = converterOf(inferred);
        for (const event of events) {
          const [row = ""] = converter.convert(Buffer.from(event));
          expect(leaves(JSON.parse(row))).toBe(leaves(JSON.parse(event)));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("converts every event of any shape", () => {
    const event = fc.dictionary(
      fc.constantFrom("a", "b_c", "time", "order", "x y"),
      fc.jsonValue({ maxDepth: 3, stringUnit: anyCharacter }),
      { minKeys: 1, noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 6 }), (objects) => {
        const events = objects.map((each) => JSON.stringify(each));
        fc.pre(events.every((each) => !hasKeysThatDifferOnlyInCase(JSON.parse(each))));
        const inferred = infer(events).columns;
        fc.pre(Object.keys(inferred).length > 0);
        expect(validateColumns("columns", inferred)).toEqual([]);
        const converter = converterOf(inferred);
        for (const each of events) expect(converter.convert(Buffer.from(each))).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});

function infer(events: readonly string[]) {
  const observation = new Observation(true);
  events.forEach((event, index) => {
    for (const document of parseDocuments(event, { caseInsensitive: false })) {
      observation.add(document, `event ${index + 1}`);
    }
  });
  return inferColumns(observation);
}

function glueTypes(columns: Columns): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, glueType(type)]));
}

function converterOf(columns: Columns): RecordConverter {
  return new RecordConverter(
    Object.entries(columns).map(([name, type]) => ({ name, type: parseHiveType(glueType(type)) })),
  );
}

/** Scalar values in a document, null apart. */
function leaves(value: unknown): number {
  if (value === null) return 0;
  if (typeof value !== "object") return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + leaves(each), 0);
}

function hasKeysThatDifferOnlyInCase(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value).map((key) => key.toLowerCase());
  return new Set(keys).size < keys.length || Object.values(value).some(hasKeysThatDifferOnlyInCase);
}

const columnsArbitrary: fc.Arbitrary<Columns> = fc
  .letrec<{ type: ColumnType }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(
        column.boolean(),
        column.tinyint(),
        column.int(),
        column.bigint(),
        column.float(),
        column.double(),
        column.string(),
        column.binary(),
        column.date(),
        column.timestamp(),
        column.decimal(12, 3),
        column.varchar(12),
      ),
      tie("type").map((element) => column.array(element)),
      tie("type").map((value) => column.map(column.string(), value)),
      fc
        .dictionary(fc.constantFrom("a", "bC", "d_e", "time"), tie("type"), {
          minKeys: 1,
          noNullPrototype: true,
        })
        .map((fields) => column.struct(fields)),
    ),
  }))
  .type.chain((first) =>
    fc
      .array(fc.constantFrom(column.int(), column.timestamp(), column.array(column.double())), {
        maxLength: 2,
      })
      .map((others) =>
        Object.fromEntries([first, ...others].map((type, index) => [`column${index}`, type])),
      ),
  );
