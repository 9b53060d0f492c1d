import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { DuckDBConnection } from "@duckdb/node-api";
import { readFileSync } from "node:fs";
import path from "node:path";
import { timeKeys } from "../../../model/dataset/partition-keys";
import type { AwsClients } from "../../../local/aws-clients";
import { runCopy } from "../../../local/duckdb/run-sql";
import { literal, SQL, type Sql } from "../../../local/duckdb/sql";
import { renderPartitionProjection } from "../../../modules/glue-catalog/partition-projection";

export const ROWS = 10_000_000;
export const PARTITIONS = 48;
/** The queried partition: the busiest hour of the second day. */
export const QUERIED_HOUR = { year: 2026, month: 11, day: 2, hour: 15 };
/** The name of the database, its table and the workgroup. */
export const NAME = "bench";
const BUCKET = "bench-lake";
const RESULTS = "bench-results";

/** Writes one Parquet object for each hour of two days, and keeps the file of the queried hour. */
export async function fillLake(clients: AwsClients, connection: DuckDBConnection, folder: string) {
  for (const Bucket of [BUCKET, RESULTS]) {
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
  }
  await createTable(clients);
  const file = path.join(folder, "queried-hour.parquet");
  const scratch = path.join(folder, "hour.parquet");
  let bytes = 0;
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const day = 1 + Math.floor(partition / 24);
    const hour = partition % 24;
    const isQueried = day === QUERIED_HOUR.day && hour === QUERIED_HOUR.hour;
    const target = isQueried ? file : scratch;
    await runCopy(
      connection,
      SQL`COPY (${events(day, hour)}) TO ${literal(target)} (FORMAT parquet)`,
    );
    const Body = readFileSync(target);
    if (isQueried) bytes = Body.length;
    const two = (value: number) => String(value).padStart(2, "0");
    const Key = `data/year=2026/month=11/day=${two(day)}/hour=${two(hour)}/events.parquet`;
    await clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }
  return { file, bytes };
}

/** The events of one hour, with more by day than by night; {@link ROWS} in total. */
function events(day: number, hour: number): Sql {
  const share = 1 + 0.9 * Math.cos((2 * Math.PI * (hour - QUERIED_HOUR.hour)) / 24);
  const rows = Math.round((ROWS / PARTITIONS) * share);
  return SQL`SELECT uuid()::VARCHAR AS event_id,
    make_timestamp(2026, 11, ${literal(day)}, ${literal(hour)}, 0, 0) + to_milliseconds(i * 3600000 // ${literal(rows)}) AS occurred,
    'kind-' || (hash(i) % 12) AS kind, 'region-' || (hash(i + 1) % 8) AS region,
    'source-' || (hash(i + 2) % 50000) AS source, '/shop/item/' || (hash(i + 3) % 5000) AS path,
    (CASE WHEN hash(i + 4) % 50 = 0 THEN 500 ELSE 200 END)::INTEGER AS status,
    (hash(i + 5) % 100000) / 100.0::DOUBLE AS duration
    FROM range(${literal(rows)}) AS rows(i)`;
}

async function createTable({ athena, glue }: AwsClients): Promise<void> {
  await athena.send(
    new CreateWorkGroupCommand({
      Name: NAME,
      Configuration: { ResultConfiguration: { OutputLocation: `s3://${RESULTS}/` } },
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
          ...renderPartitionProjection({ years: { first: 2026, last: 2026 } }, timeKeys),
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
            column("event_id", "string"),
            column("occurred", "timestamp"),
            ...["kind", "region", "source", "path"].map((name) => column(name, "string")),
            column("status", "int"),
            column("duration", "double"),
          ],
        },
      },
    }),
  );
}
