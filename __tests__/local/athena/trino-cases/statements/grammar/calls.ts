import { type GrammarRows, ROWS } from "./table-rows";

function listagg(inner: string, rest = ""): string {
  return `SELECT listagg(${inner}) WITHIN GROUP (ORDER BY y)${rest} FROM ${ROWS}`;
}

function framed(frame: string): string {
  return `SELECT x, sum(x) OVER (ORDER BY x ${frame}) FROM ${ROWS}`;
}

/** Calls of functions and functions with a syntax of their own, apart from JSON's. */
export const CALL_ROWS: GrammarRows = {
  Position: ["SELECT POSITION('b' IN 'abc')", "SELECT position('b', 'abc')"],
  Listagg: [
    listagg("y, ','"),
    listagg("DISTINCT y, ','"),
    listagg("y"),
    listagg("x, ','"),
    listagg("y, x"),
    listagg("y, ','", " FILTER (WHERE x > 1)"),
    listagg("y, ','", " OVER ()"),
    `SELECT listagg(y, ',') FROM ${ROWS}`,
    `SELECT listagg(y, ',') WITHIN GROUP (ORDER BY x DESC NULLS FIRST, y) FROM ${ROWS}`,
    `SELECT listagg(y, ',' ORDER BY y) FROM ${ROWS}`,
    `SELECT array_agg(y) WITHIN GROUP (ORDER BY y) FROM ${ROWS}`,
  ],
  ListAggOverflowBehavior: [
    listagg("y, ',' ON OVERFLOW ERROR"),
    listagg("y, ',' ON OVERFLOW TRUNCATE '…' WITH COUNT"),
    listagg("y ON OVERFLOW TRUNCATE WITHOUT COUNT"),
  ],
  ListaggCountIndication: [
    listagg("y, ',' ON OVERFLOW TRUNCATE WITH COUNT"),
    listagg("y, ',' ON OVERFLOW TRUNCATE"),
  ],
  FunctionCall: [
    "SELECT abs(-1)",
    `SELECT count(*) FROM ${ROWS}`,
    `SELECT count(t.*) FROM ${ROWS}`,
    `SELECT count(u.*) FROM ${ROWS}`,
    `SELECT count(DISTINCT x), sum(ALL x) FROM ${ROWS}`,
    `SELECT array_agg(x ORDER BY x DESC) FROM ${ROWS}`,
    "SELECT none(1)",
    "SELECT system.builtin.abs(-1)",
    "SELECT builtin.abs(-1)",
    'SELECT "abs"(-1)',
    "SELECT abs(x => -1)",
    "SELECT abs(DISTINCT -1)",
    `SELECT sum(*) FROM ${ROWS}`,
    "SELECT OVERLAY('abc' PLACING 'x' FROM 2)",
    "SELECT CEIL(1.5 TO DAY)",
    "SELECT {fn abs(1)}",
  ],
  Filter: [
    `SELECT count(*) FILTER (WHERE x > 1) FROM ${ROWS}`,
    "SELECT abs(1) FILTER (WHERE true)",
    `SELECT count(*) FILTER (x > 1) FROM ${ROWS}`,
  ],
  Over: [
    `SELECT row_number() OVER () FROM ${ROWS}`,
    `SELECT abs(x) OVER () FROM ${ROWS}`,
    `SELECT row_number() FROM ${ROWS}`,
    `SELECT sum(x) OVER (PARTITION BY y) FROM ${ROWS}`,
  ],
  NullTreatment: [
    `SELECT first_value(x) IGNORE NULLS OVER (ORDER BY x) FROM ${ROWS}`,
    `SELECT lag(x) RESPECT NULLS OVER (ORDER BY x) FROM ${ROWS}`,
    `SELECT sum(x) IGNORE NULLS OVER (ORDER BY x) FROM ${ROWS}`,
    `SELECT array_agg(x) IGNORE NULLS FROM ${ROWS}`,
    `SELECT first_value(x IGNORE NULLS) OVER (ORDER BY x) FROM ${ROWS}`,
  ],
  FrameExtent: [
    framed("ROWS 1 PRECEDING"),
    framed("RANGE 1 PRECEDING"),
    framed("GROUPS 1 PRECEDING"),
    framed("ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING"),
    framed("RANGE BETWEEN CURRENT ROW AND 1 FOLLOWING"),
    framed("GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"),
  ],
  UnboundedFrame: [
    framed("ROWS UNBOUNDED PRECEDING"),
    framed("ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"),
    framed("ROWS UNBOUNDED FOLLOWING"),
  ],
  CurrentRowBound: [framed("ROWS CURRENT ROW"), framed("RANGE CURRENT ROW")],
  BoundedFrame: [
    framed("ROWS BETWEEN x PRECEDING AND x FOLLOWING"),
    framed("ROWS -1 PRECEDING"),
    framed("ROWS 1 FOLLOWING"),
    framed("ROWS 'a' PRECEDING"),
  ],
  Trim: [
    "SELECT trim(' a ')",
    "SELECT trim(BOTH 'a' FROM 'aba')",
    "SELECT trim(LEADING FROM ' ab')",
    "SELECT trim('a' FROM 'aba')",
    "SELECT trim(FROM ' a ')",
    "SELECT trim('aba', 'a')",
    "SELECT trim(BOTH 'a')",
    "SELECT trim(CAST('a ' AS char(3)))",
  ],
  TrimsSpecification: [
    "SELECT trim(TRAILING 'a' FROM 'aba')",
    "SELECT trim(LEADING 'a' FROM 'aba')",
    "SELECT trim(BOTH FROM ' a ')",
  ],
  Substring: [
    "SELECT substring('abc' FROM 2)",
    "SELECT substring('abc' FROM 2 FOR 1)",
    "SELECT substring('abc', 2, 1)",
    "SELECT substring('abc' FOR 1)",
    "SELECT substr('abc' FROM 2)",
  ],
  Normalize: [
    "SELECT normalize('é')",
    "SELECT normalize('é', NFD)",
    "SELECT normalize('é', 'NFD')",
  ],
  NormalForm: [
    "SELECT normalize('é', NFC)",
    "SELECT normalize('é', NFKC)",
    "SELECT normalize('é', NFKD)",
    "SELECT normalize('é', NFX)",
  ],
  Extract: [
    ..."YEAR,QUARTER,MONTH,WEEK,DAY,DAY_OF_MONTH,DAY_OF_WEEK,DOW,DAY_OF_YEAR,DOY,YEAR_OF_WEEK,YOW,HOUR,MINUTE,SECOND"
      .split(",")
      .map((field) => `SELECT EXTRACT(${field} FROM TIMESTAMP '2024-02-03 04:05:06')`),
    ...["TIMEZONE_HOUR", "TIMEZONE_MINUTE", "TIMEZONE"].map(
      (field) => `SELECT EXTRACT(${field} FROM TIMESTAMP '2024-02-03 04:05:06 +02:30')`,
    ),
    "SELECT EXTRACT(none FROM DATE '2024-01-01')",
    "SELECT EXTRACT(MILLISECOND FROM TIMESTAMP '2024-02-03 04:05:06.789')",
    "SELECT EXTRACT(EPOCH FROM TIMESTAMP '2024-02-03 04:05:06.789')",
    "SELECT EXTRACT(HOUR FROM DATE '2024-01-01')",
    "SELECT EXTRACT('year' FROM DATE '2024-01-01')",
    "SELECT EXTRACT(\"YEAR\" FROM DATE '2024-01-01')",
    "SELECT EXTRACT(YEAR FROM INTERVAL '3' YEAR)",
    "SELECT EXTRACT(DAY FROM INTERVAL '3' DAY)",
    "SELECT EXTRACT(YEAR FROM '2024-01-01')",
  ],
  GroupingOperation: [
    `SELECT x, grouping(x) FROM ${ROWS} GROUP BY ROLLUP (x)`,
    `SELECT grouping(t.x) FROM ${ROWS} GROUP BY t.x`,
    `SELECT grouping() FROM ${ROWS} GROUP BY x`,
    "SELECT grouping(1)",
  ],
};
