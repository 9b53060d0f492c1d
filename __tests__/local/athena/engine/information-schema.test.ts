import { TestEngine } from "../../../support/athena/test-engine";
import { fillEvents } from "../../../support/fake-aws/event-table";

describe("metadata in queries", () => {
  const engine = new TestEngine();

  beforeAll(async () => {
    await fillEvents(engine.aws);
    await engine.run("CREATE VIEW staff AS SELECT event.staffid AS id, year FROM events");
    await engine.run("CREATE DATABASE other");
  });

  afterAll(() => engine.close());

  async function rows(sql: string) {
    return (await engine.run(sql)).rows.map((row) => row.join(" | "));
  }

  // The columns and their types are those that Trino 476 describes.
  it.each([
    [
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'db'",
      ["events", "staff"],
    ],
    [
      "SELECT * FROM information_schema.tables WHERE table_schema = 'db' ORDER BY table_name",
      ["awsdatacatalog | db | events | BASE TABLE", "awsdatacatalog | db | staff | VIEW"],
    ],
    [
      "SELECT * FROM information_schema.views",
      ["awsdatacatalog | db | staff | SELECT event.staffid AS id, year FROM events"],
    ],
    [
      "SELECT * FROM awsdatacatalog.information_schema.schemata ORDER BY 2",
      ["awsdatacatalog | db", "awsdatacatalog | information_schema", "awsdatacatalog | other"],
    ],
    [
      "SELECT column_name, ordinal_position, is_nullable, data_type, extra_info FROM information_schema.columns WHERE table_name = 'events' AND ordinal_position > 1 ORDER BY 2",
      [
        "metadata | 2 | YES | row(appname varchar, eventtype varchar, sourcetimestamp timestamp(3)) | ",
        "year | 3 | YES | bigint | partition key",
        "month | 4 | YES | bigint | partition key",
        "day | 5 | YES | bigint | partition key",
        "hour | 6 | YES | bigint | partition key",
      ],
    ],
    [
      "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'information_schema'",
      ["34"],
    ],
    [
      "SELECT count(*) FROM information_schema.columns c JOIN information_schema.tables t ON c.table_schema = t.table_schema AND c.table_name = t.table_name WHERE t.table_type = 'VIEW'",
      ["2"],
    ],
    [
      `SELECT DISTINCT "$file_modified_time", "$file_size" > 100, "$partition" FROM events ORDER BY 3`,
      [
        "2026-11-23 00:05:06.789 UTC | true | year=2026/month=11/day=23/hour=00",
        "2026-11-23 00:05:06.789 UTC | true | year=2026/month=11/day=23/hour=01",
      ],
    ],
    [
      `SELECT count("$file_modified_time"), sum("$file_size") FROM events WHERE year = 1999`,
      ["0 | "],
    ],
    [`SELECT DISTINCT "$file_size" = length("$path") FROM events`, ["false"]],
  ])("answers %s", async (sql, expected) => {
    expect(await rows(sql)).toEqual(expected);
  });

  // As Trino 476 answers: not the types of the catalog's columns, which are Hive's.
  it("describes the columns of a view by the types of its query", async () => {
    await engine.run(
      "CREATE VIEW precise AS SELECT TIMESTAMP '2024-01-02 03:04:05.123456' AS t, ROW(1, 'a') AS r, CAST('2024-01-02' AS timestamp) AS D",
    );
    const sql =
      "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'precise' ORDER BY ordinal_position";
    expect(await rows(sql)).toEqual([
      "t | timestamp(6)",
      "r | row(integer, varchar(1))",
      "d | timestamp(3)",
    ]);
    await engine.run("DROP VIEW precise");
  });

  it.each([
    [
      "SELECT * FROM information_schema.nope",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.information_schema.nope' does not exist",
    ],
    [
      "CREATE VIEW v AS SELECT * FROM information_schema.tables",
      /NOT_SUPPORTED: .*information_schema/,
    ],
    ["SELECT * FROM information_schema.roles", /NOT_SUPPORTED: .*information_schema.roles/],
  ])("rejects %s", async (sql, error) => {
    const message = await engine.errorOf(sql);
    if (typeof error === "string") expect(message).toBe(error);
    else expect(message).toMatch(error);
  });
});
