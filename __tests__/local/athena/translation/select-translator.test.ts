import { fillEvents, fillTable } from "../../../support/fake-aws/event-table";
import { TestEngine } from "../../../support/athena/test-engine";

const NOT_FOUND = "cannot be resolved or requester is not authorized to access requested resources";

describe("queries", () => {
  const engine = new TestEngine();

  beforeAll(async () => {
    await fillEvents(engine.aws);
    await fillTable(
      engine.aws,
      "n",
      {
        id: "int",
        v: "double",
        d: "decimal(10,2)",
        s: "string",
        arr: "array<int>",
        m: "map<string,int>",
        b: "boolean",
      },
      `SELECT CAST(i AS INTEGER) AS id, CASE WHEN i % 3 > 0 THEN CAST(i * 1.5 AS DOUBLE) END AS v,
              CAST(i * 1.25 AS DECIMAL(10,2)) AS d, chr(CAST(97 + i AS INTEGER)) AS s,
              [CAST(i AS INTEGER), CAST(i AS INTEGER) + 1] AS arr, MAP {chr(CAST(97 + i AS INTEGER)): CAST(i AS INTEGER)} AS m,
              i % 2 = 0 AS b
       FROM range(6) AS numbers(i)`,
    );
  });

  afterAll(() => engine.close());

  it.each([
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
      "SELECT hour, count(*), avg(event.staffid) FROM events GROUP BY hour ORDER BY hour DESC",
      [
        ["1", "3", "4.0"],
        ["0", "3", "1.0"],
      ],
    ],
    ["SELECT count(*) FROM events e, n WHERE e.event.staffid = n.id AND n.b", [["3"]]],
    [
      "SELECT event.*, e.metadata.* FROM events e WHERE event.staffid = 1",
      [["Staff 1", "1", null, "Active", "WebApp", "UPDATE_STAFF", "2026-11-23 00:01:00.000"]],
    ],
    ["SELECT max(status) FROM (SELECT e.event.* FROM events e)", [["Active"]]],
    [
      "SELECT (x).*, x FROM (SELECT ROW(1, id * 2) AS x FROM n) WHERE x[2] = 4",
      [["1", "4", "{field0=1, field1=4}"]],
    ],
    [
      "SELECT event.*, count(*) FROM events GROUP BY event HAVING event.staffid = 1",
      [["Staff 1", "1", null, "Active", "1"]],
    ],
    [
      "SELECT e.event.status, count(*) FROM events e GROUP BY e.event ORDER BY event.staffid LIMIT 1",
      [["Active", "1"]],
    ],
    ["SELECT * FROM n WHERE id = 1", [["1", "1.5", "1.25", "b", "[1, 2]", "{b=1}", "false"]]],
    ["SELECT v FROM n ORDER BY v", [["1.5"], ["3.0"], ["6.0"], ["7.5"], [null], [null]]],
    ["SELECT v FROM n ORDER BY v DESC LIMIT 2", [["7.5"], ["6.0"]]],
    ["SELECT id FROM n ORDER BY v DESC NULLS FIRST, id OFFSET 1 LIMIT 2", [["3"], ["5"]]],
    [
      "WITH a AS (SELECT event.staffid AS id, hour FROM events), b (x) AS (SELECT id FROM a WHERE hour = 0) SELECT a.id, x FROM a LEFT JOIN b ON a.id = x ORDER BY 1",
      [
        ["0", "0"],
        ["1", "1"],
        ["2", "2"],
        ["3", null],
        ["4", null],
        ["5", null],
      ],
    ],
    [
      "SELECT id, u, o FROM n CROSS JOIN UNNEST(arr) WITH ORDINALITY AS t (u, o) WHERE id < 2 ORDER BY 1, 3",
      [
        ["0", "0", "1"],
        ["0", "1", "2"],
        ["1", "1", "1"],
        ["1", "2", "2"],
      ],
    ],
    ["SELECT k, x FROM n, UNNEST(m) AS t (k, x) WHERE id = 2", [["c", "2"]]],
    [
      "SELECT a, b FROM UNNEST(ARRAY[1, 2], ARRAY['x']) AS t (a, b)",
      [
        ["1", "x"],
        ["2", null],
      ],
    ],
    ["SELECT name FROM UNNEST(ARRAY[CAST(ROW('Ann') AS row(name varchar))])", [["Ann"]]],
    [
      "SELECT id, row_number() OVER (PARTITION BY b ORDER BY v DESC), lag(s) OVER (ORDER BY id) FROM n ORDER BY id LIMIT 2",
      [
        ["0", "3", null],
        ["1", "2", "a"],
      ],
    ],
    [
      "SELECT sum(id) OVER w FROM n WINDOW w AS (ORDER BY id ROWS 1 PRECEDING) ORDER BY 1 DESC LIMIT 1",
      [["9"]],
    ],
    [
      "SELECT b, sum(v), avg(d), sum(d), array_agg(s ORDER BY s DESC), max_by(s, v), count(DISTINCT v) FROM n GROUP BY b ORDER BY b",
      [
        ["false", "9.0", "3.75", "11.25", "[f, d, b]", "f", "2"],
        ["true", "9.0", "2.50", "7.50", "[e, c, a]", "e", "2"],
      ],
    ],
    [
      "SELECT count(*) FILTER (WHERE b), count_if(v > 2), approx_distinct(s), arbitrary(b = b) FROM n",
      [["3", "3", "6", "true"]],
    ],
    ["SELECT listagg(s, ',') WITHIN GROUP (ORDER BY s DESC) FROM n", [["f,e,d,c,b,a"]]],
    [
      "SELECT approx_percentile(id, 0.5), map_agg(s, id) FROM n WHERE id < 2",
      [["0", "{a=0, b=1}"]],
    ],
    [
      "SELECT map_agg(k, v) FROM (VALUES ('b', 1), (NULL, 2), ('a', NULL), ('b', 3)) AS t (k, v)",
      [["{b=1, a=null}"]],
    ],
    [
      "SELECT map_agg(k, MAP(ARRAY[k], ARRAY[v])) FROM (VALUES (1, 1), (1, 2)) AS t (k, v)",
      [["{1={1=1}}"]],
    ],
    ["SELECT map_agg(k, 1) FROM (VALUES CAST(NULL AS varchar)) AS t (k)", [[null]]],
    [
      "SELECT cardinality(map_agg((x * 6 + y) % 30000, x)) FROM UNNEST(sequence(1, 10000)) AS t (x), UNNEST(sequence(1, 6)) AS u (y)",
      [["30000"]],
    ],
    [
      "SELECT b, grouping(b), count(*) FROM n GROUP BY GROUPING SETS ((b), ()) ORDER BY 2, 1",
      [
        ["false", "0", "3"],
        ["true", "0", "3"],
        [null, "1", "6"],
      ],
    ],
    [
      "SELECT b, count(*) FROM n GROUP BY ROLLUP (b) ORDER BY 1",
      [
        ["false", "3"],
        ["true", "3"],
        [null, "6"],
      ],
    ],
    [
      "SELECT CASE WHEN b THEN 'x' ELSE 'y' END AS k, max(id) FROM n GROUP BY 1 HAVING max(id) > 4",
      [["y", "5"]],
    ],
    ["SELECT DISTINCT b FROM n ORDER BY b", [["false"], ["true"]]],
    ["SELECT s FROM n WHERE id IN (SELECT event.staffid FROM events) AND id > 4", [["f"]]],
    [
      "SELECT s FROM n WHERE EXISTS (SELECT 1 FROM events e WHERE e.event.staffid = n.id + 4) ORDER BY s",
      [["a"], ["b"]],
    ],
    [
      "SELECT (SELECT max(id) FROM n), id > ALL (SELECT id FROM n WHERE id < 3) FROM n WHERE id = 3",
      [["5", "true"]],
    ],
    ["SELECT id FROM n WHERE v NOT IN (1.5, NULL)", []],
    [
      "SELECT id FROM n WHERE id > 4 UNION ALL SELECT 10 UNION SELECT NULL ORDER BY 1 DESC",
      [["10"], ["5"], [null]],
    ],
    ["SELECT 1 INTERSECT SELECT 1", [["1"]]],
    [
      "VALUES (1, 'a'), (2, NULL)",
      [
        ["1", "a"],
        ["2", null],
      ],
    ],
    ["SELECT id FROM n a JOIN n c USING (id) WHERE c.v > 6", [["5"]]],
    ["SELECT s || CAST(d AS varchar) FROM n WHERE d BETWEEN 1 AND 1.3", [["b1.25"]]],
    ["SELECT sum(d) / count(*), sum(d) * 1.5 FROM n", [["3.13", "28.125"]]],
    ["SELECT sum(id) FROM n WHERE id > 99", [[null]]],
    [
      "SELECT date_trunc('hour', from_iso8601_timestamp(x)) AS h, count(*) FROM (VALUES '2026-01-01T00:10:00Z', '2026-01-01T00:20:00Z') AS t (x) GROUP BY 1",
      [["2026-01-01 00:00:00.000 UTC", "2"]],
    ],
    [
      "SELECT date_trunc('day', from_iso8601_timestamp(x) AT TIME ZONE 'Europe/Berlin'), count(*) FROM (VALUES '2026-01-01T23:10:00Z', '2026-01-02T01:10:00+01:00') AS t (x) GROUP BY 1",
      [["2026-01-02 00:00:00.000 Europe/Berlin", "2"]],
    ],
    ['SELECT max(hour), count(*) FROM "events$partitions" WHERE year = 2026', [["1", "2"]]],
    ["TABLE n ORDER BY id LIMIT 0", []],
    ["SELECT id FROM n WHERE id <> 0 AND 10 / id > 4 ORDER BY id", [["1"], ["2"]]],
    ["SELECT if(id = 0, NULL, 10 / id) FROM n WHERE id < 2 ORDER BY id", [[null], ["10"]]],
    ["SELECT sum(count(*)) OVER () FROM n GROUP BY b LIMIT 1", [["6"]]],
    [
      "SELECT b AS k, count(*) AS c FROM n GROUP BY b ORDER BY c + max(id), lower(CAST(k AS varchar)), sum(count(*)) OVER ()",
      [
        ["true", "3"],
        ["false", "3"],
      ],
    ],
    [
      "SELECT (SELECT count(*) FROM n i ORDER BY max(i.id) + o.id) FROM n o WHERE o.id = 1",
      [["6"]],
    ],
  ])("answers %s", async (sql, rows) => {
    expect((await engine.run(sql)).rows).toEqual(rows);
  });

  it("names columns by alias, by column, or by place", async () => {
    const { columns } = await engine.run(
      'SELECT id AS "Number", s, metadata.appname, 1, max(1) OVER () FROM n, events',
    );
    expect(columns.map(({ name }) => name)).toEqual(["Number", "s", "appname", "_col3", "_col4"]);
  });

  it("takes values for its parameters", async () => {
    const { rows } = await engine.run("SELECT id FROM n WHERE s = ? AND id < ?", {
      parameters: ["'c'", "5"],
    });
    expect(rows).toEqual([["2"]]);
  });

  it.each([
    ["SELECT nope FROM n", `COLUMN_NOT_FOUND: line 1:8: Column 'nope' ${NOT_FOUND}`],
    ["SELECT n.nope\nFROM n", `COLUMN_NOT_FOUND: line 1:8: Column 'n.nope' ${NOT_FOUND}`],
    ["SELECT nope.* FROM events", `COLUMN_NOT_FOUND: line 1:8: Column 'nope' ${NOT_FOUND}`],
    [
      "SELECT id.* FROM n",
      "TYPE_MISMATCH: line 1:8: expected expression of type Row, but it is integer",
    ],
    [
      "SELECT event.* FROM events GROUP BY event.status",
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'event' must be an aggregate expression or appear in GROUP BY clause",
    ],
    ["SELECT event.nope FROM events", `COLUMN_NOT_FOUND: line 1:8: Column 'nope' ${NOT_FOUND}`],
    ["SELECT id AS x FROM n WHERE x = 1", `COLUMN_NOT_FOUND: line 1:29: Column 'x' ${NOT_FOUND}`],
    [
      "SELECT a.id FROM n a JOIN n c USING (id)",
      `COLUMN_NOT_FOUND: line 1:8: Column 'a.id' ${NOT_FOUND}`,
    ],
    ["SELECT id FROM n a, n c", "AMBIGUOUS_NAME: line 1:8: Column 'id' is ambiguous"],
    [
      "SELECT * FROM nope",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.nope' does not exist",
    ],
    ["SELECT *\n  FROM other.n", "SCHEMA_NOT_FOUND: line 2:8: Schema 'other' does not exist"],
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
      "SELECT id, count(*) FROM n",
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'id' must be an aggregate expression or appear in GROUP BY clause",
    ],
    [
      "SELECT b, count(*) FROM n GROUP BY b ORDER BY s",
      "EXPRESSION_NOT_AGGREGATE: line 1:47: 's' must be an aggregate expression or appear in GROUP BY clause",
    ],
    [
      "SELECT b AS k, count(*) FROM n GROUP BY b ORDER BY k, max(id) + id",
      "EXPRESSION_NOT_AGGREGATE: line 1:65: 'id' must be an aggregate expression or appear in GROUP BY clause",
    ],
    [
      "WITH a AS (SELECT 1), A AS (SELECT 2) SELECT * FROM a",
      "DUPLICATE_NAMED_QUERY: line 1:23: WITH query name 'A' specified more than once",
    ],
    [
      "SELECT id FROM n WHERE max(id) > 1",
      "EXPRESSION_NOT_SCALAR: line 1:32: WHERE clause cannot contain aggregations, window functions or grouping operations",
    ],
    [
      "SELECT (SELECT id FROM n)",
      "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows",
    ],
    [
      "SELECT id FROM n ORDER BY 2",
      "INVALID_COLUMN_REFERENCE: line 1:27: ORDER BY position 2 is not in select list",
    ],
    [
      "SELECT 1 UNION SELECT 'a'",
      "TYPE_MISMATCH: column 1 in UNION query has incompatible types: integer, varchar(1)",
    ],
    [
      "SELECT rank() FROM n",
      "MISSING_OVER: line 1:8: Window function rank requires an OVER clause",
    ],
    [
      "SELECT id FROM n TABLESAMPLE BERNOULLI (10)",
      "NOT_SUPPORTED: line 1:18: TABLESAMPLE is not supported by the embedded Athena; it would run on AWS",
    ],
    [
      "SELECT DISTINCT from_iso8601_timestamp(x) FROM (VALUES '2026-01-01T01:10:00+01:00') AS t (x)",
      "NOT_SUPPORTED: Grouping or comparing distinct timestamps of different zones, here +01:00, is not supported by the embedded Athena; it would run on AWS",
    ],
    ["SELECT 1 FORM n", "SYNTAX_ERROR: line 1:15: mismatched input 'n'"],
    [
      "SELECT id FROM n WHERE",
      "SYNTAX_ERROR: line 1:23: mismatched input '<EOF>'. Expecting: <expression>",
    ],
    ["SELECT 1 = 1 = 1", "SYNTAX_ERROR: line 1:14: mismatched input '='"],
    [
      "SELECT max(count(*)) FROM n",
      "NESTED_AGGREGATION: line 1:12: Cannot nest aggregations inside aggregation 'max'",
    ],
    [
      "SELECT DISTINCT id FROM n ORDER BY s",
      "EXPRESSION_NOT_IN_DISTINCT: line 1:36: For SELECT DISTINCT, ORDER BY expressions must appear in select list",
    ],
    [
      "SELECT split(s, ',', 2) FROM n",
      "NOT_SUPPORTED: line 1:8: The form split(varchar, varchar(1), integer) is not supported by the embedded Athena; it would run on AWS",
    ],
  ])("refuses %s", async (sql, fault) => {
    expect(await engine.errorOf(sql)).toBe(fault);
  });
});
