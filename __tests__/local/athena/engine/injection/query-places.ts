import type { Table } from "@aws-sdk/client-glue";

import { identifier } from "../../../../../local/duckdb/sql";
import { PARQUET_STORAGE, parquet } from "../../../../support/fake-aws/event-table";
import type { TestEngine } from "../../../../support/athena/test-engine";

/** What a query brought and what it should have; nothing where only the attack matters. */
type Answer = readonly [got: unknown, expected: unknown] | undefined;

/** A place where users' text arrives. A query that is refused throws. */
export type Place = (text: string, engine: TestEngine) => Promise<Answer>;

const OPENX = "org.openx.data.jsonserde.JsonSerDe";

/** A text and a name as a person writes them in a query. */
export const textOf = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const nameOf = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function value(engine: TestEngine, sql: string, parameters?: string[]): Promise<unknown> {
  const { rows } = await engine.run(sql, { parameters });
  if (rows.length > 1) throw new Error(`${rows.length} rows`);
  return rows[0]?.[0];
}

/** The value that an expression gives for a text. */
const gives =
  (expression: (text: string) => string, expected: (text: string) => unknown = (text) => text) =>
  async (text: string, engine: TestEngine): Promise<Answer> => [
    await value(engine, `SELECT ${expression(text)}`),
    expected(text),
  ];

/** Any answer and any refusal, as long as the attack fails. */
const survives =
  (sql: (text: string) => string): Place =>
  async (text, engine) => {
    await engine.run(sql(text));
    return undefined;
  };

/** A table `db.t` of JSON lines. */
function jsonTable(
  { aws }: TestEngine,
  columns: readonly (readonly [name: string, type: string])[],
  line: unknown,
  more: Partial<Table> & { readonly serde?: Record<string, string> } = {},
): void {
  aws.objects.clear();
  aws.objects.set("lake/t/a", Buffer.from(`${JSON.stringify(line)}\n`));
  const { serde, StorageDescriptor, ...rest } = more;
  aws.tables.set("db.t", {
    Name: "t",
    StorageDescriptor: {
      Location: "s3://lake/t/",
      SerdeInfo: { SerializationLibrary: OPENX, Parameters: serde },
      Columns: columns.map(([Name, Type]) => ({ Name, Type })),
      ...StorageDescriptor,
    },
    ...rest,
  });
}

async function parquetTable(
  { aws }: TestEngine,
  column: string,
  type: string,
  sql: string,
): Promise<void> {
  aws.objects.clear();
  aws.objects.set("lake/t/a", await parquet(sql));
  aws.tables.set("db.t", {
    Name: "t",
    StorageDescriptor: {
      ...PARQUET_STORAGE,
      Location: "s3://lake/t/",
      Columns: [{ Name: column, Type: type }],
    },
  });
}

/** Two partitions of `db.t` by one key, the second one's value being `other`. */
function partitions(engine: TestEngine, key: string, first: string, folder = "p"): void {
  jsonTable(engine, [["a", "string"]], {}, { PartitionKeys: [{ Name: key, Type: "string" }] });
  const { aws } = engine;
  aws.objects.clear();
  aws.objects.set(`lake/t/${folder}/x`, Buffer.from('{"a":"v","file_index":1}\n'));
  aws.objects.set("lake/other/x", Buffer.from('{"a":"w","file_index":0}\n'));
  aws.partitions.set("db.t", [
    { Values: [first], StorageDescriptor: { Location: `s3://lake/t/${folder}/` } },
    { Values: ["other"], StorageDescriptor: { Location: "s3://lake/other/" } },
  ]);
}

/** CREATE TABLE AS, and the new table's one row. */
async function created(engine: TestEngine, properties: string, query: string, read: string) {
  const { aws } = engine;
  aws.tables.delete("db.made");
  aws.partitions.delete("db.made");
  for (const key of [...aws.objects.keys()])
    if (key.startsWith("results/")) aws.objects.delete(key);
  await engine.run(`CREATE TABLE made ${properties} AS ${query}`);
  return value(engine, `SELECT ${read} FROM made`);
}

