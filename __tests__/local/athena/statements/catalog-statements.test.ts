import { eventsEngine } from "./support/events-engine";

describe("CREATE VIEW and DROP", () => {
  const engine = eventsEngine();

  it("rejects a view whose table has its columns in another order since", async () => {
    const columns = ["a", "b"].map((Name) => ({ Name, Type: "string" }));
    const table = (order: typeof columns) => ({
      Name: "ab",
      DatabaseName: "db",
      StorageDescriptor: {
        Location: "s3://lake/ab/",
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        Columns: order,
      },
    });
    engine.aws.objects.set("lake/ab/a", Buffer.from('{"a":"A","b":"B"}\n'));
    engine.aws.tables.set("db.ab", table(columns));
    await engine.run("CREATE VIEW vab AS SELECT * FROM ab");
    expect((await engine.run("SELECT a, b FROM vab")).rows).toEqual([["A", "B"]]);
    engine.aws.tables.set("db.ab", table([...columns].reverse()));
    expect(await engine.errorOf("SELECT a, b FROM vab")).toMatch(/^VIEW_IS_STALE: /);
  });

  it("creates a Presto view, whose names belong to its database", async () => {
    await engine.run(
      "CREATE VIEW staff AS\nSELECT DISTINCT event.staffid AS id, hour FROM events -- all of them",
    );
    const view = engine.aws.tables.get("db.staff");
    expect(view).toMatchObject({
      TableType: "VIRTUAL_VIEW",
      Parameters: { presto_view: "true" },
      ViewExpandedText: "/* Presto View */",
      StorageDescriptor: {
        Columns: [
          { Name: "id", Type: "int" },
          { Name: "hour", Type: "bigint" },
        ],
      },
    });
    const encoded = /^\/\* Presto View: (\S+) \*\/$/.exec(view?.ViewOriginalText ?? "")?.[1] ?? "";
    expect(JSON.parse(Buffer.from(encoded, "base64").toString())).toEqual({
      originalSql: "SELECT DISTINCT event.staffid AS id, hour FROM events -- all of them",
      catalog: "awsdatacatalog",
      schema: "db",
      columns: [
        { name: "id", type: "integer" },
        { name: "hour", type: "bigint" },
      ],
    });
    engine.aws.calls.length = 0;
    expect((await engine.run("SELECT id FROM staff WHERE hour = 1 ORDER BY id")).rows).toEqual([
      ["3"],
      ["4"],
      ["5"],
    ]);
    expect(engine.aws.inputs("ListObjectsV2Command")).toHaveLength(1);
    expect(await engine.lines("SHOW VIEWS")).toEqual(["staff"]);
  });

  it("replaces and drops a view", async () => {
    await engine.run("CREATE VIEW v AS SELECT 1 AS a");
    await engine.run("CREATE OR REPLACE VIEW v AS SELECT 'x' AS b");
    expect((await engine.run("SELECT b FROM v")).rows).toEqual([["x"]]);
    await engine.run("DROP VIEW v");
    expect(engine.aws.tables.has("db.v")).toBe(false);
  });

  it.each([
    [
      "DROP TABLE nope",
      "TABLE_NOT_FOUND: line 1:12: Table 'awsdatacatalog.db.nope' does not exist",
    ],
    [
      "DROP VIEW events",
      "INVALID_TABLE: line 1:11: 'awsdatacatalog.db.events' is a table, not a view: use DROP TABLE",
    ],
    [
      "CREATE VIEW events AS SELECT 1 AS a",
      "TABLE_ALREADY_EXISTS: line 1:13: Table already exists: 'awsdatacatalog.db.events'",
    ],
    [
      "CREATE VIEW v AS SELECT 1",
      "MISSING_COLUMN_NAME: line 1:13: Column name not specified at position 1",
    ],
    [
      "CREATE VIEW v AS SELECT 1 AS a, 2 AS A",
      "DUPLICATE_COLUMN_NAME: line 1:13: Column name 'A' specified more than once",
    ],
    [
      "CREATE VIEW v AS SELECT now() AS at",
      "NOT_SUPPORTED: Invalid column type for column at: Unsupported Hive type: timestamp(3) with time zone",
    ],
  ])("rejects %s", async (sql, error) => {
    expect(await engine.errorOf(sql)).toBe(error);
  });
});
