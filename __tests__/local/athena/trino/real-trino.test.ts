import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";

import type { AwsClients } from "../../../../local/aws-clients";
import type { QueryJob, QueryOutcome } from "../../../../local/athena/execution/query-runner";
import { PreparedStatements } from "../../../../local/athena/prepared-statements";
import { TrinoRunner } from "../../../../local/athena/trino/trino-runner";
import { FakeAws } from "../../../support/fake-aws/fake-aws";
import { fillEvents } from "../../../support/fake-aws/event-table";
import { deployFake } from "../../../support/trino/deployed-fake";
import {
  announcedBackend,
  backendClients,
  startBackend,
} from "../../../support/trino/trino-backend";
import { until } from "../../../support/until";
import { inProcessRunner } from "../in-process-runner";
import { executionSettings } from "../../../support/athena/execution-settings";

/** Where a Trino is to be found; the set-up of `npm run test:trino` requires it. */
const TRINO_URL = process.env["TRINO_URL"];

if (TRINO_URL === undefined) {
  console.info("Not run: queries on a real Trino. TRINO_URL names no server.");
}

/** A statement, and its rows, the count of rows that it writes, or the start of its error. */
type Step = readonly [
  sql: string,
  expected: readonly (readonly (string | null)[])[] | number | string,
];

