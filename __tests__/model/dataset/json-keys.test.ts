import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import type { EventOf } from "../../../model/dataset/dataset";
import { eventSchema } from "../../../model/contract/event-schema";
import { columnFinder, eventPath, jsonKeySettings } from "../../../model/dataset/json-keys";
import { validateDataset } from "../../../model/validation/dataset/validate-dataset";
import { generateEvents } from "../../../lambda-src/publisher/generation/event-generator";
import { partitionKeyOf } from "../../../cli/publish/partition-key-of";
import { forecast } from "../../../cli/publish/dry-run/dry-run";
import { partitionKeyQuery } from "../../../modules/stream-delivery/partition-key-query";
import { fieldKeysOf } from "../../../model/dataset/partition-keys";

const flights = defineDataset({
  name: "flights",
  description: "Flights.",
  columns: {
    airport_name: column.string({ from: "Airport Name" }),
    title: column.string({ from: "Title" }),
    cost_total: column.double({ from: "cost.total" }),
    id: column.string(),
  },
  eventIdPath: "airport_name",
  partitionKeyPath: "airport_name",
});

// The compiler knows the keys: this would not compile with "airport_name".
const event: EventOf<typeof flights> = {
  "Airport Name": "BARKSDALE",
  Title: "x",
  "cost.total": 1.5,
  id: "1",
};

const keysOf = (columns: Columns) => jsonKeySettings(columns);

describe("the keys of columns", () => {
  it("are mapped in lower case and without dots, and only where they are not the name", () => {
    expect(keysOf(flights.columns)).toEqual({
      caseInsensitive: true,
      convertDotsInJsonKeysToUnderscores: true,
      columnToJsonKeyMappings: { airport_name: "airport name" },
    });
    expect(keysOf({ id: column.string() })).toEqual({
      caseInsensitive: true,
      convertDotsInJsonKeysToUnderscores: false,
      columnToJsonKeyMappings: {},
    });
  });

  it("are compared with their case if two differ in nothing else", () => {
    const twins = { url: column.string({ from: "URL" }), url_2: column.string({ from: "Url" }) };
    expect(keysOf(twins)).toEqual({
      caseInsensitive: false,
      convertDotsInJsonKeysToUnderscores: false,
      columnToJsonKeyMappings: { url: "URL", url_2: "Url" },
    });
    expect(["URL", "Url", "url"].map(columnFinder(twins))).toEqual(["url", "url_2", undefined]);
  });

  it("keep their dots if two differ in nothing else", () => {
    expect(keysOf({ a_b: column.string(), a_b_2: column.string({ from: "a.b" }) })).toEqual({
      caseInsensitive: true,
      convertDotsInJsonKeysToUnderscores: false,
      columnToJsonKeyMappings: { a_b_2: "a.b" },
    });
  });

  it("lead to the event's own fields", () => {
    expect(eventPath(flights.columns, "airport_name")).toEqual(["Airport Name"]);
    expect(eventPath(flights.columns, "id")).toEqual(["id"]);
    expect(partitionKeyOf(flights)(event)).toBe("BARKSDALE");
    const keys = fieldKeysOf({ partitionBy: [{ name: "port", path: "airport_name" }] });
    expect(partitionKeyQuery(keys, { airport_name: "Airport Name" })).toContain(
      '(try .["Airport Name"] catch null)',
    );
  });

  it("are those of the contract, which names the columns", () => {
    const { properties = {}, required } = eventSchema(flights);
    expect(Object.keys(properties)).toEqual(["Airport Name", "Title", "cost.total", "id"]);
    expect(properties["Airport Name"]?.["x-column"]).toBe("airport_name");
    expect(properties.id).not.toHaveProperty("x-column");
    expect(required).toEqual(["Airport Name"]);
  });

  it("are those of generated events", () => {
    const [generated = {}] = generateEvents(flights, 1);
    expect(Object.keys(generated)).toEqual(["Airport Name", "Title", "cost.total", "id"]);
  });

  it("are those of a dry run, which drops the name of such a column", async () => {
    const records = [event, { airport_name: "x" }].map((each) => ({
      where: "event",
      source: JSON.stringify(each),
    }));
    const [good, bad] = await forecast(records, flights, () => undefined);
    expect(good).toMatchObject({ outcome: "converted", changes: [], violations: [] });
    expect(bad).toMatchObject({
      outcome: "converted",
      changes: [
        {
          path: "airport_name",
          effect: 'is dropped: the column of this name is read from "Airport Name"',
        },
      ],
    });
  });
});

describe("the validation of the keys of columns", () => {
  const problems = (columns: Columns) =>
    validateDataset({ name: "flights", description: "Flights.", columns }).map(
      ({ path, problem }) => `${path} ${problem}`,
    );

  it("accepts any key of one line", () => {
    expect(problems(flights.columns)).toEqual([]);
    expect(problems({ a: column.string({ from: "größe/量 …" }) })).toEqual([]);
  });

  it.each([[""], [" "], ["a\nb"], ["k".repeat(1025)]])("rejects %j", (from) => {
    expect(problems({ a: column.string({ from }) })).toEqual([
      "datasets.flights.columns.a.from can't be the key of a column",
    ]);
  });

  it("rejects two columns with one key", () => {
    expect(problems({ a: column.string(), b: column.string({ from: "a" }) })).toEqual([
      "datasets.flights.columns.b.from is the key of the column a, too",
    ]);
  });

  it("rejects the key of a field, and fields that the key of a column would apply to", () => {
    expect(problems({ a: column.struct({ b: column.string({ from: "c" }) }) })).toEqual([
      "datasets.flights.columns.a.b.from is the key of a field",
    ]);
    expect(
      problems({ a: column.string({ from: "c" }), s: column.struct({ A: column.int() }) }),
    ).toEqual([
      "datasets.flights.columns.s.A has the name of a column that is read from another key",
    ]);
    expect(
      problems({
        a: column.string({ from: "A" }),
        b: column.string({ from: "a" }),
        s: column.struct({ staffId: column.int() }),
      }),
    ).toEqual([
      "datasets.flights.columns.s.staffId has an upper-case letter in a dataset with keys that differ in case only",
    ]);
  });
});
