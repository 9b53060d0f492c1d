/** A table that a client writes, and what Trino is asked over it. */
export interface IcebergTable {
  readonly name: string;
  /** Columns of Hive's types with which Glue creates the table. @default - a client creates it */
  readonly columns?: Readonly<Record<string, string>>;
  /** Trino's statements, of which `{t}` is the table. @default - the table is written by pyiceberg */
  readonly statements?: readonly string[];
  /** Queries next to `SELECT * FROM {t}`; `{v1}`, `{v2}` … are its snapshots from the first, `{at1}` … their times. */
  readonly queries: readonly string[];
}

const MANY_TYPES = `(b boolean, i integer, l bigint, f real, d double, n decimal(9,2), big decimal(38,10), s varchar,
  x varbinary, day date, t time(6), ts timestamp(6), tz timestamp(6) with time zone, u uuid,
  tags array(varchar), counts map(varchar, integer), nested row(a integer, "Inner" row(c varchar, d array(bigint))),
  people array(row(name varchar, age integer)), by_name map(varchar, row(x double, y double)))`;

/** Tables that Trino writes. */
export const TRINO_TABLES: readonly IcebergTable[] = [
  {
    name: "all_types",
    statements: [
      `CREATE TABLE {t} ${MANY_TYPES} WITH (format_version = 2)`,
      `INSERT INTO {t} VALUES
        (true, 2147483647, 9223372036854775807, REAL '1.5', 1e300, 1234567.89, DECIMAL '1234567890123456789012345678.0123456789',
         'äö 😀', X'00FF10', DATE '9999-12-31', TIME '23:59:59.999999', TIMESTAMP '2026-11-30 12:00:00.123456',
         TIMESTAMP '2026-11-30 12:00:00.123456 UTC', UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59',
         ARRAY['a', NULL, ''], MAP(ARRAY['k', 'j'], ARRAY[1, NULL]), ROW(1, ROW('c', ARRAY[1, 2])),
         ARRAY[ROW('Ann', 30), NULL], MAP(ARRAY['p'], ARRAY[ROW(1.5e0, nan())])),
        (false, -2147483648, -9223372036854775808, REAL '-0.0', -infinity(), -0.01, DECIMAL '-0.0000000001',
         '', X'', DATE '-0044-03-15', TIME '00:00:00', TIMESTAMP '1969-12-31 23:59:59.999999',
         TIMESTAMP '0001-01-01 00:00:00 UTC', UUID '00000000-0000-0000-0000-000000000000',
         ARRAY[], MAP(), ROW(NULL, NULL), ARRAY[], MAP())`,
      `INSERT INTO {t} (i) VALUES (3)`,
    ],
    queries: [
      `SELECT i, nested.a, nested."Inner".c, nested."Inner".d[1] FROM {t} ORDER BY i`,
      "SELECT count(*), count(s), count(nested) FROM {t}",
      "SELECT i FROM {t} WHERE ts < TIMESTAMP '1970-01-01 00:00:00'",
      "SELECT i FROM {t} WHERE tz >= TIMESTAMP '2026-11-30 12:00:00.123456 UTC'",
      "SELECT i FROM {t} WHERE n = -0.01 OR x = X'00FF10'",
      "SELECT i, cast(ts AS varchar), cast(tz AS varchar) FROM {t} ORDER BY i",
    ],
  },
  {
    name: "evolved",
    statements: [
      `CREATE TABLE {t} (id integer, name varchar, ratio real, price decimal(9,2), gone varchar,
         place row(city varchar, zip varchar, geo row(lat double, lon double)), tags array(row(k varchar, v integer)))`,
      `INSERT INTO {t} VALUES (1, 'first', REAL '0.5', 1.25, 'old', ROW('Paris', '75001', ROW(48.9e0, 2.3e0)), ARRAY[ROW('a', 1)])`,
      "ALTER TABLE {t} RENAME COLUMN name TO title",
      "ALTER TABLE {t} DROP COLUMN gone",
      "ALTER TABLE {t} ADD COLUMN gone varchar",
      "ALTER TABLE {t} ALTER COLUMN id SET DATA TYPE bigint",
      "ALTER TABLE {t} ALTER COLUMN ratio SET DATA TYPE double",
      "ALTER TABLE {t} ALTER COLUMN price SET DATA TYPE decimal(18,2)",
      "ALTER TABLE {t} RENAME COLUMN place.city TO town",
      "ALTER TABLE {t} DROP COLUMN place.zip",
      "ALTER TABLE {t} ADD COLUMN place.zip integer",
      "ALTER TABLE {t} RENAME COLUMN place.geo.lon TO longitude",
      `INSERT INTO {t} (id, title, ratio, price, gone, place, tags) VALUES (9000000000, 'second', 0.25e0, 12345678901.25, 'new',
         ROW('Rome', ROW(41.9e0, 12.5e0), 185), ARRAY[ROW('b', 2)])`,
    ],
    queries: [
      "SELECT id, title, gone FROM {t} ORDER BY id",
      "SELECT id, place.town, place.zip, place.geo.longitude FROM {t} ORDER BY id",
      "SELECT id, t.k, t.v FROM {t} CROSS JOIN UNNEST(tags) AS t(k, v) ORDER BY id",
      "SELECT id FROM {t} WHERE gone IS NULL",
      "SELECT title FROM {t} WHERE id > 2147483647",
      "SELECT * FROM {t} FOR VERSION AS OF {v2}",
      "SELECT * FROM {t} FOR TIMESTAMP AS OF {at2}",
    ],
  },
  {
    name: "deleted",
    statements: [
      "CREATE TABLE {t} (id integer, v varchar) WITH (partitioning = ARRAY['bucket(id, 2)'])",
      "INSERT INTO {t} SELECT i, 'v' || CAST(i AS varchar) FROM UNNEST(sequence(1, 40)) AS s(i)",
      "DELETE FROM {t} WHERE id % 3 = 0",
      "UPDATE {t} SET v = 'changed' WHERE id = 4",
      "MERGE INTO {t} AS t USING (VALUES (5, 'merged'), (100, 'new')) AS s(id, v) ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)",
      "INSERT INTO {t} VALUES (3, 'again')",
    ],
    queries: [
      "SELECT count(*), sum(id) FROM {t}",
      "SELECT v FROM {t} WHERE id IN (3, 4, 5, 100) ORDER BY id",
      "SELECT count(*) FROM {t} FOR VERSION AS OF {v2}",
      "SELECT count(*) FROM {t} FOR VERSION AS OF {v3}",
    ],
  },
  {
    name: "partitioned",
    statements: [
      `CREATE TABLE {t} (at timestamp(6), user_id bigint, country varchar, amount double)
         WITH (partitioning = ARRAY['day(at)', 'country'])`,
      `INSERT INTO {t} VALUES (TIMESTAMP '2026-11-28 10:00:00', 1, 'FR', 1), (TIMESTAMP '2026-11-28 23:59:59.999999', 2, 'DE', 2),
         (TIMESTAMP '2026-11-29 00:00:00', 3, 'FR', 3), (TIMESTAMP '1969-12-31 23:00:00', 4, NULL, 4), (NULL, 5, 'FR', 5)`,
      "ALTER TABLE {t} SET PROPERTIES partitioning = ARRAY['hour(at)', 'truncate(country, 1)', 'bucket(user_id, 4)']",
      `INSERT INTO {t} VALUES (TIMESTAMP '2026-11-30 01:30:00', 6, 'FR', 6), (TIMESTAMP '2026-11-30 02:30:00', 7, 'Finland', 7)`,
    ],
    queries: [
      "SELECT user_id FROM {t} WHERE at >= TIMESTAMP '2026-11-29 00:00:00' AND at < TIMESTAMP '2026-11-30 02:00:00' ORDER BY 1",
      "SELECT user_id FROM {t} WHERE country = 'FR' ORDER BY 1",
      "SELECT user_id FROM {t} WHERE country IS NULL OR at IS NULL ORDER BY 1",
      "SELECT count(*) FROM {t} WHERE at BETWEEN TIMESTAMP '2026-11-28 00:00:00' AND TIMESTAMP '2026-11-28 23:59:59.999999'",
      "SELECT country, sum(amount) FROM {t} GROUP BY country ORDER BY 1",
      "SELECT user_id FROM {t} WHERE country IN ('DE', 'Finland') AND amount > 1 ORDER BY 1",
      "SELECT user_id FROM {t} WHERE date(at) = DATE '2026-11-28' ORDER BY 1",
      "SELECT user_id FROM {t} WHERE date_trunc('hour', at) = TIMESTAMP '2026-11-30 02:00:00'",
      "SELECT user_id FROM {t} WHERE at < TIMESTAMP '1970-01-01 00:00:00' OR amount >= 7 ORDER BY 1",
      "SELECT user_id FROM {t} WHERE NOT (country = 'FR') ORDER BY 1",
      "SELECT user_id FROM {t} WHERE country > 'FR' ORDER BY 1",
      "SELECT user_id FROM {t} WHERE country LIKE 'F%' AND user_id BETWEEN 5 AND 6 ORDER BY 1",
      "SELECT user_id FROM {t} WHERE user_id = 1e0 OR user_id > 6.5 ORDER BY 1",
      "SELECT \"$path\", user_id FROM {t} WHERE at >= TIMESTAMP '2026-11-30 00:00:00' ORDER BY 2",
    ],
  },
  {
    name: "optimized",
    statements: [
      "CREATE TABLE {t} (id integer)",
      ...[1, 2, 3, 4, 5].map((id) => `INSERT INTO {t} VALUES ${id}`),
      "DELETE FROM {t} WHERE id = 2",
      "ALTER TABLE {t} EXECUTE optimize",
    ],
    queries: [
      "SELECT id FROM {t} FOR VERSION AS OF {v4} ORDER BY id",
      "SELECT count(*) FROM {t} FOR VERSION AS OF {v1}",
      "SELECT sum(id) FROM {t}",
      "SELECT count(*) FROM {t} FOR VERSION AS OF 1",
      "SELECT count(*) FROM {t} FOR VERSION AS OF 'main'",
      "SELECT count(*) FROM {t} FOR VERSION AS OF 'none'",
      "SELECT count(*) FROM {t} FOR VERSION AS OF 1.5",
      "SELECT count(*) FROM {t} FOR VERSION AS OF NULL",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF TIMESTAMP '2020-01-01 00:00:00'",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF TIMESTAMP '2999-01-01 00:00:00'",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF DATE '2020-01-01'",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF NULL",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF '2020-01-01'",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF current_timestamp",
      "SELECT count(*) FROM {t} FOR TIMESTAMP AS OF now() - INTERVAL '3' DAY",
      "SELECT a.id FROM {t} FOR VERSION AS OF {v2} AS a JOIN {t} FOR VERSION AS OF {v4} b ON a.id = b.id",
      "WITH w AS (SELECT * FROM {t} FOR VERSION AS OF {v3}) SELECT count(*) FROM w",
      "SELECT count(*) FROM {t} WHERE id IN (SELECT id FROM {t} FOR TIMESTAMP AS OF {at3})",
      'SELECT count(*) FROM "{t}$none"',
      "SELECT count(*) FROM {t} FOR VERSION AS OF id",
    ],
  },
  {
    name: "created_by_glue",
    columns: {
      id: "bigint",
      event:
        "struct<user:struct<name:string,age:int>,tags:array<string>,by_key:map<string,struct<x:double>>>",
      price: "decimal(12,3)",
      at: "timestamp",
      day: "date",
      raw: "binary",
      flag: "boolean",
      ratio: "float",
    },
    statements: [
      `INSERT INTO {t} VALUES (1, ROW(ROW('Ann', 30), ARRAY['a', 'b'], MAP(ARRAY['k'], ARRAY[ROW(1.5e0)])), 1.25,
         TIMESTAMP '2026-11-30 12:00:00.123456', DATE '2026-11-30', X'00ff', true, REAL '0.5'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
      "ALTER TABLE {t} RENAME COLUMN event.user.name TO full_name",
      "INSERT INTO {t} (id, event) VALUES (3, ROW(ROW('Bob', 40), ARRAY[], MAP()))",
    ],
    queries: [
      "SELECT id, event.user.full_name FROM {t} ORDER BY id",
      "SELECT count(*) FROM {t} FOR VERSION AS OF {v1}",
    ],
  },
  {
    name: "empty",
    statements: ["CREATE TABLE {t} (id integer, v varchar)"],
    queries: ["SELECT count(*) FROM {t}", 'SELECT "$path" FROM {t}'],
  },
];

/** Tables that `pyiceberg-tables.py` writes. */
export const PYICEBERG_TABLES: readonly IcebergTable[] = [
  {
    name: "py_types",
    queries: [
      "SELECT s, big, at, zoned, raw FROM {t} ORDER BY id",
      "SELECT id FROM {t} WHERE fixed_bytes IS NULL",
    ],
  },
  {
    name: "py_evolved",
    queries: [
      "SELECT id, label FROM {t} WHERE label IS NOT NULL ORDER BY id",
      "SELECT id, extra.home.town FROM {t} ORDER BY id",
      "SELECT * FROM {t} FOR VERSION AS OF {v1} ORDER BY id",
    ],
  },
  {
    name: "py_rewritten",
    queries: [
      "SELECT count(*), sum(id) FROM {t}",
      "SELECT count(*) FROM {t} FOR VERSION AS OF {v1}",
    ],
  },
  { name: "py_version_1", queries: ["SELECT sum(id) FROM {t} WHERE id > 2"] },
];
