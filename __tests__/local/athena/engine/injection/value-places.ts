import {
  createTableAs,
  evaluatesTo,
  jsonTable,
  OPENX,
  partitions,
  textOf,
  value,
  type Place,
} from "./place";

/** A lone surrogate in a JSON escape becomes the replacement character. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");
const javaQuoted = (text: string) => text.replace(/[\\$]/g, "\\$&");

/** Places of values, which must be returned unchanged. */
export const VALUE_PLACES: Readonly<Record<string, Place>> = {
  "a literal": evaluatesTo(textOf),
  "an execution parameter": async (text, engine) => [
    await value(engine, "SELECT ?", [textOf(text)]),
    text,
  ],
  "an item of IN": evaluatesTo(
    (text) => `${textOf(text)} IN ('x', ${textOf(text)})`,
    () => "true",
  ),
  "a pattern of LIKE": evaluatesTo(
    (text) => `${textOf(text)} LIKE ${textOf(text.replace(/[%_!]/g, "!$&"))} ESCAPE '!'`,
    () => "true",
  ),
  "a key of a map": evaluatesTo(
    (text) => `MAP(ARRAY[${textOf(text)}], ARRAY['v'])[${textOf(text)}]`,
    () => "v",
  ),
  "a lambda over a map": evaluatesTo(
    (text) =>
      `cardinality(map_filter(MAP(ARRAY[${textOf(text)}], ARRAY[1]), (k, v) -> k = ${textOf(text)}))`,
    () => "1",
  ),
  "an argument of format": evaluatesTo((text) => `format('%s', ${textOf(text)})`),
  "a pattern of format": evaluatesTo((text) => `format(${textOf(text.replaceAll("%", "%%"))})`),
  "a pattern of date_format": evaluatesTo(
    (text) => `date_format(DATE '2026-11-28', ${textOf(text.replaceAll("%", "%%"))})`,
  ),
  "a replacement": evaluatesTo((text) => `regexp_replace('x', 'x', ${textOf(javaQuoted(text))})`),
  "an element of an array": evaluatesTo((text) => `array_join(ARRAY[${textOf(text)}], ',')`),
  "a JSON document": evaluatesTo(
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
    // Trino reads JSON by Java, whose UTF-8 has a question mark for half of a pair.
    return [await value(engine, "SELECT a FROM t"), text.replace(/\p{Surrogate}/gu, "?")];
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
    // Names that start with a dot or an underscore are hidden from queries.
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
    // Keys are case-insensitive, and dots in them have a meaning.
    return [await value(engine, "SELECT a FROM t"), "v"];
  },
  "a value of CREATE TABLE AS": async (text, engine) => [
    await createTableAs(engine, "", `SELECT ${textOf(text)} AS a`, "a"),
    text,
  ],
  "a partition of CREATE TABLE AS": async (text, engine) => {
    const properties = "WITH (partitioned_by = ARRAY['k'])";
    const query = `SELECT 1 AS a, ${textOf(text)} AS k`;
    const got = await createTableAs(engine, properties, query, "k");
    return text.startsWith("__HIVE_DEFAULT") ? undefined : [got, text];
  },
};
