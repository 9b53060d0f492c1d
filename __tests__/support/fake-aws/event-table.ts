import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Table } from "@aws-sdk/client-glue";
import { DuckDBInstance } from "@duckdb/node-api";

import type { FakeAws } from "./fake-aws";

/** Partition keys of the article's table. */
const PARTITION_KEYS = ["year", "month", "day", "hour"].map((Name) => ({ Name, Type: "bigint" }));

export const PARQUET_STORAGE = {
  InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
  SerdeInfo: {
    SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    Parameters: { "serialization.format": "1" },
  },
};

export const JSON_STORAGE = {
  InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat",
  SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
};

/** The article's table `db.events`, its objects below `s3://lake/data/`. */
export const EVENTS: Table = {
  Name: "events",
  DatabaseName: "db",
  TableType: "EXTERNAL_TABLE",
  Parameters: { classification: "parquet" },
  PartitionKeys: PARTITION_KEYS,
  StorageDescriptor: {
    ...PARQUET_STORAGE,
    Location: "s3://lake/data/",
    Columns: [
      { Name: "event", Type: "struct<staffName:string,staffId:int,emailId:string,status:string>" },
      {
        Name: "metadata",
        Type: "struct<appName:string,eventType:string,sourceTimestamp:timestamp>",
      },
    ],
  },
};

const FIRST_ID: Readonly<Record<string, number>> = { "00": 0, "01": 3, "02": 6 };

/**
 * Fills the fake with `db.events`: hours 00, 01 and 02 of 23 November 2026, three events each with staff ids 0 to 8;
 * hours 00 and 01 are registered partitions. The second event of an hour has no e-mail address.
 */
export async function fillEvents(aws: FakeAws): Promise<void> {
  aws.tables.set("db.events", EVENTS);
  const partitions = [];
  for (const [hour, firstId] of Object.entries(FIRST_ID)) {
    const folder = `data/year=2026/month=11/day=23/hour=${hour}/`;
    const body = await parquet(
      `SELECT {'staffName': 'Staff ' || i, 'staffId': CAST(i AS INTEGER),
               'emailId': CASE WHEN i % 3 <> 1 THEN i || '@example.com' END, 'status': 'Active'} AS event,
              {'appName': 'WebApp', 'eventType': CASE WHEN i % 2 = 0 THEN 'CREATE_STAFF' ELSE 'UPDATE_STAFF' END,
               'sourceTimestamp': TIMESTAMP '2026-11-23 ${hour}:00:00' + to_minutes(i)} AS metadata
       FROM range(${firstId}, ${firstId + 3}) AS ids(i)`,
    );
    aws.objects.set(`lake/${folder}events-1.parquet`, body);
    if (hour !== "02") {
      const StorageDescriptor = { ...EVENTS.StorageDescriptor, Location: `s3://lake/${folder}` };
      partitions.push({ Values: ["2026", "11", "23", hour], StorageDescriptor });
    }
  }
  aws.partitions.set("db.events", partitions);
}

/** Fills the fake with an unpartitioned table `db.<name>` of one Parquet object. */
export async function fillTable(
  aws: FakeAws,
  name: string,
  columns: Readonly<Record<string, string>>,
  sql: string,
): Promise<void> {
  for (const object of [...aws.objects.keys()]) {
    if (object.startsWith(`lake/${name}/`)) aws.objects.delete(object);
  }
  aws.objects.set(`lake/${name}/part-0.parquet`, await parquet(sql));
  aws.tables.set(`db.${name}`, {
    Name: name,
    DatabaseName: "db",
    TableType: "EXTERNAL_TABLE",
    StorageDescriptor: {
      ...PARQUET_STORAGE,
      Location: `s3://lake/${name}/`,
      Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
    },
  });
}

/** The rows of a DuckDB query as a Parquet file. */
export async function parquet(sql: string): Promise<Buffer> {
  const written = WRITTEN.get(sql) ?? fileOfRows(sql, "parquet");
  WRITTEN.set(sql, written);
  return written;
}

const WRITTEN = new Map<string, Promise<Buffer>>();

/** The rows of a DuckDB query as a file. */
export async function fileOfRows(sql: string, format: "parquet" | "json"): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "rows-"));
  const path = join(folder, `rows.${format}`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${sql}) TO '${path}' (FORMAT ${format})`);
    return readFileSync(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
