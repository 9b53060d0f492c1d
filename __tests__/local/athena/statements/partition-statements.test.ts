import { eventsEngine } from "./support/events-engine";

describe("MSCK REPAIR TABLE and ALTER TABLE", () => {
  const engine = eventsEngine();

  it("registers unregistered partitions", async () => {
    expect(await engine.lines("MSCK REPAIR TABLE events")).toEqual([
      "Partitions not in metastore:\tevents:year=2026/month=11/day=23/hour=02",
      "Repair: Added partition to metastore events:year=2026/month=11/day=23/hour=02",
    ]);
    expect(await engine.lines("MSCK REPAIR TABLE events")).toEqual([]);
    expect((await engine.run("SELECT count(*) FROM events WHERE hour = 2")).rows).toEqual([["3"]]);
  });

  it("registers no folder whose name is that of a key in capitals", async () => {
    const known = await engine.lines("SHOW PARTITIONS events");
    engine.aws.objects.set("lake/data/Year=2027/month=1/day=1/hour=00/a", Buffer.from(""));
    await engine.run("MSCK REPAIR TABLE events");
    expect(await engine.lines("SHOW PARTITIONS events")).toEqual([
      ...known,
      "year=2026/month=11/day=23/hour=02",
    ]);
  });

  it("adds and drops partitions", async () => {
    await engine.run("ALTER TABLE events DROP PARTITION (year=2026, month=11, day=23, hour='00')");
    expect(await engine.lines("SHOW PARTITIONS events")).toEqual([
      "year=2026/month=11/day=23/hour=01",
    ]);
    await engine.run(
      "ALTER TABLE events ADD IF NOT EXISTS PARTITION (year=2026, month=11, day=23, hour='01') PARTITION (year=2026, month=11, day=23, hour='02') LOCATION 's3://lake/data/year=2026/month=11/day=23/hour=02/'",
    );
    expect((await engine.run("SELECT DISTINCT hour FROM events ORDER BY 1")).rows).toEqual([
      ["1"],
      ["2"],
    ]);
  });

  it("adds a partition that a statement names twice once", async () => {
    const known = await engine.lines("SHOW PARTITIONS events");
    const partition = "PARTITION (year=2027, month=1, day=2, hour='03')";
    await engine.run(`ALTER TABLE events ADD IF NOT EXISTS ${partition} ${partition}`);
    expect(await engine.lines("SHOW PARTITIONS events")).toEqual([
      ...known,
      "year=2027/month=1/day=2/hour=03",
    ]);
  });

  it.each([
    [
      "ALTER TABLE events ADD PARTITION (year=2027, month=1, day=2, hour=3) PARTITION (year=2027, month=1, day=2, hour=3)",
      "ALREADY_EXISTS: line 1:13: Partition already exists: [2027, 1, 2, 3]",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2027, month=1, day=2, hour='noon')",
      "INVALID_PARTITION: line 1:13: Invalid partition value 'noon' for BIGINT partition key: hour",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2027, month=1, day=2, hour='')",
      "INVALID_PARTITION: line 1:13: The partition key hour needs a value, got an empty one",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2027, month=1, day=2, hour=3) LOCATION '/lake'",
      "INVALID_TABLE_PROPERTY: line 1:13: LOCATION: Expected a location such as s3://bucket/folder/, got /lake",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2027, year=2028, month=1, day=2, hour=3)",
      "SYNTAX_ERROR: line 1:46: The partition specification has the key year more than once",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2026)",
      "INVALID_PARTITION: line 1:13: The partition specification must have the keys year, month, day, hour, got year",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2026, month=11, day=23, hour='01')",
      "ALREADY_EXISTS: line 1:13: Partition already exists: [2026, 11, 23, 01]",
    ],
  ])("rejects %s", async (sql, error) => {
    expect(await engine.errorOf(sql)).toBe(error);
  });
});
