/**
 * @jest-environment <rootDir>/__tests__/support/trino/optional-trino-environment.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CreateTableCommand, GetTableCommand } from "@aws-sdk/client-glue";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";

import { fillEvents } from "../../../support/fake-aws/event-table";
import { FakeAws } from "../../../support/fake-aws/fake-aws";
import { deployFake } from "../../../support/trino/deployed-fake";
import { foundTrino } from "../../../support/trino/found-trino";
import { TrinoAthena } from "../../../support/trino/trino-athena";
import { announcedBackend } from "../../../support/trino/announced-backend";
import { startBackend } from "../../../support/trino/trino-backend";
import { until } from "../../../support/until";
import { executionSettings } from "../../../support/athena/execution-settings";
import { inProcessRunner } from "../in-process-runner";
import { PROPERTIES } from "./table-property-cases";
import { ATHENA_DIFFERENCES } from "./athena-differences";
import { type Step, STEPS } from "./dml-steps";

const MINUTE = 60_000;

/** Runs long after every test has ended. */
const ENDLESS =
  "SELECT count(*) AS endless FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y), UNNEST(sequence(1, 10000)) c (z) WHERE z * x * y = 7";

// For a machine that does much else; a minute is enough for all of them otherwise.
jest.setTimeout(10 * MINUTE);

