import { CreateDatabaseCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { INSTALL_MS, PythonClient } from "./support/python-client";

const Bucket = "clients";
const TYPED = `SELECT CAST(1 AS tinyint) AS a, CAST(2 AS smallint) AS b, 3 AS c, BIGINT '4' AS d, REAL '1.5' AS e,
  2.5E0 AS f, DECIMAL '12.34' AS g, 'x' AS h, CAST('ab' AS char(3)) AS i, true AS j, DATE '2020-01-02' AS k,
  TIMESTAMP '2020-01-02 03:04:05.678' AS l, TIMESTAMP '2020-01-02 03:04:05.678 UTC' AS m, X'00ff' AS n,
  ARRAY[1, 2] AS o, MAP(ARRAY['a'], ARRAY[1]) AS p, CAST(ROW(1, 'z') AS ROW(x integer, y varchar)) AS q,
  JSON '{"a":1}' AS r, CAST(NULL AS integer) AS s`;
/** What the engine `duckdb` leaves to `trino`; the clients show their users the reason. */
const refused = (error: string, construct: string) => ({
  error,
  text: expect.stringContaining(
    `${construct} is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino`,
  ) as unknown,
});
const failed = (error: string, text: string) => ({
  error,
  text: expect.stringContaining(text) as unknown,
});

describe("the data frames of", () => {
  let aws: RunningEmulator;
  let client: PythonClient;

  beforeAll(async () => {
    client = await PythonClient.install("dataframes");
    aws = await RunningEmulator.start();
    const { glue, s3 } = aws.clients;
    await s3.send(new CreateBucketCommand({ Bucket }));
    for (const Name of ["pyathena", "wrangler"]) {
      await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
    }
  }, INSTALL_MS);

  afterAll(() => aws.stop());

  it("PyAthena have Athena's types, and its errors reach the caller", async () => {
    const args = [Bucket, "pyathena", TYPED];
    const found = await client.outcomes("pyathena_calls.py", args, aws.variables);
    expect(found).toEqual({
      constant: [[1]],
      typed: [
        ...["1", "2", "3", "4", "1.5", "2.5", "Decimal('12.34')", "'x'", "'ab '", "True"],
        "datetime.date(2020, 1, 2)",
        "datetime.datetime(2020, 1, 2, 3, 4, 5, 678000)",
        "datetime.datetime(2020, 1, 2, 3, 4, 5, 678000, tzinfo=zoneinfo.ZoneInfo(key='UTC'))",
        ...["b'\\x00\\xff'", "[1, 2]", "{'a': '1'}", "{'x': '1', 'y': 'z'}", "{'a': 1}", "None"],
      ],
      description: [
        ["a", "tinyint", 3, 0],
        ["b", "smallint", 5, 0],
        ["c", "integer", 10, 0],
        ["d", "bigint", 19, 0],
        ["e", "float", 17, 0],
        ["f", "double", 17, 0],
        ["g", "decimal", 4, 2],
        ["h", "varchar", 1, 0],
        ["i", "char", 3, 0],
        ["j", "boolean", 0, 0],
        ["k", "date", 0, 0],
        ["l", "timestamp", 3, 0],
        ["m", "timestamp with time zone", 3, 0],
        ["n", "varbinary", 1073741824, 0],
        ["o", "array", 0, 0],
        ["p", "map", 0, 0],
        ["q", "row", 0, 0],
        ["r", "json", 0, 0],
        ["s", "integer", 10, 0],
      ],
      "as dictionary": [{ a: 1 }],
      "formatted parameters": [["it's", 3, "2020-01-02"]],
      "execution parameters": [[2]],
      create: [],
      manifest: true,
      statement: ["SUCCEEDED", "DDL", "CREATE_TABLE_AS_SELECT", "primary"],
      select: [
        [1, "ann", "1.50", "2020-01-01 00:00:00"],
        [2, "bob", null, null],
      ],
      tables: ["people"],
      columns: [
        ["id", "int"],
        ["name", "varchar(3)"],
        ["amount", "decimal(3,2)"],
        ["at", "timestamp"],
      ],
      "show tables": [["people"]],
      "show columns": ["id", "name", "amount", "at"],
      pandas: {
        rows: [
          ["1", "ann", "1.50", "2020-01-01 00:00:00"],
          ["2", "bob", null, null],
        ],
        types: { id: "Int64", name: "str", amount: "object", at: "datetime64[us]" },
      },
      "empty pandas": {
        rows: [],
        types: expect.objectContaining({ id: "Int64", at: "datetime64[us]" }) as unknown,
      },
      view: [],
      "select from view": [["ann"], ["bob"]],
      "reused result": [[2]],
      "no table": failed(
        "OperationalError",
        "Table 'awsdatacatalog.pyathena.missing' does not exist",
      ),
      division: failed("OperationalError", "DIVISION_BY_ZERO"),
      syntax: failed("DatabaseError", "line 1:1: mismatched input 'SELEC'"),
      "error code": "MALFORMED_QUERY",
      insert: refused("DatabaseError", "INSERT"),
      unload: refused("DatabaseError", "UNLOAD"),
      drop: [],
      "tables after": ["names"],
    });
  });

  it("awswrangler are stored, cataloged and read back by each of its ways", async () => {
    const args = [Bucket, "wrangler"];
    const found = await client.outcomes("awswrangler_calls.py", args, aws.variables);
    const sold = {
      rows: [
        ["1", "ann", "2020-01-01 00:00:00", "1.50", "2020-01-01", "1.5", "[1, 2]", "x"],
        ["2", "bob", "2021-01-01 00:00:00", null, "2020-01-01", null, "[]", "x"],
        ["3", null, null, "2.25", "2020-01-01", "2.0", null, "y"],
      ],
      types: {
        id: "Int64",
        name: "string",
        at: "datetime64[us]",
        amount: "object",
        day: "object",
        share: "float64",
        sizes: "object",
        shop: "string",
      },
    };
    expect(found).toEqual({
      databases: ["pyathena", "wrangler"],
      store: [["x"], ["y"]],
      types: {
        id: "bigint",
        name: "string",
        at: "timestamp",
        amount: "decimal(3,2)",
        day: "date",
        share: "double",
        sizes: "array<bigint>",
        shop: "string",
      },
      partitions: [["x"], ["y"]],
      select: sold,
      "create table as": sold,
      unload: refused("InvalidArgumentValue", "UNLOAD"),
      append: [["x"], ["y"]],
      count: [
        ["x", "4"],
        ["y", "2"],
      ],
      chunks: 6,
      "named parameter": [["2"]],
      "execution parameter": [["ann"]],
      "same name twice": failed("InvalidCtasApproachQuery", "specified more than once"),
      division: failed("QueryFailed", "DIVISION_BY_ZERO"),
      stopped: failed("QueryCancelled", ""),
      described: ["id", "name", "at"],
      "found tables": ["sold"],
      "tables that begin": ["sold"],
      "temporary tables": [],
      deleted: true,
    });
  });
});
