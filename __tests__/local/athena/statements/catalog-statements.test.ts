import { eventsEngine } from "./support/events-engine";

describe("CREATE VIEW and DROP", () => {
  const engine = eventsEngine();

  it("keeps the capitals of the columns' names, as Trino 476 shows them", async () => {
    await engine.run('CREATE VIEW capitals AS SELECT 1 AS "Ab", 2 AS cD');
    await engine.run("CREATE VIEW outer_capitals AS SELECT * FROM capitals");
    for (const view of ["capitals", "outer_capitals"]) {
      const { columns } = await engine.run(`SELECT * FROM ${view}`);
      expect(columns.map(({ name }) => name)).toEqual(["Ab", "cD"]);
      expect((await engine.run(`SELECT ab, "CD" FROM ${view}`)).rows).toEqual([["1", "2"]]);
    }
    for (const view of ["capitals", "outer_capitals"]) await engine.run(`DROP VIEW ${view}`);
  });

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

  // As Trino 476 answers.
  it("gives a view's columns the types of its creation", async () => {
    await engine.run(
      "CREATE VIEW inner_view AS SELECT BIGINT '1' AS x, CAST(1 AS decimal(10,2)) AS d",
    );
    await engine.run("CREATE VIEW outer_view AS SELECT * FROM inner_view");
    await engine.run(
      "CREATE OR REPLACE VIEW inner_view AS SELECT x, CAST(x AS decimal(3,1)) AS d FROM (VALUES 1, 2, NULL) t(x)",
    );
    const sql =
      "SELECT x, d, typeof(x), typeof(d) FROM outer_view WHERE x > 1 OR x IS NULL ORDER BY x";
    expect((await engine.run(sql)).rows).toEqual([
      ["2", "2.00", "bigint", "decimal(10,2)"],
      [null, null, "bigint", "decimal(10,2)"],
    ]);
  });

  it.each([
    [
      "SELECT BIGINT '7' AS x",
      "VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.db.outer_view' is stale or in invalid state: column [x] of type bigint projected from query view at position 0 cannot be coerced to column [x] of type integer stored in view definition",
    ],
    [
      "SELECT 1 AS x, 2 AS y",
      "VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.db.outer_view' is stale or in invalid state: stored view column count (1) does not match column count derived from the view query analysis (2)",
    ],
    [
      "SELECT 1 AS y",
      "VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.db.outer_view' is stale or in invalid state: column [y] of type integer projected from query view at position 0 has a different name from column [x] of type integer stored in view definition",
    ],
    [
      "SELECT * FROM outer_view",
      "INVALID_VIEW: line 1:52: Failed analyzing stored view 'awsdatacatalog.db.outer_view': line 1:15: Statement would create a recursive view",
    ],
    [
      "SELECT * FROM inner_view",
      "VIEW_IS_RECURSIVE: line 1:52: Statement would create a recursive view",
    ],
  ])("rejects a view over one that became %s", async (query, error) => {
    await engine.run("CREATE VIEW inner_view AS SELECT 1 AS x");
    await engine.run("CREATE VIEW outer_view AS SELECT * FROM inner_view");
    const replaced = await engine
      .errorOf(`CREATE OR REPLACE VIEW inner_view AS ${query}`)
      .catch(() => undefined);
    expect(replaced ?? (await engine.errorOf("SELECT * FROM outer_view"))).toBe(error);
  });

  it("says of an error of a view's query that it is the view's", async () => {
    await engine.run("CREATE VIEW inner_view AS SELECT 1 AS x");
    await engine.run("CREATE VIEW outer_view AS SELECT x FROM inner_view");
    await engine.run("DROP VIEW inner_view");
    expect(await engine.errorOf("SELECT * FROM outer_view")).toBe(
      "INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.db.outer_view': line 1:15: Table 'awsdatacatalog.db.inner_view' does not exist",
    );
  });

  it("keeps a table that DROP VIEW IF EXISTS names", async () => {
    await engine.run("DROP VIEW IF EXISTS events");
    expect(engine.aws.tables.has("db.events")).toBe(true);
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

describe("CREATE DATABASE", () => {
  const engine = eventsEngine();

  it("stores the clauses that AWS documents", async () => {
    const send = jest.spyOn(engine.aws.clients.glue, "send");
    await engine.run(
      "CREATE DATABASE IF NOT EXISTS documented COMMENT 'a comment' LOCATION 's3://lake/d/' WITH DBPROPERTIES ('creator' = 'Jane', 'year' = '2026')",
    );
    const DatabaseInput = {
      Name: "documented",
      Description: "a comment",
      LocationUri: "s3://lake/d/",
      Parameters: { creator: "Jane", year: "2026" },
    };
    expect(send).toHaveBeenCalledWith(expect.objectContaining({ input: { DatabaseInput } }));
    await engine.run("CREATE SCHEMA plain");
    const plain = { DatabaseInput: { Name: "plain" } };
    expect(send).toHaveBeenCalledWith(expect.objectContaining({ input: plain }));
  });
});