/** Half a character in JSON's escapes becomes the sign for what can't be written. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");
const lower = (text: string) => text.toLowerCase();
const javaQuoted = (text: string) => text.replace(/[\\$]/g, "\\$&");

/** Where text is a value, which comes back as it was. */
export const VALUE_PLACES: Readonly<Record<string, Place>> = {
  "a literal": gives(textOf),
  "an execution parameter": async (text, engine) => [
    await value(engine, "SELECT ?", [textOf(text)]),
    text,
  ],
  "an item of IN": gives(
    (text) => `${textOf(text)} IN ('x', ${textOf(text)})`,
    () => "true",
  ),
  "a pattern of LIKE": gives(
    (text) => `${textOf(text)} LIKE ${textOf(text.replace(/[%_!]/g, "!$&"))} ESCAPE '!'`,
    () => "true",
  ),
  "a key of a map": gives(
    (text) => `MAP(ARRAY[${textOf(text)}], ARRAY['v'])[${textOf(text)}]`,
    () => "v",
  ),
  "a lambda over a map": gives(
    (text) =>
      `cardinality(map_filter(MAP(ARRAY[${textOf(text)}], ARRAY[1]), (k, v) -> k = ${textOf(text)}))`,
    () => "1",
  ),
  "an argument of format": gives((text) => `format('%s', ${textOf(text)})`),
  "a pattern of format": gives((text) => `format(${textOf(text.replaceAll("%", "%%"))})`),
  "a pattern of date_format": gives(
    (text) => `date_format(DATE '2026-11-28', ${textOf(text.replaceAll("%", "%%"))})`,
  ),
  "a replacement": gives((text) => `regexp_replace('x', 'x', ${textOf(javaQuoted(text))})`),
  "an element of an array": gives((text) => `array_join(ARRAY[${textOf(text)}], ',')`),
  "a JSON document": gives(
    (text) => `json_extract_scalar(${textOf(JSON.stringify({ a: text }))}, '$.a')`,
    wellFormed,
  ),
  "a view's query": async (text, engine) => {
    engine.aws.tables.delete("db.v");
    await engine.run(`CREATE VIEW v AS SELECT ${textOf(text)} AS a`);
    return [await value(engine, "SELECT a FROM v"), text];
  },
  "data of a table": async (text, engine) => {
    jsonTable(engine, [["a", "string"]], { a: text });
    return [await value(engine, "SELECT a FROM t"), wellFormed(text)];
  },
  "an object's key": async (text, engine) => {
    jsonTable(engine, [["a", "string"]], { a: "v" });
    engine.aws.objects.set(`lake/t/x${text}`, Buffer.from('{"a":"w"}\n'));
    const sql = `SELECT "$path" FROM t WHERE a = 'w'`;
    return /\/[_.]|\/$/.test(text) ? undefined : [await value(engine, sql), `s3://lake/t/x${text}`];
  },
  "a table's location": async (text, engine) => {
    const StorageDescriptor = {
      Location: `s3://lake/x${text}/`,
      SerdeInfo: { SerializationLibrary: OPENX },
      Columns: [{ Name: "a", Type: "string" }],
    };
    jsonTable(engine, [], {}, { StorageDescriptor });
    engine.aws.objects.set(`lake/x${text}/a`, Buffer.from('{"a":"w"}\n'));
    return [await value(engine, `SELECT "$path" FROM t`), `s3://lake/x${text}/a`];
  },
  "a partition's value": async (text, engine) => {
    partitions(engine, "k", text);
    const sql = `SELECT k FROM t WHERE k = ${textOf(text)} AND a = 'v'`;
    return text.startsWith("__HIVE_DEFAULT") ? undefined : [await value(engine, sql), text];
  },
  "a partition's folder": async (text, engine) => {
    partitions(engine, "k", "mine", `k=${text}`);
    const sql = `SELECT "$path" FROM t WHERE k = 'mine'`;
    return [await value(engine, sql), `s3://lake/t/k=${text}/x`];
  },
  "ALTER TABLE ADD PARTITION": async (text, engine) => {
    partitions(engine, "k", "none");
    const spec = `PARTITION (k = ${textOf(text)}) LOCATION ${textOf("s3://lake/added/")}`;
    engine.aws.objects.set("lake/added/x", Buffer.from('{"a":"added"}\n'));
    await engine.run(`ALTER TABLE t ADD ${spec}`);
    const sql = `SELECT k FROM t WHERE a = 'added'`;
    return text.startsWith("__HIVE_DEFAULT") ? undefined : [await value(engine, sql), text];
  },
  "an injected partition": async (text, engine) => {
    jsonTable(
      engine,
      [["a", "string"]],
      {},
      {
        PartitionKeys: [{ Name: "k", Type: "string" }],
        Parameters: {
          "projection.enabled": "true",
          "projection.k.type": "injected",
          "storage.location.template": "s3://lake/i/${k}/",
        },
      },
    );
    engine.aws.objects.set(`lake/i/${text}/x`, Buffer.from('{"a":"v"}\n'));
    const found = await value(engine, `SELECT k FROM t WHERE k = ${textOf(text)}`);
    // Names that begin with a point or a line are hidden from queries.
    return /^[_.]|\/[_.]|__HIVE_DEFAULT/.test(text) ? undefined : [found, text];
  },
  "a projected value": async (text, engine) => {
    jsonTable(
      engine,
      [["a", "string"]],
      {},
      {
        PartitionKeys: [{ Name: "k", Type: "string" }],
        Parameters: {
          "projection.enabled": "true",
          "projection.k.type": "enum",
          "projection.k.values": `other,${text}`,
        },
      },
    );
    await engine.run(`SELECT k FROM t WHERE k = ${textOf(text)}`);
    return undefined;
  },
  "a key that the SerDe maps": async (text, engine) => {
    const more = { serde: { "mapping.a": text } };
    jsonTable(engine, [["a", "string"]], { [text]: "v" }, more);
    // A key is found whatever its case, and another rule reads points in it.
    return [await value(engine, "SELECT a FROM t"), "v"];
  },
  "a value of CREATE TABLE AS": async (text, engine) => [
    await created(engine, "", `SELECT ${textOf(text)} AS a`, "a"),
    text,
  ],
  "a partition of CREATE TABLE AS": async (text, engine) => {
    const properties = "WITH (partitioned_by = ARRAY['k'])";
    const query = `SELECT 1 AS a, ${textOf(text)} AS k`;
    const got = await created(engine, properties, query, "k");
    return text.startsWith("__HIVE_DEFAULT") ? undefined : [got, text];
  },
};

