import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import type { PartitionSettings } from "../../../model/environment/settings/partition-settings";
import { renderPartitionProjection } from "../../../modules/glue-catalog/partition-projection";
import { glueType } from "../../../model/dataset/glue-type";
import { savedQueries } from "../../../modules/athena/saved-query-sql";
import { PARQUET_STORAGE, parquet } from "../../support/fake-aws/event-table";
import { TestEngine } from "../../support/athena/test-engine";

const KEYS = ["year", "month", "day", "hour"].map((Name) => ({ Name, Type: "bigint" }));
/** The day of the tests' clock, and the previous day. */
const [TODAY, YESTERDAY] = ["year=2026/month=11/day=23", "year=2026/month=11/day=22"];

/** Rows of the table: name, id or null, and the minute of creation. */
type Row = readonly [name: string, id: number | null, minute: number];

const withId = { ...sampleEvents, name: "with_id", eventIdPath: "event.staffId" };
const withoutId = { ...sampleEvents, name: "without_id" };

describe("saved queries on the embedded Athena", () => {
  const engine = new TestEngine();
  const { aws } = engine;

  async function fill(name: string, folders: Readonly<Record<string, readonly Row[]>>) {
    const location = `s3://lake/data/${name}/`;
    const columns = Object.entries(sampleEvents.columns).map(([Name, type]) => ({
      Name,
      Type: glueType(type),
    }));
    const storage = { ...PARQUET_STORAGE, Columns: columns };
    aws.tables.set(`db.${name}`, {
      Name: name,
      DatabaseName: "db",
      TableType: "EXTERNAL_TABLE",
      PartitionKeys: KEYS,
      StorageDescriptor: { ...storage, Location: location },
    });
    const partitions = [];
    for (const [folder, rows] of Object.entries(folders)) {
      const values = rows.map(([person, id, minute]) => `('${person}', ${id}, ${minute})`).join();
      const body = await parquet(
        `SELECT {'staffName': person, 'staffId': CAST(id AS INTEGER), 'emailId': NULL::VARCHAR, 'status': 'Active'} AS event,
                {'appName': 'WebApp', 'eventType': 'CREATE_STAFF',
                 'sourceTimestamp': TIMESTAMP '2026-11-23 00:00:00' + to_minutes(minute)} AS metadata
         FROM (VALUES ${values}) AS rows(person, id, minute)`,
      );
      aws.objects.set(`lake/data/${name}/${folder}/part-0.parquet`, body);
      partitions.push({
        Values: folder.split("/").map((part) => part.split("=")[1] ?? ""),
        StorageDescriptor: { ...storage, Location: `${location}${folder}/` },
      });
    }
    aws.partitions.set(`db.${name}`, partitions);
  }

  beforeAll(async () => {
    const folders = {
      [`${YESTERDAY}/hour=23`]: [["yesterday", 1, 0]],
      [`${TODAY}/hour=00`]: [
        ["first", 1, 1],
        ["second", 2, 2],
        ["second", 2, 2],
        ["nobody", null, 3],
        ["nobody", null, 3],
      ],
      [`${TODAY}/hour=01`]: [
        ["first, changed", 1, 4],
        ["second, came later", 2, 2],
        ["second", 2, 2],
      ],
    } satisfies Record<string, readonly Row[]>;
    await fill("with_id", folders);
    await fill("without_id", folders);
  });
  afterAll(() => engine.close());

  /** Names of the events that a query returns. */
  const names = async (sql = "") => {
    const { rows } = await engine.run(`SELECT event.staffName FROM (${sql}) ORDER BY 1`);
    return rows.map(([name]) => name);
  };

  it("return each event of today once by its id, and every event without an id", async () => {
    expect(await names(savedQueries("db", withId).distinct_events?.sql)).toEqual([
      "first, changed",
      "nobody",
      "nobody",
      "second, came later",
    ]);
  });

  it("return equal events of today once when a dataset has no id", async () => {
    expect(await names(savedQueries("db", withoutId).distinct_events?.sql)).toEqual([
      "first",
      "first, changed",
      "nobody",
      "second",
      "second, came later",
    ]);
  });

  it.each([
    [withId, ["first, changed", "nobody", "nobody", "second, came later", "yesterday"]],
    [withoutId, ["first", "first, changed", "nobody", "second", "second, came later", "yesterday"]],
  ])("create a view with each event once for each day", async (dataset, expected) => {
    await engine.run(savedQueries("db", dataset).distinct_view?.sql ?? "");
    const view = `SELECT * FROM db.${dataset.name}_distinct`;
    expect(await names(view)).toEqual(expected);
    expect(await names(`${view} WHERE day = 22`)).toEqual(["yesterday"]);
  });

  it.each([
    ["event_count", ["1", "8"]],
    ["events_per_hour", ["5", "3"]],
    ["events_by_type", ["8"]],
  ])("count the events in the partitions that they read: %s", async (name, counts) => {
    const { rows } = await engine.run(savedQueries("db", withId)[name]?.sql ?? "");
    expect(rows.map((row) => row.at(-1))).toEqual(counts);
  });

  it("return the newest events of today first", async () => {
    const { rows } = await engine.run(savedQueries("db", withId).latest_events?.sql ?? "");
    expect(rows).toHaveLength(8);
    expect(rows[0]?.[0]).toContain("first, changed");
  });
});