describe("Athena's API on a real Trino", () => {
  let athena: TrinoAthena | undefined;
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    let backend = announcedBackend();
    if (backend === undefined) {
      const source = foundTrino();
      if (source === undefined) return;
      ({ backend, stop } = await startBackend(source));
    }
    athena = new TrinoAthena(backend);
    const aws = new FakeAws();
    await fillEvents(aws);
    await deployFake(aws, athena.clients);
  }, 6 * MINUTE);

  afterAll(async () => {
    await athena?.stop();
    await stop();
  }, MINUTE);

  /** A test with the API over the Trino that was found; it is skipped where there is none. */
  function onTrino(test: (athena: TrinoAthena) => Promise<void>): () => Promise<void> {
    return () => {
      if (athena === undefined) throw new Error("there is no Trino");
      return test(athena);
    };
  }

  async function read(bucket: string, key: string): Promise<Buffer> {
    const { Body } =
      (await athena?.clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))) ?? {};
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  }

  async function keysBelow(prefix: string): Promise<string[]> {
    const { Contents = [] } =
      (await athena?.clients.s3.send(
        new ListObjectsV2Command({ Bucket: "lake", Prefix: prefix }),
      )) ?? {};
    return Contents.map(({ Key = "" }) => Key);
  }

  async function texts(prefix: string): Promise<string[]> {
    return Promise.all(
      (await keysBelow(prefix)).map(async (key) => String(await read("lake", key))),
    );
  }

  /** The lines of a statement's data manifest, without the bucket. */
  async function manifest(location: string | undefined): Promise<string[]> {
    const [, key = ""] = /^s3:\/\/results\/(.*)$/.exec(location ?? "") ?? [];
    const lines = String(await read("results", key))
      .trimEnd()
      .split("\n");
    return lines.map((line) => line.replace("s3://lake/", ""));
  }

  /** The result object of a query on the engine duckdb. */
  async function onDuckDb(sql: string): Promise<string> {
    if (athena === undefined) throw new Error("there is no embedded AWS");
    const { clients } = athena;
    const folder = mkdtempSync(join(tmpdir(), "duckdb-"));
    const runner = inProcessRunner(folder, () => clients)(folder);
    const id = `duckdb-${(duckDbQueries += 1)}`;
    const job = {
      ...{ id, region: "us-east-1", caller: "local", text: sql, parameters: [], database: "db" },
      ...{ submitted: new Date(), outputLocation: `s3://results/${id}` },
      settings: executionSettings(),
    };
    try {
      const outcome = await runner.run(job, () => undefined, new AbortController().signal);
      expect([sql, outcome]).toMatchObject([sql, { state: "SUCCEEDED" }]);
      return String(await read("results", id));
    } finally {
      await runner.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  let duckDbQueries = 0;

  /** What a statement did, in the form of the expected. */
  async function answer(trino: TrinoAthena, sql: string, expected: Step[1]): Promise<unknown> {
    try {
      const { rows, updateCount } = await trino.run(sql);
      return typeof expected === "number" ? updateCount : rows;
    } catch (error) {
      return (error as Error).message.slice(
        0,
        typeof expected === "string" ? expected.length : 500,
      );
    }
  }

  it(
    "answers all of Athena's DML",
    onTrino(async (trino) => {
      const different: unknown[] = [];
      for (const [sql, expected] of STEPS) {
        const received = await answer(trino, sql, expected);
        if (JSON.stringify(received) !== JSON.stringify(expected))
          different.push({ sql, received });
      }
      expect(different).toEqual([]);
      expect(await texts("text/")).toEqual(["1|x|\\N\n"]);
      expect(await texts("unloaded/")).toEqual(['{"a":1,"_col1":"x"}\n']);
    }),
  );

  it(
    "binds execution parameters, and runs the API's prepared statements",
    onTrino(async (trino) => {
      const bound = await trino.run("SELECT ? || '!', ? + 1", {
        ExecutionParameters: ["'it''s'", "41"],
      });
      expect(bound.rows).toEqual([["it's!", "42"]]);
      const statement = { StatementName: "api", WorkGroup: "primary" };
      const QueryStatement = "SELECT ? AS a";
      await trino.call("CreatePreparedStatement", { ...statement, QueryStatement });
      expect((await trino.run("EXECUTE api USING DATE '2026-11-23'")).rows).toEqual([
        ["2026-11-23"],
      ]);
      const executed = await trino.run("EXECUTE api", { ExecutionParameters: ["1"] });
      expect(executed.rows).toEqual([["1"]]);
      expect(executed.execution).toMatchObject({ SubstatementType: "SELECT" });
      await trino.run("DEALLOCATE PREPARE api");
      await expect(trino.run("EXECUTE api USING 1")).rejects.toThrow("not found: api");
      await trino.run("PREPARE own FROM INSERT INTO prepared VALUES (?)");
      await trino.run("CREATE TABLE prepared AS SELECT 1 AS a");
      expect((await trino.run("EXECUTE own USING 2")).updateCount).toBe(1);
      const found = await trino.call("GetPreparedStatement", {
        ...statement,
        StatementName: "own",
      });
      expect(found).toMatchObject({
        PreparedStatement: { QueryStatement: "INSERT INTO prepared VALUES (?)" },
      });
      const injected = { ExecutionParameters: ["1) UNION SELECT (2"] };
      await expect(
        trino.start("SELECT ?", injected).then((id) => trino.ended(id)),
      ).resolves.toEqual(
        expect.objectContaining({
          Status: expect.objectContaining({ State: "FAILED" }) as unknown,
        }),
      );
    }),
  );

  it(
    "follows every table property of CREATE TABLE AS",
    onTrino(async (trino) => {
      for (const [
        index,
        { properties, input, starts, contains = "", types },
      ] of PROPERTIES.entries()) {
        const location = `properties/${index}/`;
        const list = [...properties, `external_location = 's3://lake/${location}'`];
        await trino.run(
          `CREATE TABLE p${index} WITH (${list.join(", ")}) AS SELECT 1 AS a, 'x' AS b, 'k' AS k`,
        );
        const { Table } = await trino.clients.glue.send(
          new GetTableCommand({ DatabaseName: "db", Name: `p${index}` }),
        );
        expect({ properties, table: Table }).toMatchObject({
          properties,
          table: {
            TableType: "EXTERNAL_TABLE",
            PartitionKeys: properties.some((text) => text.startsWith("partitioned_by"))
              ? [{ Name: "k", Type: "varchar(1)" }]
              : [],
            StorageDescriptor: {
              Location: expect.stringMatching(`^s3://lake/${location}?$`) as unknown,
              InputFormat: expect.stringContaining(input) as unknown,
              ...types,
            },
          },
        });
        const keys = await keysBelow(location);
        expect([properties, keys.length]).not.toEqual([properties, 0]);
        const [key = ""] = keys;
        const object = (await read("lake", key)).toString("latin1");
        expect([properties, object.slice(0, starts.length)]).toEqual([properties, starts]);
        expect(object).toContain(contains);
        const { rows } = await trino.run(`SELECT a, b, k FROM p${index}`);
        expect([properties, rows]).toEqual([properties, [["1", "x", "k"]]]);
        // The engine duckdb refuses these.
        if (/Orc|Avro/.test(input) || properties.join().includes("ZSTD")) continue;
        const own = await onDuckDb(`SELECT a, b, k FROM p${index}`);
        expect([properties, own]).toEqual([properties, '"a","b","k"\n"1","x","k"\n']);
      }
    }),
  );

  it(
    "lists the files that a statement wrote, and none of others",
    onTrino(async (trino) => {
      const written = async (sql: string) =>
        manifest((await trino.run(sql)).execution.Statistics.DataManifestLocation);
      const at = "external_location = 's3://lake/manifest/'";
      const created = await written(
        `CREATE TABLE m WITH (${at}, partitioned_by = ARRAY['k']) AS SELECT 1 AS a, 'x' AS k UNION ALL SELECT 2, 'y'`,
      );
      expect(created.sort()).toEqual((await keysBelow("manifest/")).sort());
      const inserted = await written("INSERT INTO db.m VALUES (3, 'y')");
      expect(inserted).toEqual([expect.stringMatching(/^manifest\/k=y\//)]);
      expect(created).not.toContain(inserted[0]);
      await trino.run("ALTER TABLE m ADD PARTITION (k = 'z') LOCATION 's3://lake/manifest-z/'");
      expect(await written("INSERT INTO m VALUES (4, 'z')")).toEqual(
        await keysBelow("manifest-z/"),
      );
      const options = "WITH (format = 'PARQUET', partitioned_by = ARRAY['k'])";
      const unloaded = await written(
        `UNLOAD (SELECT * FROM m) TO 's3://lake/manifest-u' ${options}`,
      );
      expect(unloaded.sort()).toEqual((await keysBelow("manifest-u/")).sort());
      await trino.run(
        "CREATE TABLE mi (a int) LOCATION 's3://lake/manifest-i/' TBLPROPERTIES ('table_type' = 'ICEBERG')",
      );
      const both = await Promise.all(
        [1, 2].map((value) => written(`INSERT INTO mi VALUES (${value})`)),
      );
      expect(both.map((files) => files.length)).toEqual([1, 1]);
      expect(both.flat().sort()).toEqual((await keysBelow("manifest-i/data/")).sort());
      const { execution } = await trino.run("SELECT * FROM m");
      expect(execution.Statistics.DataManifestLocation).toBeUndefined();
    }),
  );

  it(
    "reads an Iceberg table as of a snapshot and of a time",
    onTrino(async (trino) => {
      await trino.run(
        "CREATE TABLE travel WITH (table_type = 'ICEBERG', is_external = false, location = 's3://lake/travel/') AS SELECT 1 AS a",
      );
      await trino.run("INSERT INTO travel VALUES 2");
      const snapshots = await trino.run(
        'SELECT snapshot_id, CAST(committed_at AS varchar) FROM "travel$snapshots" ORDER BY committed_at',
      );
      const [[first = "", time = ""] = []] = snapshots.rows;
      for (const at of [`VERSION AS OF ${first}`, `TIMESTAMP AS OF TIMESTAMP '${time}'`]) {
        const { rows } = await trino.run(`SELECT a FROM travel FOR ${at}`);
        expect([at, rows]).toEqual([at, [["1"]]]);
      }
      expect((await trino.run("SELECT sum(a) FROM travel")).rows).toEqual([["3"]]);
    }),
  );

  it(
    "shares views with the engine duckdb, in both directions",
    onTrino(async (trino) => {
      await trino.run("CREATE VIEW shared AS SELECT min(hour) AS h, 'é' AS t FROM events");
      expect(await onDuckDb("SELECT * FROM shared")).toBe('"h","t"\n"0","é"\n');
      await trino.run("CREATE OR REPLACE VIEW shared AS SELECT DECIMAL '1.10' AS d");
      expect(await onDuckDb("SELECT * FROM shared")).toBe('"d"\n"1.10"\n');
      await expect(trino.run("CREATE VIEW shared AS SELECT 1 AS a")).rejects.toThrow(
        "already exists",
      );
      await onDuckDb("CREATE OR REPLACE VIEW shared AS SELECT max(hour) AS h FROM events");
      await trino.run("CREATE VIEW nested AS SELECT h + 1 AS n FROM shared");
      const nested = await trino.run("SELECT n FROM nested");
      expect(await onDuckDb("SELECT n FROM nested")).toBe(`"n"\n"${nested.rows[0]?.[0]}"\n`);
    }),
  );

  it(
    "explains with lines of text",
    onTrino(async (trino) => {
      const lines = async (sql: string) => {
        const { rows, execution } = await trino.run(sql);
        expect(execution).toMatchObject({ StatementType: "UTILITY", SubstatementType: "EXPLAIN" });
        return rows.map(([line]) => line).join("\n");
      };
      expect(await lines("EXPLAIN SELECT 1 AS a")).toMatch(
        /^Trino version: .*\nFragment 0 \[SINGLE\]/,
      );
      expect(await lines("EXPLAIN (TYPE IO, FORMAT JSON) SELECT count(*) FROM events")).toContain(
        '"table" : "events"',
      );
      expect(await lines("EXPLAIN (TYPE LOGICAL) INSERT INTO h VALUES (1, 'x')")).toContain(
        "TableWriter",
      );
      expect(
        await lines("EXPLAIN CREATE TABLE never WITH (format = 'ORC') AS SELECT 1 AS a"),
      ).toContain("TableWriter");
      expect(await lines("EXPLAIN ANALYZE SELECT count(*) FROM events")).toContain("CPU:");
      await expect(trino.run("SELECT * FROM never")).rejects.toThrow("does not exist");
    }),
  );

  it(
    "reports what a query read and how long it took",
    onTrino(async (trino) => {
      await trino.run(
        "CREATE TABLE plain WITH (format = 'TEXTFILE', write_compression = 'NONE', external_location = 's3://lake/plain/') AS SELECT x FROM UNNEST(sequence(1, 1000)) t (x)",
      );
      const [key = ""] = await keysBelow("plain/");
      const { length } = await read("lake", key);
      const { execution } = await trino.run("SELECT sum(x) FROM plain");
      const { Statistics: figures } = execution;
      expect(figures.DataScannedInBytes).toBe(length);
      expect(figures.QueryPlanningTimeInMillis).toBeLessThanOrEqual(
        figures.EngineExecutionTimeInMillis,
      );
      expect(figures.EngineExecutionTimeInMillis).toBeLessThanOrEqual(
        figures.TotalExecutionTimeInMillis,
      );
      expect(
        await trino.call("GetQueryRuntimeStatistics", {
          QueryExecutionId: execution.QueryExecutionId,
        }),
      ).toMatchObject({
        QueryRuntimeStatistics: { Rows: { InputBytes: length, OutputRows: 1 } },
      });
      const failed = await trino.ended(await trino.start("SELECT 1 / 0"));
      expect(failed.Status).toMatchObject({
        AthenaError: { ErrorCategory: 2 },
        StateChangeReason: "DIVISION_BY_ZERO: Division by zero",
      });
    }),
  );

  it(
    "stops a query at its workgroup's limit of bytes",
    onTrino(async (trino) => {
      const limit = 10 * 1024 * 1024;
      await trino.clients.athena.send(
        new CreateWorkGroupCommand({
          Name: "limited",
          Configuration: {
            BytesScannedCutoffPerQuery: limit,
            ResultConfiguration: { OutputLocation: "s3://results/limited/" },
          },
        }),
      );
      await trino.run(
        "CREATE TABLE big WITH (format = 'TEXTFILE', write_compression = 'NONE') AS SELECT rpad('x', 1000, 'x') AS t FROM UNNEST(sequence(1, 10000)), UNNEST(sequence(1, 3))",
      );
      const WorkGroup = "limited";
      const { rows } = await trino.run("SELECT count(*) FROM events", { WorkGroup });
      expect(rows).toHaveLength(1);
      const { Status } = await trino.ended(
        await trino.start("SELECT max(t) FROM big", { WorkGroup }),
      );
      expect(Status).toMatchObject({
        State: "CANCELLED",
        StateChangeReason: "Bytes scanned limit was exceeded",
      });
    }),
  );

  it(
    "ends a query that is stopped, in Trino too",
    onTrino(async (trino) => {
      const running = async () => {
        const sql = `SELECT state FROM system.runtime.queries WHERE query LIKE 'SELECT count(*) AS endless%' AND state = 'RUNNING'`;
        return (await trino.run(sql)).rows.length;
      };
      const id = await trino.start(ENDLESS);
      await until("the query to run", async () => (await running()) === 1);
      const stopped = Date.now();
      await trino.call("StopQueryExecution", { QueryExecutionId: id });
      const { Status } = await trino.ended(id);
      // A second is promised; the rest is for a machine that does much else.
      expect(Date.now() - stopped).toBeLessThan(5_000);
      expect(Status).toMatchObject({
        State: "CANCELLED",
        StateChangeReason: "Query cancelled by user",
      });
      await until("Trino to end it", async () => (await running()) === 0);
    }),
  );

  it(
    "differs from Athena as the page says, row by row",
    onTrino(async (trino) => {
      const put = (Key: string, Body: string) =>
        trino.clients.s3.send(new PutObjectCommand({ Bucket: "lake", Key, Body }));
      await put("d5/a.csv", '"1"\n');
      await put("d6/a.json", '{"a": 1}\nno JSON\n{"a": 2}\n');
      await trino.run("CREATE VIEW owned AS SELECT 1 AS a");
      const { Table: view } = await trino.clients.glue.send(
        new GetTableCommand({ DatabaseName: "db", Name: "owned" }),
      );
      const { StorageDescriptor, ViewOriginalText, ViewExpandedText, Parameters } = view ?? {};
      const TableInput = {
        ...{ Name: "ownerless", TableType: "VIRTUAL_VIEW", PartitionKeys: [] },
        ...{ StorageDescriptor, ViewOriginalText, ViewExpandedText, Parameters },
      };
      await trino.clients.glue.send(new CreateTableCommand({ DatabaseName: "db", TableInput }));
      const different: unknown[] = [];
      for (const [sql, expected] of ATHENA_DIFFERENCES.flatMap(({ steps }) => steps)) {
        const received = await answer(trino, sql, expected);
        if (JSON.stringify(received) !== JSON.stringify(expected)) {
          different.push({ sql, received: await answer(trino, sql, []) });
        }
      }
      expect(different).toEqual([]);
    }),
  );

  it(
    "refuses what Athena does not have",
    onTrino(async (trino) => {
      for (const [sql, reason] of [
        ["SELEC 1", "line 1:1: mismatched input"],
        ["SELECT 1 FROM\n t WHERE", "line 2:9: mismatched input"],
        ["SET SESSION query_max_run_time = '1d'", "Queries of this type are not supported"],
        ["CALL system.runtime.kill_query('x', 'y')", "Queries of this type are not supported"],
        ["USE db", "Queries of this type are not supported"],
        ["GRANT SELECT ON events TO ann", "Queries of this type are not supported"],
        ["CREATE CATALOG c USING memory", "Queries of this type are not supported"],
      ] as const) {
        await expect(trino.start(sql)).rejects.toThrow(reason);
      }
    }),
  );
});