/** Where text is a name, which reaches what it names. */
export const NAME_PLACES: Readonly<Record<string, Place>> = {
  "a column's alias": async (text, engine) => {
    const { columns } = await engine.run(`SELECT 1 AS ${nameOf(text)}`);
    return [columns[0]?.name, text];
  },
  "an alias that is used": gives(
    (text) => `${nameOf(text)} FROM (SELECT 'v' AS ${nameOf(text)})`,
    () => "v",
  ),
  "a relation's alias": gives(
    (text) => `${nameOf(text)}.a FROM (SELECT 'v' AS a) AS ${nameOf(text)}`,
    () => "v",
  ),
  "a query of WITH": async (text, engine) => [
    await value(engine, `WITH ${nameOf(text)} AS (SELECT 'v' AS a) SELECT a FROM ${nameOf(text)}`),
    "v",
  ],
  "a column of USING": gives(
    (text) =>
      `${nameOf(text)} FROM (SELECT 'v' AS ${nameOf(text)}) AS l JOIN (SELECT 'v' AS ${nameOf(text)}) AS r USING (${nameOf(text)})`,
    () => "v",
  ),
  "a parameter of a lambda": gives(
    (text) => `transform(ARRAY['v'], ${nameOf(text)} -> ${nameOf(text)})`,
    () => "[v]",
  ),
  "a window": gives(
    (text) => `count(*) OVER ${nameOf(text)} WINDOW ${nameOf(text)} AS (ORDER BY 1)`,
    () => "1",
  ),
  "a field of a row": gives(
    (text) => `CAST(ROW('v') AS ROW(${nameOf(text)} varchar)).${nameOf(text)}`,
    () => "v",
  ),
  "a field of a row as a whole": gives(
    (text) => `CAST(ROW('v') AS ROW(${nameOf(text)} varchar))`,
    (text) => `{${lower(text)}=v}`,
  ),
  "a field of a row from json": gives(
    (text) =>
      `CAST(json_parse(${textOf(JSON.stringify({ [text]: "v" }))}) AS ROW(${nameOf(text)} varchar)).${nameOf(text)}`,
    () => "v",
  ),
  "a field of a row to json": gives(
    (text) => `CAST(CAST(ROW('v') AS ROW(${nameOf(text)} varchar)) AS json)`,
    (text) => JSON.stringify({ [lower(text)]: "v" }),
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
    await created(engine, "", `SELECT 'v' AS ${nameOf(text)}`, nameOf(text)),
    "v",
  ],
  "a partition key of CREATE TABLE AS": async (text, engine) => {
    const properties = `WITH (partitioned_by = ARRAY[${textOf(text)}])`;
    const query = `SELECT 1 AS a, 'v' AS ${nameOf(text)}`;
    return [await created(engine, properties, query, nameOf(text)), "v"];
  },
};

