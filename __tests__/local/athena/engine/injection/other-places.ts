import { jsonTable, nameOf, OPENX, hasNoEffect, textOf, type Place } from "./place";
import type { TestEngine } from "../../../../support/athena/test-engine";

/** Places where text has a meaning to Athena: it may be rejected, and must have no effect in DuckDB. */
export const OTHER_PLACES: Readonly<Record<string, Place>> = {
  "the whole query": hasNoEffect((text) => text),
  "a part of a query": hasNoEffect((text) => `SELECT ${text}`),
  "a second statement": hasNoEffect((text) => `SELECT 1; ${text}`),
  "an execution parameter as it is": async (text, engine) => {
    await engine.run("SELECT ?", { parameters: [text] });
    return undefined;
  },
  "a zone": hasNoEffect((text) => `SELECT at_timezone(current_timestamp, ${textOf(text)})`),
  "a literal's zone": hasNoEffect(
    (text) => `SELECT TIMESTAMP ${textOf(`2026-11-28 00:00:00 ${text}`)}`,
  ),
  "a typed literal": hasNoEffect((text) => `SELECT DATE ${textOf(text)}`),
  "the name of a type": hasNoEffect((text) => `SELECT CAST(1 AS ${nameOf(text)})`),
  "the name of a function": hasNoEffect((text) => `SELECT ${nameOf(text)}(1) OVER ()`),
  "a field of EXTRACT": hasNoEffect(
    (text) => `SELECT EXTRACT(${nameOf(text)} FROM current_timestamp)`,
  ),
  "a regular expression": hasNoEffect((text) => `SELECT regexp_like('x', ${textOf(text)})`),
  "a JSON path": hasNoEffect((text) => `SELECT json_extract('{}', ${textOf(text)})`),
  "a pattern of date_parse": hasNoEffect((text) => `SELECT date_parse('x', ${textOf(text)})`),
  "a unit": hasNoEffect((text) => `SELECT date_trunc(${textOf(text)}, current_timestamp)`),
  "values of INSERT": hasNoEffect((text) => `INSERT INTO t VALUES (${textOf(text)})`),
  UNLOAD: hasNoEffect((text) => `UNLOAD (SELECT ${textOf(text)}) TO ${textOf(text)}`),
  "a pattern of SHOW": hasNoEffect((text) => `SHOW TABLES LIKE ${textOf(text.slice(0, 40))}`),
  ...Object.fromEntries(
    ["format", "write_compression", "external_location", "field_delimiter"].map((property) => [
      `the property ${property}`,
      hasNoEffect(
        (text) => `CREATE TABLE new WITH (${property} = ${textOf(text)}) AS SELECT 1 AS a`,
      ),
    ]),
  ),
  "an external location": hasNoEffect(
    (text) =>
      `CREATE TABLE new WITH (external_location = ${textOf(`s3://lake/${text}/`)}) AS SELECT 1 AS a`,
  ),
  "a column's comment": async (text, engine) => {
    const Columns = [{ Name: "a", Type: "string", Comment: text }];
    const SerdeInfo = { SerializationLibrary: OPENX };
    const StorageDescriptor = { Location: "s3://lake/t/", SerdeInfo, Columns };
    jsonTable(engine, [], {}, { StorageDescriptor });
    for (const sql of ["DESCRIBE t", "SHOW CREATE TABLE t", "SELECT a FROM t"])
      await engine.run(sql);
    return undefined;
  },
  "a column's type": async (text, engine) => {
    jsonTable(engine, [["a", text]], { a: "v" });
    await engine.run("SELECT a FROM t");
    return undefined;
  },
  "a SerDe": async (text, engine) => {
    const SerdeInfo = { SerializationLibrary: `parquet${text}`, Parameters: { [text]: text } };
    const StorageDescriptor = { Location: "s3://lake/t/", SerdeInfo, Columns: [] };
    jsonTable(engine, [], { a: "v" }, { StorageDescriptor });
    await engine.run("SELECT count(*) FROM t");
    return undefined;
  },
  "a view's definition": async (text, engine) => {
    const view = { originalSql: text, catalog: text, schema: text, columns: [] };
    const encoded = Buffer.from(JSON.stringify(view)).toString("base64");
    engine.aws.tables.set("db.v", {
      Name: "v",
      TableType: "VIRTUAL_VIEW",
      ViewOriginalText: `/* Presto View: ${encoded} */`,
    });
    await engine.run("SELECT * FROM v");
    return undefined;
  },
  ...Object.fromEntries(
    ["range", "interval", "interval.unit", "format", "digits", "type"].map((setting) => [
      `the projection's ${setting}`,
      async (text: string, engine: TestEngine) => {
        const type = setting === "digits" ? "integer" : "date";
        const more = {
          range: "2026,2027",
          format: "yyyy",
          "interval.unit": "YEARS",
          [setting]: text,
        };
        const own = Object.entries({ type, ...more }).map(
          ([name, each]) => [`projection.k.${name}`, each] as const,
        );
        jsonTable(
          engine,
          [["a", "string"]],
          {},
          {
            PartitionKeys: [{ Name: "k", Type: "string" }],
            Parameters: { "projection.enabled": "true", ...Object.fromEntries(own) },
          },
        );
        await engine.run("SELECT a FROM t WHERE k > ''");
        return undefined;
      },
    ]),
  ),
};
