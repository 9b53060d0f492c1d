import {
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
} from "@aws-sdk/client-glue";
import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuery } from "../../../cli/query/athena-query";
import type { AwsClients } from "../../../local/aws-clients";
import { readRows, runCopy } from "../../../local/duckdb/run-sql";
import { literal, SQL } from "../../../local/duckdb/sql";
import { mapConcurrently } from "../../../local/glue/crawler/partition-listing";
import { benchmarkResult } from "../../harness/benchmark-result";
import type { BenchmarkResult } from "../../harness/benchmark-result";
import { median, medianOf } from "../../harness/median";
import { withQueryBench } from "../../harness/query-bench";

const NAME = "scale";
const BUCKET = "bench-scale";
const PARTITIONS = 2_000;
/** Rows of each partition's file. */
const ROWS = 10;
/** Hours from 2024 to 2026, and four days more. */
const PROJECTED = { range: "2024-01-01-00,2027-01-20-23", format: "yyyy-MM-dd-HH", count: 26_784 };
const EXISTING = 50;
/** Partitions of one call: https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html */
const BATCH = 100;

/** Measures queries of tables with many partitions, against DuckDB alone on the same files. */
export function measureTableScale(rounds: number): Promise<BenchmarkResult[]> {
  return withQueryBench(NAME, async ({ clients, connection, folder }) => {
    const files = await fill(clients, connection, folder, rounds);
    const ask = async (sql: string, expected?: number) => {
      const started = performance.now();
      const { rows } = await runQuery(clients.athena, { sql, workGroup: NAME, database: NAME });
      if (expected !== undefined && Number(rows[0]?.[0]) !== expected) {
        throw new Error(`${sql} returned ${rows[0]?.[0]}, not ${expected}`);
      }
      return performance.now() - started;
    };
    await ask("SELECT 1", 1);
    const sum = (PARTITIONS * ROWS * (ROWS - 1)) / 2;
    const total = (table: string) => `SELECT sum(i) + sum(part) * 0 FROM ${table}`;
    const cold: { readonly here: number; readonly alone: number }[] = [];
    const warm: typeof cold = [];
    // Alternately, so that the load of the machine changes both.
    for (let round = 0; round < rounds; round += 1) {
      const here = await ask(total(`many_${round}`), sum);
      cold.push({ here, alone: await withDuckDb((opened) => scanAlone(opened, files)) });
    }
    for (let round = 0; round < rounds; round += 1) {
      const here = await ask(total("many_0"), sum);
      warm.push({ here, alone: await scanAlone(connection, files) });
    }
    const medians = (timings: typeof cold) => ({
      measured: median(timings.map(({ here }) => here)),
      baseline: median(timings.map(({ alone }) => alone)),
    });
    const [coldScan, warmScan] = [medians(cold), medians(warm)];
    const projected = await ask("SELECT count(*) FROM hours", EXISTING * ROWS);
    const listed = await medianOf(rounds, () => ask("SELECT count(*) FROM hours", EXISTING * ROWS));
    const unit = "ms";
    const alone = "DuckDB alone on the same files and keys";
    const many = `scan of ${PARTITIONS.toLocaleString("en-US")} partitions of one small file`;
    const hours = `${PROJECTED.count.toLocaleString("en-US")} projected partitions, ${EXISTING} of which exist`;
    return [
      benchmarkResult({
        name: many,
        measured: warmScan.measured,
        unit,
        baseline: { name: alone, measured: warmScan.baseline },
        limit: { atMost: 3 },
      }),
      benchmarkResult({
        name: `${many}, with empty caches`,
        measured: coldScan.measured,
        unit,
        baseline: { name: `${alone}, newly opened`, measured: coldScan.baseline },
        limit: { atMost: 3 },
      }),
      benchmarkResult({ name: hours, measured: listed, unit, limit: { atMost: 5_000 } }),
      benchmarkResult({
        name: `${hours}, with empty caches`,
        measured: projected,
        unit,
        limit: { atMost: 5_000 },
      }),
    ];
  });
}

