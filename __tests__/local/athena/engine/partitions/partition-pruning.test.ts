import { EVENTS, fillEvents } from "../../../../support/fake-aws/event-table";
import { FakeAws } from "../../../../support/fake-aws/fake-aws";
import { TestEngine } from "../../../../support/athena/test-engine";

describe("partition pruning", () => {
  const aws = new FakeAws();
  const engine = new TestEngine(aws);

  beforeAll(() => fillEvents(aws));

  afterAll(() => engine.close());

  /** The hours of the partitions that a query listed. */
  async function hoursListed(sql: string): Promise<string[]> {
    aws.calls.length = 0;
    await engine.run(sql);
    const prefixes = aws.inputs("ListObjectsV2Command").map(({ Prefix }) => String(Prefix));
    return prefixes.map((prefix) => /hour=(\d+)/.exec(prefix)?.[1] ?? prefix).sort();
  }

  it.each([
    ["SELECT event FROM events", ["00", "01"]],
    ["SELECT event FROM events WHERE hour = 1", ["01"]],
    [
      "SELECT event FROM events e WHERE e.year = 2026 AND e.hour BETWEEN 1 AND 5 AND e.event.staffid > 3",
      ["01"],
    ],
    ["SELECT event FROM events WHERE hour = 0 OR year = 2025", ["00"]],
    ["SELECT event FROM events WHERE hour = 0 OR event.staffid = 4", ["00", "01"]],
    ["SELECT event FROM events WHERE hour = hour(TIMESTAMP '2026-11-23 01:30:00')", ["01"]],
    [
      "SELECT event FROM events WHERE date_parse(CAST(year * 1000000 + month * 10000 + day * 100 + hour AS varchar), '%Y%m%d%H') > TIMESTAMP '2026-11-23 00:30:00'",
      ["01"],
    ],
    ["SELECT x FROM (SELECT event.staffid AS x, hour AS h FROM events) WHERE h = 1", ["01"]],
    ["SELECT c FROM (SELECT hour, count(*) AS c FROM events GROUP BY hour) WHERE hour = 1", ["01"]],
    [
      "SELECT c FROM (SELECT hour, count(*) AS c FROM events GROUP BY ROLLUP (hour)) WHERE hour = 1",
      ["00", "01"],
    ],
    ["WITH e AS (SELECT * FROM events) SELECT event FROM e WHERE hour IN (1, 7)", ["01"]],
    [
      "SELECT x FROM (SELECT event.staffid AS x, hour AS h FROM events LIMIT 9) WHERE h = 1",
      ["00", "01"],
    ],
    [
      "SELECT h FROM (SELECT hour AS h, row_number() OVER () AS n FROM events) WHERE h = 1",
      ["00", "01"],
    ],
    ["SELECT a.event FROM events a JOIN events b ON a.hour = 0 AND b.hour = 1", ["00", "01"]],
    [
      "SELECT a.event FROM events a LEFT JOIN events b ON b.hour = 1 WHERE a.hour = 0",
      ["00", "01"],
    ],
    [
      "SELECT a.event FROM events a LEFT JOIN events b ON a.hour = 7 WHERE b.hour IS NULL",
      ["00", "01"],
    ],
    ["SELECT event FROM events WHERE hour = (SELECT 1)", ["00", "01"]],
    ["SELECT event FROM events WHERE random() > 2 AND hour = 7", []],
  ])("lists for %s the partitions of the hours %j", async (sql, hours) => {
    expect(await hoursListed(sql)).toEqual(hours);
  });

  it("reads no object of a partition that is not registered", async () => {
    const { rows } = await engine.run("SELECT count(*) FROM events WHERE hour = 2");
    expect(rows).toEqual([["0"]]);
  });

  it.each([
    ["SELECT event FROM events WHERE hour = 0", ["00"]],
    ["SELECT count(*) FROM events WHERE hour = 1 AND event.staffid > 3", ["01"]],
    ["SELECT event FROM events WHERE year = 2025", []],
    ["SELECT event FROM events", ["00", "01"]],
  ])("reads for %s only the objects of the hours %j", async (sql, hours) => {
    const fresh = new TestEngine(aws);
    aws.calls.length = 0;
    await fresh.run(sql);
    const keys = aws.inputs("GetObjectCommand").map(({ Key }) => Key);
    await fresh.close();
    expect(keys.sort()).toEqual(
      hours.map((hour) => `data/year=2026/month=11/day=23/hour=${hour}/events-1.parquet`),
    );
  });

  it("fetches an object once for several queries", async () => {
    const other = new TestEngine(aws);
    aws.calls.length = 0;
    await other.run("SELECT event FROM events WHERE hour = 0");
    await other.run("SELECT metadata FROM events WHERE hour = 0");
    expect(aws.inputs("GetObjectCommand")).toHaveLength(1);
    await other.close();
  });

  it("supports keys with the names of its own columns", async () => {
    const Location = "s3://lake/data/year=2026/month=11/day=23/hour=00/";
    const names = ["place", "key_place", "value_place"];
    aws.tables.set("db.places", {
      ...EVENTS,
      Name: "places",
      PartitionKeys: names.map((Name) => ({ Name, Type: "string" })),
    });
    const partition = { Values: ["a", "b", "c"], StorageDescriptor: { Location } };
    aws.partitions.set("db.places", [partition]);
    const where = "place = 'a' AND key_place = 'b' AND value_place = 'c'";
    const { rows } = await engine.run(`SELECT count(*) FROM places WHERE ${where}`);
    expect(rows).toEqual([["3"]]);
  });

  it.each([
    ["string", "a"],
    ["bigint", "7"],
    ["date", "2026-11-23"],
  ])("reads a null of a key of the type %s", async (type, value) => {
    const Location = "s3://lake/data/year=2026/month=11/day=23/hour=00/";
    aws.tables.set("db.nulls", {
      ...EVENTS,
      Name: "nulls",
      PartitionKeys: [{ Name: "k", Type: type }],
    });
    const partitions = [value, "__HIVE_DEFAULT_PARTITION__"].map((key) => ({
      Values: [key],
      StorageDescriptor: { Location },
    }));
    aws.partitions.set("db.nulls", partitions);
    const counts = async (where: string) =>
      (await engine.run(`SELECT k, count(*) FROM nulls WHERE ${where} GROUP BY k ORDER BY k`)).rows;
    expect(await counts("k IS NULL")).toEqual([[null, "3"]]);
    expect(await counts("k IS NOT NULL")).toEqual([[value, "3"]]);
    expect(await counts("TRUE")).toEqual([
      [value, "3"],
      [null, "3"],
    ]);
  });

  it("counts the bytes of the columns that the query uses", async () => {
    const scanned = async (sql: string) => (await engine.run(sql)).scannedBytes;
    const both = await scanned("SELECT * FROM events");
    const one = await scanned("SELECT event FROM events");
    expect(await scanned("SELECT count(*) FROM events")).toBe(0);
    expect(one).toBeGreaterThan(0);
    expect(both).toBe(one + (await scanned("SELECT metadata FROM events")));
    expect(await scanned("SELECT e FROM (SELECT event AS e, metadata AS m FROM events)")).toBe(one);
    expect(await scanned("SELECT event FROM events WHERE hour = 0")).toBeLessThan(one);
  });

  it("cancels a query that would exceed the scan limit", async () => {
    await expect(engine.run("SELECT event FROM events", { scanLimit: 10 })).rejects.toThrow(
      "Bytes scanned limit was exceeded",
    );
    await expect(
      engine.run("SELECT count(*) FROM events", { scanLimit: 10 }),
    ).resolves.toBeDefined();
  });
});
