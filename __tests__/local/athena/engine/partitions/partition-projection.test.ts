import { EVENTS, fillEvents } from "../../../../support/fake-aws/event-table";
import { FakeAws } from "../../../../support/fake-aws/fake-aws";
import { TestEngine } from "../../../../support/athena/test-engine";

describe("partition projection", () => {
  const aws = new FakeAws();
  const engine = new TestEngine(aws);

  beforeAll(() => fillEvents(aws));

  afterAll(() => engine.close());

  function project(parameters: Record<string, string>, keys = EVENTS.PartitionKeys) {
    aws.calls.length = 0;
    aws.tables.set("db.events", {
      ...EVENTS,
      PartitionKeys: keys,
      Parameters: { "projection.enabled": "true", ...parameters },
    });
  }

  const hourly = {
    "projection.year.type": "integer",
    "projection.year.range": "2026,2027",
    "projection.month.type": "integer",
    "projection.month.range": "1,12",
    "projection.month.digits": "2",
    "projection.day.type": "integer",
    "projection.day.range": "1,31",
    "projection.day.digits": "2",
    "projection.hour.type": "integer",
    "projection.hour.range": "0,23",
    "projection.hour.digits": "2",
  };

  const prefixes = () => aws.inputs("ListObjectsV2Command").map(({ Prefix }) => Prefix);

  it("finds unregistered partitions, without a call to Glue", async () => {
    project(hourly);
    const { rows } = await engine.run(
      "SELECT hour, count(*) FROM events WHERE year = 2026 AND month = 11 AND day = 23 GROUP BY hour ORDER BY hour",
    );
    expect(rows).toEqual([
      ["0", "3"],
      ["1", "3"],
      ["2", "3"],
    ]);
    expect(prefixes()).toHaveLength(24);
    expect(aws.inputs("GetPartitionsCommand")).toEqual([]);
  });

  it("supports keys with the names of its own columns", async () => {
    const names = ["place", "key_place", "value_place"];
    const parameters = names.flatMap((name) => [
      [`projection.${name}.type`, "enum"],
      [`projection.${name}.values`, "a,b"],
    ]);
    project(
      // Pairs of texts.
      Object.fromEntries(parameters) as Record<string, string>,
      names.map((Name) => ({ Name, Type: "string" })),
    );
    await engine.run(
      "SELECT event FROM events WHERE place = 'a' AND key_place = 'b' AND value_place = 'a' AND place <> key_place",
    );
    expect(prefixes()).toEqual(["data/place=a/key_place=b/value_place=a/"]);
  });

  it("prunes by a condition over several keys", async () => {
    project(hourly);
    await engine.run(
      "SELECT event FROM events WHERE year = 2026 AND month + day + hour = 36 AND month = 11 AND day > 22 AND hour < 3",
    );
    expect(prefixes().sort()).toEqual([
      "data/year=2026/month=11/day=23/hour=02/",
      "data/year=2026/month=11/day=24/hour=01/",
      "data/year=2026/month=11/day=25/hour=00/",
    ]);
  });

  it("supports location templates, dates and enums", async () => {
    const keys = [
      { Name: "day", Type: "string" },
      { Name: "kind", Type: "string" },
    ];
    project(
      {
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.range": "2026/02/27,2026/03/02",
        "projection.kind.type": "enum",
        "projection.kind.values": "a, b",
        "storage.location.template": "s3://lake/by/${day}/${kind}",
      },
      keys,
    );
    await engine.run("SELECT event FROM events WHERE day > '2026/02/27' AND kind = 'b'");
    expect(prefixes().sort()).toEqual(["by/2026/02/28/b/", "by/2026/03/01/b/", "by/2026/03/02/b/"]);
  });

  it("supports ranges relative to NOW", async () => {
    project(
      {
        "projection.day.type": "date",
        "projection.day.format": "yyyy-MM",
        "projection.day.range": "NOW-2MONTHS,NOW",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "MONTHS",
      },
      [{ Name: "day", Type: "string" }],
    );
    await engine.run("SELECT event FROM events");
    expect(prefixes()).toHaveLength(3);
  });

  it("takes injected values from the query, and fails without them", async () => {
    project({ "projection.id.type": "injected" }, [{ Name: "id", Type: "string" }]);
    await engine.run("SELECT event FROM events WHERE id IN ('x', 'y')");
    expect(prefixes().sort()).toEqual(["data/id=x/", "data/id=y/"]);
    expect(await engine.errorOf("SELECT event FROM events WHERE id > 'x'")).toMatch(
      /^CONSTRAINT_VIOLATION: For the injected projected partition column id, /,
    );
  });

  it.each([
    ["id = lower('A')", ["data/id=a/"]],
    ["concat('a', 'b') = id", ["data/id=ab/"]],
    ["id IN (upper('a'), 'z', NULL) AND id <> 'z'", ["data/id=A/"]],
    ["id = 'a' OR id IN ('b') OR 'a' = id", ["data/id=a/", "data/id=b/"]],
  ])("takes injected values of constant expressions: %s", async (condition, folders) => {
    project({ "projection.id.type": "injected" }, [{ Name: "id", Type: "string" }]);
    await engine.run(`SELECT event FROM events WHERE ${condition}`);
    expect(prefixes().sort()).toEqual(folders);
  });

  it("rejects an injected key of which an alternative has no constant", async () => {
    project({ "projection.id.type": "injected" }, [{ Name: "id", Type: "string" }]);
    expect(await engine.errorOf("SELECT event FROM events WHERE id = 'a' OR id > 'b'")).toMatch(
      /^CONSTRAINT_VIOLATION: /,
    );
  });

  // The values of Trino 476.
  it.each([
    [
      { type: "integer", range: "-2,2", digits: "3" },
      "int",
      "id < 2",
      ["-02", "-01", "000", "001"],
    ],
    [{ type: "enum", values: "A,a,a" }, "string", "id <> 'b'", ["A", "a"]],
    [{ type: "injected" }, "int", "id = 1.0", ["1"]],
    [{ type: "injected" }, "int", "id IN (1.5, 3)", ["3"]],
  ])(
    "has one folder for each value of %j of type %s where %s",
    async (settings, Type, where, values) => {
      const parameters = Object.entries(settings).map(([name, value]) => [
        `projection.id.${name}`,
        value,
      ]);
      // Pairs of texts.
      project(Object.fromEntries(parameters) as Record<string, string>, [{ Name: "id", Type }]);
      await engine.run(`SELECT event FROM events WHERE ${where}`);
      expect(prefixes()).toEqual(values.map((value) => `data/id=${value}/`));
    },
  );

  it("rejects an injected key that is compared with a column only", async () => {
    project({ "projection.id.type": "injected" }, [{ Name: "id", Type: "string" }]);
    expect(await engine.errorOf("SELECT event FROM events WHERE id = id || 'x'")).toMatch(
      /^CONSTRAINT_VIOLATION: /,
    );
  });

  it.each([
    [{ "projection.id.type": "integer" }, "projection.id.range is missing"],
    [
      { "projection.id.type": "text" },
      "projection.id.type must be enum, integer, date or injected",
    ],
    [
      { "projection.id.type": "integer", "projection.id.range": "1" },
      "expected integers such as 0,23",
    ],
    [
      {
        "projection.id.type": "integer",
        "projection.id.range": "1,3",
        "projection.id.digits": "0",
      },
      "expected integers such as 0,23",
    ],
    [
      {
        "projection.id.type": "date",
        "projection.id.format": "yyyy",
        "projection.id.range": "2026,NOW",
      },
      "interval and interval.unit are required",
    ],
    [
      {
        "projection.id.type": "enum",
        "projection.id.values": "a",
        "storage.location.template": "s3://lake/",
      },
      "storage.location.template must contain ${id}",
    ],
  ])("rejects %j", async (parameters, reason) => {
    project(parameters, [{ Name: "id", Type: "string" }]);
    const error = await engine.errorOf("SELECT event FROM events");
    expect(error).toMatch(/^INVALID_TABLE_PROPERTY: /);
    expect(error).toContain(reason);
  });
});