/** All of Athena's DML, in an order in which each statement finds the tables that it needs. */
const STEPS: readonly Step[] = [
  [
    "SELECT 9007199254740993, 1e15, DECIMAL '1.10', x'01ff'",
    [["9007199254740993", "1.0E15", "1.10", "01 ff"]],
  ],
  [
    "SELECT ARRAY[1, NULL], MAP(ARRAY['a'], ARRAY[1e0]), CAST(ROW(1, 'x') AS ROW(a integer, b varchar))",
    [["[1, null]", "{a=1.0}", "{a=1, b=x}"]],
  ],
  [
    "SELECT TIMESTAMP '2026-03-29 01:30:00.5 Europe/Madrid', time '10:00', INTERVAL '1' DAY",
    [["2026-03-29 01:30:00.5 Europe/Madrid", "10:00:00", "1 00:00:00.000"]],
  ],
  [
    "SELECT 'a'\n, nope FROM events",
    "COLUMN_NOT_FOUND: line 2:3: Column 'nope' cannot be resolved or requester",
  ],
  ["SELECT * FROM nodb.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist"],
  ["SELECT 1 + 'a'", "TYPE_MISMATCH: line 1:10: Cannot apply operator: integer + varchar(1)"],
  ["SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero"],

  [
    "CREATE TABLE h WITH (format = 'PARQUET', write_compression = 'SNAPPY', external_location = 's3://lake/h/', partitioned_by = ARRAY['k']) AS SELECT 1 AS a, 'x' AS k",
    1,
  ],
  ["INSERT INTO h VALUES (2, 'y'), (3, 'y')", 2],
  ["SHOW PARTITIONS h", [["k=x"], ["k=y"]]],
  [
    "CREATE TABLE again WITH (external_location = 's3://lake/h/') AS SELECT 1 AS a",
    "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'db.again' already exists: s3://lake/h/. You may need",
  ],
  [
    "CREATE TABLE text WITH (format = 'TEXTFILE', field_delimiter = '|', write_compression = 'NONE', external_location = 's3://lake/text/') AS SELECT 1 AS a, 'x' AS k, CAST(NULL AS varchar) AS n",
    1,
  ],
  [
    "CREATE TABLE orc WITH (format = 'ORC', bucketed_by = ARRAY['a'], bucket_count = 2) AS SELECT 1 AS a",
    1,
  ],
  ["CREATE TABLE avro WITH (format = 'AVRO') AS SELECT 1 AS a", 1],
  ["CREATE TABLE json WITH (format = 'JSON') AS SELECT 1 AS a WITH NO DATA", 0],
  [
    "SELECT a, k, n FROM text UNION ALL SELECT a, NULL, NULL FROM orc JOIN avro USING (a)",
    [
      ["1", "x", null],
      ["1", null, null],
    ],
  ],

  ["CREATE VIEW v AS SELECT a AS b, ROW(a) AS r FROM orc", []],
  ["SELECT * FROM v", [["1", "{field0=1}"]]],
  ["DROP VIEW v", []],

  [
    "UNLOAD (SELECT 1 AS a, 'x') TO 's3://lake/unloaded/' WITH (format = 'JSON', compression = 'NONE')",
    1,
  ],
  ["SHOW TABLES 'unload*'", []],

  ["PREPARE p FROM SELECT ? || k FROM text WHERE a = ?", []],
  ["EXECUTE p USING 'it''s ', 1", [["it's x"]]],
  ["DEALLOCATE PREPARE p", []],

  [
    "CREATE TABLE i (id bigint, at timestamp, s string, st struct<a:int,b:array<string>>) PARTITIONED BY (bucket(4, id), day(at)) LOCATION 's3://lake/i/' TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet')",
    [],
  ],
  [
    "INSERT INTO i VALUES (1, TIMESTAMP '2026-11-23 01:02:03', 'a', ROW(1, ARRAY['x'])), (2, NULL, 'b', NULL)",
    2,
  ],
  [
    "SELECT * FROM i ORDER BY id",
    [
      ["1", "2026-11-23 01:02:03.000000", "a", "{a=1, b=[x]}"],
      ["2", null, "b", null],
    ],
  ],
  ["UPDATE i SET s = 'c' WHERE id = 1", 1],
  [
    "MERGE INTO i t USING (VALUES (2, 'z'), (3, 'n')) s (id, s) ON t.id = s.id WHEN MATCHED THEN UPDATE SET s = s.s WHEN NOT MATCHED THEN INSERT (id, s) VALUES (s.id, s.s)",
    2,
  ],
  ["DELETE FROM i WHERE id = 1", 1],
  [
    "SELECT id, s FROM i ORDER BY id",
    [
      ["2", "z"],
      ["3", "n"],
    ],
  ],
  ["SELECT count(*) FROM i FOR TIMESTAMP AS OF current_timestamp", [["2"]]],
  ['SELECT count(*) > 3 FROM "i$snapshots"', [["true"]]],
  [
    "SELECT * FROM i FOR VERSION AS OF BIGINT '1'",
    "INVALID_ARGUMENTS: Iceberg snapshot ID does not exists: 1",
  ],
  ["OPTIMIZE i REWRITE DATA USING BIN_PACK", 0],
  [
    "OPTIMIZE i REWRITE DATA USING BIN_PACK WHERE s = 'x'",
    "GENERIC_INTERNAL_ERROR: The WHERE of OPTIMIZE may only have conditions on partition columns",
  ],
  ["VACUUM i", 0],
  ["ALTER TABLE i ADD COLUMNS (extra int)", []],
  ["ALTER TABLE i CHANGE COLUMN extra more bigint", []],
  ["SELECT id, more FROM i ORDER BY id LIMIT 1", [["2", null]]],
  [
    "CREATE TABLE j WITH (table_type = 'ICEBERG', is_external = false, location = 's3://lake/j/', partitioning = ARRAY['truncate(s, 1)'], format = 'ORC', write_compression = 'SNAPPY') AS SELECT s, id FROM i",
    2,
  ],
  ["SELECT s FROM j JOIN i USING (id, s) ORDER BY s", [["n"], ["z"]]],
  ["DROP TABLE i", []],
  ["SELECT * FROM i", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.i' does not exist"],
];

(TRINO_URL === undefined ? describe.skip : describe)("a real Trino", () => {
  const folder = mkdtempSync(join(tmpdir(), "real-trino-"));
  const prepared = new PreparedStatements();
  let clients: AwsClients;
  let runner: TrinoRunner;
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const aws = new FakeAws();
    await fillEvents(aws);
    const announced = announcedBackend();
    const { backend, stop: stopBackend } =
      announced === undefined
        ? await startBackend(TRINO_URL ?? "")
        : { backend: announced, stop: () => Promise.resolve() };
    stop = stopBackend;
    clients = backendClients(backend);
    await deployFake(aws, clients);
    runner = new TrinoRunner({
      connect: () => Promise.resolve(backend.connection),
      connected: () => backend.connection,
      gateway: inProcessRunner(folder, () => clients)(folder),
      clients: () => clients,
      resultFolder: folder,
      prepared,
    });
  });

  afterAll(async () => {
    await runner.stop();
    clients.destroy();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let count = 0;
  let scanned = 0;

  async function run(
    text: string,
    signal = new AbortController().signal,
    scanLimit?: number,
  ): Promise<{ readonly outcome: QueryOutcome; readonly object: string }> {
    count += 1;
    const id = `real-${count}`;
    const job: QueryJob = {
      id,
      region: "us-east-1",
      caller: "local",
      text,
      parameters: [],
      database: "db",
      submitted: new Date(),
      outputLocation: `s3://results/${id}`,
      settings: executionSettings({ scanLimit }),
    };
    const planned = (bytes: number): void => {
      scanned = bytes;
    };
    const outcome = await runner.run(job, planned, signal);
    return { outcome, object: outcome.state === "SUCCEEDED" ? await read("results", id) : "" };
  }

  async function read(bucket: string, key: string): Promise<string> {
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? "";
  }

  async function texts(prefix: string): Promise<string[]> {
    const { Contents = [] } = await clients.s3.send(
      new ListObjectsV2Command({ Bucket: "lake", Prefix: prefix }),
    );
    return Promise.all(Contents.map(({ Key = "" }) => read("lake", Key)));
  }

  /** What a statement did, in the form of the expected. */
  async function answer(sql: string, expected: Step[1]): Promise<unknown> {
    const { outcome, object } = await run(sql);
    if (outcome.state !== "SUCCEEDED") return outcome.reason.slice(0, String(expected).length);
    if (typeof expected === "number") return outcome.updateCount;
    const lines = object.split("\n").slice(0, -1);
    const isQuery = lines.length > outcome.resultRows;
    return lines.slice(isQuery ? 1 : 0).map((line) => (isQuery ? fieldsOf(line) : [line]));
  }

  it("answers all of Athena's DML", async () => {
    const different: unknown[] = [];
    for (const [sql, expected] of STEPS) {
      const received = await answer(sql, expected);
      if (JSON.stringify(received) !== JSON.stringify(expected)) different.push({ sql, received });
    }
    expect(different).toEqual([]);
    expect(await texts("text/")).toEqual(["1|x|\\N\n"]);
    expect(await texts("unloaded/")).toEqual(['{"a":1,"_col1":"x"}\n']);
  });

  it("explains with lines of text", async () => {
    const { outcome, object } = await run("EXPLAIN (TYPE DISTRIBUTED) SELECT 1 AS a");
    expect(outcome).toMatchObject({ state: "SUCCEEDED" });
    expect(object).toMatch(/^Trino version: .*\nFragment 0 \[SINGLE\]\n/);
  });

  it("counts the bytes that it reads, and stops at the workgroup's limit", async () => {
    const sql = "SELECT max(event.staffid) FROM events WHERE hour = 0";
    expect((await run(sql)).outcome).toMatchObject({ state: "SUCCEEDED" });
    expect(scanned).toBeGreaterThan(100);
    expect((await run(sql, undefined, 10)).outcome).toEqual({
      state: "CANCELLED",
      reason: "Bytes scanned limit was exceeded",
    });
  });

  it("ends a cancelled query, in Trino too", async () => {
    const abort = new AbortController();
    const endless =
      "SELECT count(*) AS endless FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y), UNNEST(sequence(1, 10000)) c (z) WHERE z * x * y = 7";
    const states = async () => {
      const sql = `SELECT state FROM system.runtime.queries WHERE query LIKE 'SELECT count(*) AS endless%'`;
      return (await run(sql)).object.split("\n");
    };
    const ended = run(endless, abort.signal);
    await until("the query to run", async () => (await states()).includes('"RUNNING"'));
    abort.abort();
    expect((await ended).outcome).toEqual({
      state: "CANCELLED",
      reason: "Query cancelled by user",
    });
    await until("Trino to end it", async () => !(await states()).includes('"RUNNING"'));
  });

  it("refuses what Athena does not have", async () => {
    const classify = (text: string) =>
      runner.classify({ text, parameters: [], region: "us-east-1", workGroup: "primary" });
    await expect(classify("SELEC 1")).rejects.toThrow("SYNTAX_ERROR: line 1:1: mismatched input");
    await expect(classify("SELECT 1 FROM\n t WHERE")).rejects.toThrow(
      "SYNTAX_ERROR: line 2:9: mism",
    );
    await expect(classify("SET SESSION query_max_run_time = '1d'")).rejects.toThrow("of this type");
  });
});

/** The fields of a line of Athena's CSV; none of the statements above has a quote or a comma in a text of two fields. */
function fieldsOf(line: string): (string | null)[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)")?/g)].map(([, value]) => value ?? null);
}
