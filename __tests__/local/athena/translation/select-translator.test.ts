import { checkQueryErrors, checkRows } from "../../../support/athena/check-queries";
import { TestEngine } from "../../../support/athena/test-engine";
import { fillEvents } from "../../../support/fake-aws/event-table";
import { fillNumbers } from "../../../support/fake-aws/number-table";

const NOT_FOUND = "cannot be resolved or requester is not authorized to access requested resources";

describe("SELECT", () => {
  checkRows([
    [
      "SELECT event, metadata.sourcetimestamp, hour FROM events WHERE event.staffid = 1",
      [
        [
          "{staffname=Staff 1, staffid=1, emailid=null, status=Active}",
          "2026-11-23 00:01:00.000",
          "0",
        ],
      ],
    ],
    [
      "SELECT e.event.*, e.metadata.* FROM events e WHERE event.staffid = 1",
      [["Staff 1", "1", null, "Active", "WebApp", "UPDATE_STAFF", "2026-11-23 00:01:00.000"]],
    ],
    ["SELECT max(status) FROM (SELECT e.event.* FROM events e)", [["Active"]]],
    [
      "SELECT (t.x).*, x FROM (SELECT ROW(1, id * 2) AS x FROM n) t WHERE x[2] = 4",
      [["1", "4", "{field0=1, field1=4}"]],
    ],
    ["SELECT * FROM n WHERE id = 1", [["1", "1.5", "1.25", "b", "[1, 2]", "{b=1}", "false"]]],
    ["SELECT DISTINCT b FROM n ORDER BY b", [["false"], ["true"]]],
    ["SELECT s || CAST(d AS varchar) FROM n WHERE d BETWEEN 1 AND 1.3", [["b1.25"]]],
    ["SELECT id FROM n WHERE id <> 0 AND 10 / id > 4 ORDER BY id", [["1"], ["2"]]],
    ["SELECT if(id = 0, NULL, 10 / id) FROM n WHERE id < 2 ORDER BY id", [[null], ["10"]]],
  ]);

  checkQueryErrors([
    ["SELECT nope FROM n", `COLUMN_NOT_FOUND: line 1:8: Column 'nope' ${NOT_FOUND}`],
    ["SELECT n.nope\nFROM n", `COLUMN_NOT_FOUND: line 1:8: Column 'n.nope' ${NOT_FOUND}`],
    ["SELECT nope.* FROM events", "TABLE_NOT_FOUND: line 1:8: Unable to resolve reference nope"],
    ["SELECT event.* FROM events", "TABLE_NOT_FOUND: line 1:8: Unable to resolve reference event"],
    ["SELECT n.id.* FROM n", "TABLE_NOT_FOUND: line 1:8: Unable to resolve reference n.id"],
    [
      "SELECT (id + 1).* FROM n",
      "TYPE_MISMATCH: line 1:12: expected expression of type Row, but it is integer",
    ],
    [
      "SELECT event.nope FROM events",
      "INVALID_COLUMN_REFERENCE: line 1:8: Column reference 'event.nope' is invalid",
    ],
    ["SELECT id AS x FROM n WHERE x = 1", `COLUMN_NOT_FOUND: line 1:29: Column 'x' ${NOT_FOUND}`],
    [
      "SELECT id FROM n WHERE s = 1",
      "TYPE_MISMATCH: line 1:26: Cannot apply operator: varchar = integer",
    ],
    [
      "SELECT * FROM events WHERE year = '2026'",
      "TYPE_MISMATCH: line 1:33: Cannot apply operator: bigint = varchar(4)",
    ],
    [
      "SELECT id FROM n WHERE id",
      "TYPE_MISMATCH: line 1:24: WHERE clause must evaluate to a boolean: actual type integer",
    ],
    [
      "SELECT id FROM n WHERE max(id) > 1",
      "EXPRESSION_NOT_SCALAR: line 1:32: WHERE clause cannot contain aggregations, window functions or grouping operations",
    ],
    [
      "SELECT DISTINCT from_iso8601_timestamp(x) FROM (VALUES '2026-01-01T01:10:00+01:00') AS t (x)",
      "NOT_SUPPORTED: Grouping or comparing distinct timestamps of different zones, here +01:00, is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    [
      "SELECT DISTINCT id FROM n ORDER BY s",
      "EXPRESSION_NOT_IN_DISTINCT: line 1:36: For SELECT DISTINCT, ORDER BY expressions must appear in select list",
    ],
    [
      "SELECT id FROM n GROUP BY id ORDER BY max(id)",
      "COLUMN_NOT_FOUND: line 1:39: Invalid reference to output projection attribute from ORDER BY aggregation",
    ],
    [
      "SELECT position('a', 'banana')",
      "FUNCTION_NOT_FOUND: line 1:20: Function 'position' not registered",
    ],
    ["SELECT CAST(1 AS numeric(5,2))", "TYPE_MISMATCH: line 1:18: Unknown type: numeric"],
    ["SELECT CAST(1 AS dec(5,2))", "TYPE_MISMATCH: line 1:18: Unknown type: dec"],
  ]);
});

describe("a query", () => {
  const engine = new TestEngine();

  beforeAll(async () => {
    await fillEvents(engine.aws);
    await fillNumbers(engine.aws);
  });

  afterAll(() => engine.close());

  it("names columns by alias, column name or position", async () => {
    const { columns } = await engine.run(
      'SELECT id AS "Number", s, metadata.appname, 1, max(1) OVER () FROM n, events',
    );
    expect(columns.map(({ name }) => name)).toEqual(["Number", "s", "appname", "_col3", "_col4"]);
  });

  it("takes execution parameters", async () => {
    const { rows } = await engine.run("SELECT id FROM n WHERE s = ? AND id < ?", {
      parameters: ["'c'", "5"],
    });
    expect(rows).toEqual([["2"]]);
  });
});

describe("the names of columns", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  // As Trino 476 answers.
  it.each([
    ['SELECT * FROM (SELECT 1 AS "Ab", 2 AS cD)', ["Ab", "cD"]],
    ['SELECT * FROM (VALUES (1, 2)) AS t("Ab", cD)', ["Ab", "cD"]],
    ['WITH w("Ab", cD) AS (SELECT 1, 2) SELECT * FROM w', ["Ab", "cD"]],
    ['WITH w AS (SELECT 1 AS "Ab") SELECT w.*, "AB", aB FROM w', ["Ab", "AB", "aB"]],
    ["SELECT * FROM (VALUES 1) a(Xy) JOIN (VALUES 1) b(xY) USING (XY)", ["XY"]],
  ])("keep their capitals: %s", async (sql, names) => {
    const { columns } = await engine.run(sql);
    expect(columns.map(({ name }) => name)).toEqual(names);
  });
});
