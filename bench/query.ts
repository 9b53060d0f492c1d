import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runQuery } from "../cli/athena-query";
import { timeKeys } from "../config/partition-keys";
import { AwsClients } from "../local/aws-clients";
import { startEmulator, stopEmulator } from "../local/runtime/emulator-process";
import { freePort } from "../local/runtime/free-port";
import { lakeHome } from "../local/runtime/lake-home";
import { renderPartitionProjection } from "../modules/glue-catalog/partition-projection";
import { figure } from "./figure";
import type { Figure } from "./figure";
import { median } from "./median";

const ROWS = 10_000_000;
const PARTITIONS = 48;
const ASKED = { day: 2, hour: 7 };
const NAME = "bench";
const BUCKET = "bench-lake";

/** What people ask of an hour: by kind, how many, of whom, and how large. */
const question = (from: string) => `
  SELECT kind, count(*) AS events, count(DISTINCT source) AS sources, avg(size) AS average,
    max(size) AS largest, sum(CASE WHEN note LIKE '%7%' THEN 1 ELSE 0 END) AS sevens
  FROM ${from}
  GROUP BY kind ORDER BY kind`;

/** A query of one hour out of many through the endpoint, beside DuckDB alone on that hour's file. */
export async function measureQuery(rounds: number): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-query-"));
  const home = lakeHome({ LAKE_HOME: path.join(folder, "lake") });
  const { endpointUrl } = await startEmulator(home, { port: await freePort(), enforceIam: false });
  const credentials = { accessKeyId: NAME, secretAccessKey: NAME };
  const clients = new AwsClients({ region: "us-east-1", endpointUrl, credentials });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const { file, bytes } = await fill(clients, connection, folder);
    const endpoint: number[] = [];
    const alone: number[] = [];
    let scanned = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const asked = performance.now();
      const { dataScannedBytes, rows } = await runQuery(clients.athena, {
        sql: question(`(SELECT * FROM ${NAME} WHERE day = ${ASKED.day} AND hour = ${ASKED.hour})`),
        workGroup: NAME,
        database: NAME,
      });
      const answered = performance.now();
      const peer = await connection.runAndReadAll(question(`read_parquet('${file}')`));
      const ended = performance.now();
      if (peer.currentRowCount !== rows.length) throw new Error("The answers differ.");
      scanned = dataScannedBytes;
      if (round === 0) continue;
      endpoint.push(answered - asked);
      alone.push(ended - answered);
    }
    return [
      figure({
        what: `query of one hour of ${PARTITIONS}, ${ROWS} rows, through the endpoint`,
        against: "DuckDB alone on that hour's file",
        measured: median(endpoint),
        peer: median(alone),
        unit: "ms",
        bound: { atMost: 1.3 },
      }),
      figure({
        what: "bytes that the query reads",
        against: "that hour's file",
        measured: scanned,
        peer: bytes,
        unit: "bytes",
        bound: { atMost: 1 },
      }),
    ];
  } finally {
    connection.closeSync();
    instance.closeSync();
    clients.destroy();
    await stopEmulator(home);
    rmSync(folder, { recursive: true });
  }
}

/** Puts a file for each hour of two days into the lake, and keeps the one that is asked for. */
async function fill(clients: AwsClients, connection: DuckDBConnection, folder: string) {
  await clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await createTable(clients);
  const file = path.join(folder, "asked.parquet");
  const scratch = path.join(folder, "hour.parquet");
  let bytes = 0;
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const day = 1 + Math.floor(partition / 24);
    const hour = partition % 24;
    const isAsked = day === ASKED.day && hour === ASKED.hour;
    const target = isAsked ? file : scratch;
    await connection.run(
      `COPY (SELECT 'kind-' || (i % 12) AS kind, 'source-' || (hash(i) % 50000) AS source,
        (hash(i + 1) % 100000) / 100.0::DOUBLE AS size, md5(i::VARCHAR) AS note
        FROM range(${Math.ceil(ROWS / PARTITIONS)}) AS rows(i)) TO '${target}' (FORMAT parquet)`,
    );
    const Body = readFileSync(target);
    if (isAsked) bytes = Body.length;
    const two = (value: number) => String(value).padStart(2, "0");
    const Key = `data/year=2026/month=11/day=${two(day)}/hour=${two(hour)}/events.parquet`;
    await clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }
  return { file, bytes };
}

async function createTable({ athena, glue }: AwsClients): Promise<void> {
  await athena.send(
    new CreateWorkGroupCommand({
      Name: NAME,
      Configuration: { ResultConfiguration: { OutputLocation: `s3://${BUCKET}/results/` } },
    }),
  );
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: NAME } }));
  const column = (Name: string, Type: string) => ({ Name, Type });
  await glue.send(
    new CreateTableCommand({
      DatabaseName: NAME,
      TableInput: {
        Name: NAME,
        TableType: "EXTERNAL_TABLE",
        Parameters: {
          classification: "parquet",
          ...renderPartitionProjection({ first: 2026, last: 2026 }, timeKeys),
        },
        PartitionKeys: timeKeys.map(({ name }) => column(name, "bigint")),
        StorageDescriptor: {
          Location: `s3://${BUCKET}/data/`,
          InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
          OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
          SerdeInfo: {
            SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          },
          Columns: [
            column("kind", "string"),
            column("source", "string"),
            column("size", "double"),
            column("note", "string"),
          ],
        },
      },
    }),
  );
}