/** Where text means something to Athena: it may be refused, and must not mean anything to DuckDB. */
export const OTHER_PLACES: Readonly<Record<string, Place>> = {
  "the whole query": survives((text) => text),
  "a part of a query": survives((text) => `SELECT ${text}`),
  "a second statement": survives((text) => `SELECT 1; ${text}`),
  "an execution parameter as it is": async (text, engine) => {
    await engine.run("SELECT ?", { parameters: [text] });
    return undefined;
  },
  "a zone": survives((text) => `SELECT at_timezone(current_timestamp, ${textOf(text)})`),
  "a literal's zone": survives(
    (text) => `SELECT TIMESTAMP ${textOf(`2026-11-28 00:00:00 ${text}`)}`,
  ),
  "a typed literal": survives((text) => `SELECT DATE ${textOf(text)}`),
  "the name of a type": survives((text) => `SELECT CAST(1 AS ${nameOf(text)})`),
  "the name of a function": survives((text) => `SELECT ${nameOf(text)}(1) OVER ()`),
  "a field of EXTRACT": survives(
    (text) => `SELECT EXTRACT(${nameOf(text)} FROM current_timestamp)`,
  ),
  "a regular expression": survives((text) => `SELECT regexp_like('x', ${textOf(text)})`),
  "a JSON path": survives((text) => `SELECT json_extract('{}', ${textOf(text)})`),
  "a pattern of date_parse": survives((text) => `SELECT date_parse('x', ${textOf(text)})`),
  "a unit": survives((text) => `SELECT date_trunc(${textOf(text)}, current_timestamp)`),
  "values of INSERT": survives((text) => `INSERT INTO t VALUES (${textOf(text)})`),
  UNLOAD: survives((text) => `UNLOAD (SELECT ${textOf(text)}) TO ${textOf(text)}`),
  "a pattern of SHOW": survives((text) => `SHOW TABLES LIKE ${textOf(text.slice(0, 40))}`),
  ...Object.fromEntries(
    ["format", "write_compression", "external_location", "field_delimiter"].map((property) => [
      `the property ${property}`,
      survives((text) => `CREATE TABLE new WITH (${property} = ${textOf(text)}) AS SELECT 1 AS a`),
    ]),
  ),
  "an external location": survives(
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
