import { jacksonString } from "../../../../../local/athena/engine/udf/json/json-text";
import { identifier } from "../../../../../local/duckdb/sql";
import {
  createTableAs,
  evaluatesTo,
  jsonTable,
  nameOf,
  parquetTable,
  partitions,
  textOf,
  value,
  type Place,
} from "./place";

const lower = (text: string) => text.toLowerCase();

/** Places of names, which must refer to what they name. */
export const NAME_PLACES: Readonly<Record<string, Place>> = {
  "a column's alias": async (text, engine) => {
    const { columns } = await engine.run(`SELECT 1 AS ${nameOf(text)}`);
    return [columns[0]?.name, text];
  },
  "an alias that is used": evaluatesTo(
    (text) => `${nameOf(text)} FROM (SELECT 'v' AS ${nameOf(text)})`,
    () => "v",
  ),
  "a relation's alias": evaluatesTo(
    (text) => `${nameOf(text)}.a FROM (SELECT 'v' AS a) AS ${nameOf(text)}`,
    () => "v",
  ),
  "a query of WITH": async (text, engine) => [
    await value(engine, `WITH ${nameOf(text)} AS (SELECT 'v' AS a) SELECT a FROM ${nameOf(text)}`),
    "v",
  ],
  "a column of USING": evaluatesTo(
    (text) =>
      `${nameOf(text)} FROM (SELECT 'v' AS ${nameOf(text)}) AS l JOIN (SELECT 'v' AS ${nameOf(text)}) AS r USING (${nameOf(text)})`,
    () => "v",
  ),
  "a parameter of a lambda": evaluatesTo(
    (text) => `transform(ARRAY['v'], ${nameOf(text)} -> ${nameOf(text)})`,
    () => "[v]",
  ),
  "a window": evaluatesTo(
    (text) => `count(*) OVER ${nameOf(text)} WINDOW ${nameOf(text)} AS (ORDER BY 1)`,
    () => "1",
  ),
  "a field of a row": evaluatesTo(
    (text) => `CAST(ROW('v') AS ROW(${nameOf(text)} varchar)).${nameOf(text)}`,
    () => "v",
  ),
  "a field of a row as a whole": evaluatesTo(
    (text) => `CAST(ROW('v') AS ROW(${nameOf(text)} varchar))`,
    (text) => `{${text}=v}`,
  ),
  "a field of a row from json": evaluatesTo(
    (text) =>
      `CAST(json_parse(${textOf(JSON.stringify({ [text]: "v" }))}) AS ROW(${nameOf(text)} varchar)).${nameOf(text)}`,
    () => "v",
  ),
  "a field of a row to json": evaluatesTo(
    (text) => `CAST(CAST(ROW('v') AS ROW(${nameOf(text)} varchar)) AS json)`,
    (text) => `{${jacksonString(text)}:"v"}`,
  ),
  "a column of JSON lines": async (text, engine) => {
    jsonTable(engine, [[text, "string"]], { [text]: "v" });
    return [await value(engine, `SELECT ${nameOf(text)} FROM t`), "v"];
  },
  "a field in JSON lines": async (text, engine) => {
    jsonTable(engine, [["s", `struct<${text}:string>`]], { s: { [text]: "v" } });
    return [await value(engine, `SELECT s.${nameOf(text)} FROM t`), "v"];
  },
  "a column of Parquet": async (text, engine) => {
    await parquetTable(engine, text, "string", `SELECT 'v' AS ${identifier(text).text}`);
    return [await value(engine, `SELECT ${nameOf(text)} FROM t`), "v"];
  },
  "a field in Parquet": async (text, engine) => {
    const sql = `SELECT struct_pack(${identifier(text).text} := 'v') AS s`;
    await parquetTable(engine, "s", `struct<${text}:string>`, sql);
    return [await value(engine, `SELECT s.${nameOf(text)} FROM t`), "v"];
  },
  "a partition key": async (text, engine) => {
    partitions(engine, text, "mine");
    const sql = `SELECT ${nameOf(text)} FROM t WHERE ${nameOf(text)} = 'mine' AND a = 'v'`;
    return [await value(engine, sql), "mine"];
  },
  "a table": async (text, engine) => {
    jsonTable(engine, [["a", "string"]], { a: "v" });
    const table = engine.aws.tables.get("db.t");
    engine.aws.tables.delete("db.t");
    if (table !== undefined) engine.aws.tables.set(`db.${lower(text)}`, table);
    return [await value(engine, `SELECT a FROM ${nameOf(text)}`), "v"];
  },
  "a database": async (text, engine) => {
    jsonTable(engine, [["a", "string"]], { a: "v" });
    const table = engine.aws.tables.get("db.t");
    if (table !== undefined) engine.aws.tables.set(`${lower(text)}.t`, table);
    return [await value(engine, `SELECT a FROM ${nameOf(text)}.t`), "v"];
  },
  "a view": async (text, engine) => {
    engine.aws.tables.clear();
    await engine.run(`CREATE VIEW ${nameOf(text)} AS SELECT 'v' AS ${nameOf(text)}`);
    return [await value(engine, `SELECT ${nameOf(text)} FROM ${nameOf(text)}`), "v"];
  },
  "a column of CREATE TABLE AS": async (text, engine) => [
    await createTableAs(engine, "", `SELECT 'v' AS ${nameOf(text)}`, nameOf(text)),
    "v",
  ],
  "a partition key of CREATE TABLE AS": async (text, engine) => {
    const properties = `WITH (partitioned_by = ARRAY[${textOf(text)}])`;
    const query = `SELECT 1 AS a, 'v' AS ${nameOf(text)}`;
    return [await createTableAs(engine, properties, query, nameOf(text)), "v"];
  },
};