describe("saved queries of a projected table on the embedded Athena", () => {
  const engine = new TestEngine();
  const { aws } = engine;
  const hourly: PartitionSettings = { type: "projection", granularity: "hour" };
  const daily: PartitionSettings = { type: "projection", granularity: "day" };

  /** Events under the prefixes of the delivery stream. */
  const folders = {
    by_hour: [
      ["2026-10-31-23", ["last month"]],
      ["2026-11-22-23", ["yesterday"]],
      ["2026-11-23-00", ["first", "twice", "twice"]],
      ["2026-11-23-08", ["now", "twice"]],
    ],
    by_day: [
      ["2026-10-31", ["last month"]],
      ["2026-11-22", ["yesterday"]],
      ["2026-11-23", ["first", "twice", "twice", "now"]],
    ],
  } as const;

  async function fill(name: keyof typeof folders, partitions: PartitionSettings) {
    const keys = partitionKeysOf(sampleEvents, partitions);
    const location = `s3://lake/data/${name}/`;
    aws.tables.set(`db.${name}`, {
      Name: name,
      DatabaseName: "db",
      TableType: "EXTERNAL_TABLE",
      PartitionKeys: keys.map(({ name: Name, type: Type }) => ({ Name, Type })),
      Parameters: renderPartitionProjection({ since: "2026-10-01" }, keys),
      StorageDescriptor: {
        ...PARQUET_STORAGE,
        Columns: Object.entries(sampleEvents.columns).map(([Name, type]) => ({
          Name,
          Type: glueType(type),
        })),
        Location: location,
      },
    });
    for (const [value, people] of folders[name]) {
      const body = await parquet(
        `SELECT {'staffName': person, 'staffId': 1, 'emailId': NULL::VARCHAR, 'status': 'Active'} AS event,
                {'appName': 'WebApp', 'eventType': 'CREATE_STAFF', 'sourceTimestamp': TIMESTAMP '2026-11-23 00:00:00'} AS metadata
         FROM (VALUES ${people.map((person) => `('${person}')`).join()}) AS rows(person)`,
      );
      aws.objects.set(`lake/data/${name}/${keys[0]?.name}=${value}/part-0.parquet`, body);
    }
  }

  const queriesOf = (name: keyof typeof folders, partitions: PartitionSettings) =>
    savedQueries(
      "db",
      { ...sampleEvents, name },
      undefined,
      partitionKeysOf(sampleEvents, partitions),
    );
  const listed = () => aws.inputs("ListObjectsV2Command").length;

  beforeAll(async () => {
    await fill("by_hour", hourly);
    await fill("by_day", daily);
  });
  afterAll(() => engine.close());

  // The tests' clock is at 08:30 of the 23rd, and the range ends one step later.
  it.each([
    [
      "by_hour",
      hourly,
      "event_count",
      [
        ["2026-11-22", "1"],
        ["2026-11-23", "5"],
      ],
      22 * 24 + 10,
    ],
    [
      "by_day",
      daily,
      "event_count",
      [
        ["2026-11-22", "1"],
        ["2026-11-23", "4"],
      ],
      24,
    ],
    [
      "by_hour",
      hourly,
      "events_per_hour",
      [
        ["2026-11-23-00", "3"],
        ["2026-11-23-08", "2"],
      ],
      10,
    ],
    ["by_hour", hourly, "events_by_type", [["CREATE_STAFF", "5"]], 10],
    ["by_day", daily, "events_by_type", [["CREATE_STAFF", "4"]], 2],
  ] as const)(
    "of %s count in the folders of their days: %j %s",
    async (name, partitions, query, rows, lists) => {
      aws.calls.length = 0;
      const outcome = await engine.run(queriesOf(name, partitions)[query]?.sql ?? "");
      expect(outcome.rows).toEqual(rows);
      expect(listed()).toBe(lists);
      expect(aws.inputs("GetPartitionsCommand")).toEqual([]);
    },
  );

  it.each([
    ["by_hour", hourly, 5, "arrival_hour"],
    ["by_day", daily, 4, "arrival_date"],
  ] as const)(
    "of %s show today's events, with their folder: %j",
    async (name, partitions, count, key) => {
      const { rows, columns } = await engine.run(
        queriesOf(name, partitions).latest_events?.sql ?? "",
      );
      expect(rows).toHaveLength(count);
      expect(columns.at(-1)?.name).toBe(key);
    },
  );

  it.each([
    ["by_hour", hourly, "arrival_hour >= '2026-11-23-08'", ["now", "twice"], 2],
    ["by_day", daily, "arrival_date >= '2026-11-23'", ["first", "now", "twice"], 2],
  ] as const)(
    "of %s make a view that lists what is asked for: %j %s",
    async (name, partitions, condition, people, lists) => {
      await engine.run(queriesOf(name, partitions).distinct_view?.sql ?? "");
      aws.calls.length = 0;
      const { rows } = await engine.run(
        `SELECT event.staffName FROM db.${name}_distinct WHERE ${condition} ORDER BY 1`,
      );
      expect(rows.map(([person]) => person)).toEqual(people);
      expect(listed()).toBe(lists);
    },
  );
});