/** Scans the files of a folder for each partition. @returns milliseconds */
async function scanAlone(connection: DuckDBConnection, files: string): Promise<number> {
  const started = performance.now();
  await readRows(
    connection,
    SQL`SELECT sum(i) + sum(part) * 0 FROM read_parquet(${literal(files)}, hive_partitioning = true, hive_types = {part: INTEGER})`,
  );
  return performance.now() - started;
}

async function withDuckDb<Result>(
  run: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    return await run(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Creates the tables and their objects: a table for each round, since the first query of one fills its caches.
 *
 * @returns a pattern of the same files on this machine
 */
async function fill(
  clients: AwsClients,
  connection: DuckDBConnection,
  folder: string,
  rounds: number,
): Promise<string> {
  const { athena, glue, s3 } = clients;
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await athena.send(
    new CreateWorkGroupCommand({
      Name: NAME,
      Configuration: { ResultConfiguration: { OutputLocation: `s3://${BUCKET}-results/` } },
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: `${BUCKET}-results` }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: NAME } }));
  const source = path.join(folder, "source.parquet");
  await runCopy(
    connection,
    SQL`COPY (SELECT i FROM range(${literal(ROWS)}) AS rows(i)) TO ${literal(source)} (FORMAT parquet)`,
  );
  const Body = readFileSync(source);
  const copies = path.join(folder, "copies");
  mkdirSync(copies);
  const numbers = Array.from({ length: PARTITIONS }, (_, index) => index);
  for (const number of numbers) {
    mkdirSync(path.join(copies, `part=${number}`));
    writeFileSync(path.join(copies, `part=${number}`, "file.parquet"), Body);
  }
  const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  for (let round = 0; round < rounds; round += 1) {
    const table = `many_${round}`;
    await mapConcurrently(numbers, (number) => put(`${table}/part=${number}/file.parquet`));
    await createTable(clients, table, { Name: "part", Type: "int" }, {});
    await addPartitions(clients, table, numbers);
  }
  const first = new Date(Date.UTC(2024, 0, 1)).getTime();
  await mapConcurrently(numbers.slice(0, EXISTING), (number) => {
    const hour = new Date(first + Math.floor((number * PROJECTED.count) / EXISTING) * 3_600_000);
    return put(`hours/dt=${hour.toISOString().slice(0, 13).replace("T", "-")}/file.parquet`);
  });
  await createTable(
    clients,
    "hours",
    { Name: "dt", Type: "string" },
    {
      "projection.enabled": "true",
      "projection.dt.type": "date",
      "projection.dt.range": PROJECTED.range,
      "projection.dt.format": PROJECTED.format,
      "projection.dt.interval": "1",
      "projection.dt.interval.unit": "HOURS",
    },
  );
  return path.join(copies, "*", "*.parquet");
}

async function addPartitions(
  { glue }: AwsClients,
  table: string,
  numbers: readonly number[],
): Promise<void> {
  for (let start = 0; start < numbers.length; start += BATCH) {
    await glue.send(
      new BatchCreatePartitionCommand({
        DatabaseName: NAME,
        TableName: table,
        PartitionInputList: numbers.slice(start, start + BATCH).map((number) => ({
          Values: [String(number)],
          StorageDescriptor: storage(`${table}/part=${number}/`),
        })),
      }),
    );
  }
}

function storage(prefix: string) {
  return {
    Location: `s3://${BUCKET}/${prefix}`,
    InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    SerdeInfo: {
      SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    },
    Columns: [{ Name: "i", Type: "bigint" }],
  };
}

async function createTable(
  { glue }: AwsClients,
  name: string,
  key: { readonly Name: string; readonly Type: string },
  Parameters: Readonly<Record<string, string>>,
): Promise<void> {
  await glue.send(
    new CreateTableCommand({
      DatabaseName: NAME,
      TableInput: {
        Name: name,
        TableType: "EXTERNAL_TABLE",
        Parameters: { classification: "parquet", ...Parameters },
        PartitionKeys: [key],
        StorageDescriptor: storage(`${name}/`),
      },
    }),
  );
}
