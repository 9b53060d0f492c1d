import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  type Table,
} from "@aws-sdk/client-glue";
import { CreateBucketCommand, GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";

import { messageOf } from "../../../../errors/message-of";
import type { TrinoEndpoint } from "../../../../local/athena/trino/client/trino-client";
import type { AwsClients } from "../../../../local/aws-clients";
import { lakeHome } from "../../../../local/home/lake-home";
import { findTrino } from "../../../../toolchain/trino/trino";
import { backendClients, startBackend } from "../../../support/trino/trino-backend";
import { askTrino } from "../../athena/trino-cases/trino-client";
import { BUCKET, type IcebergAnswer } from "./iceberg-lake";
import { type IcebergTable, PYICEBERG_TABLES, TRINO_TABLES } from "./tables";

/**
 * Writes the committed tables: Trino and pyiceberg write them through the catalog and the S3 of an embedded AWS, and Trino
 * answers the queries over them. `PYTHON` is a Python with `pyiceberg[pyarrow,glue]`:
 * `PYTHON=venv/bin/python npx tsx __tests__/local/iceberg/tables/make-tables.ts`.
 */
async function main(): Promise<void> {
  const python = process.env["PYTHON"];
  if (python === undefined) throw new Error("PYTHON is not set: it is a Python that has pyiceberg");
  const source = await findTrino({ toolsFolder: lakeHome().toolsFolder, progress });
  const { backend, stop } = await startBackend(source, progress);
  try {
    const clients = backendClients(backend);
    await clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "db" } }));
    const script = join(__dirname, "pyiceberg-tables.py");
    await promisify(execFile)(python, [script, backend.endpointUrl, backend.region]);
    const { endpoint } = backend.connection;
    for (const table of TRINO_TABLES) {
      await create(clients, table);
      await write(endpoint, table);
    }
    const tables = [...TRINO_TABLES, ...PYICEBERG_TABLES];
    const answers: IcebergAnswer[] = [];
    for (const table of tables) answers.push(...(await answersOf(endpoint, table)));
    save("answers.jsonl", answers);
    const defined = await definitions(clients, tables);
    save("tables.jsonl", defined);
    const current = new Set(
      defined.map(({ Parameters: parameters }) => parameters?.["metadata_location"] ?? ""),
    );
    const objects = (await objectsOf(clients, current)).map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(join(__dirname, "objects.jsonl.gz"), gzipSync(objects.join(""), { level: 9 }));
    clients.destroy();
  } finally {
    await stop();
  }
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

function save(name: string, lines: readonly object[]): void {
  writeFileSync(join(__dirname, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

async function ask(endpoint: TrinoEndpoint, sql: string) {
  const { url, headers } = endpoint;
  return askTrino(url, sql, { catalog: "iceberg", schema: "db", headers });
}

/** Creates a table by Glue's own call. */
async function create({ glue }: AwsClients, { columns, name }: IcebergTable) {
  if (columns === undefined) return;
  await glue.send(
    new CreateTableCommand({
      DatabaseName: "db",
      TableInput: {
        Name: name,
        TableType: "EXTERNAL_TABLE",
        StorageDescriptor: {
          Location: `s3://${BUCKET}/${name}`,
          Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
        },
      },
      OpenTableFormatInput: { IcebergInput: { MetadataOperation: "CREATE", Version: "2" } },
    }),
  );
}

async function write(endpoint: TrinoEndpoint, { name, statements = [] }: IcebergTable) {
  for (const statement of statements) {
    progress(statement.slice(0, 80));
    const [create = "", ...rest] = statement.split(" WITH (");
    const isTable = statement.startsWith("CREATE TABLE");
    const location = `location = 's3://${BUCKET}/${name}'`;
    const placed = isTable ? `${create} WITH (${[location, ...rest].join(", ")}` : statement;
    const sql = (isTable && rest.length === 0 ? `${placed})` : placed).replaceAll("{t}", name);
    const { error } = await ask(endpoint, sql);
    if (error !== undefined) throw new Error(`${error}: ${sql}`);
  }
}

/** Queries of the metadata of each table. */
const METADATA = [
  "snapshots",
  "history",
  "refs",
  "manifests",
  "files",
  "partitions",
  "properties",
].map((name) => `SELECT * FROM "{t}$${name}"`);

async function answersOf(
  endpoint: TrinoEndpoint,
  { name, queries }: IcebergTable,
): Promise<IcebergAnswer[]> {
  const snapshots = await ask(
    endpoint,
    `SELECT snapshot_id, committed_at FROM "${name}$snapshots" ORDER BY committed_at`,
  );
  const sqlOf = (query: string) =>
    query.replaceAll("{t}", name).replace(/\{(v|at)(\d+)\}/g, (_, kind, number) => {
      const [id = "", at = ""] = (snapshots.rows ?? [])[Number(number) - 1] ?? [];
      return kind === "v" ? String(id) : `TIMESTAMP '${at}'`;
    });
  const answers: IcebergAnswer[] = [];
  for (const query of ["SELECT * FROM {t}", ...METADATA, ...queries]) {
    const sql = sqlOf(query);
    answers.push({ sql, ...(await ask(endpoint, sql)) });
  }
  return answers;
}

async function definitions({ glue }: AwsClients, tables: readonly IcebergTable[]) {
  const found: Table[] = [];
  for (const { name } of tables) {
    const { Table: table } = await glue.send(
      new GetTableCommand({ DatabaseName: "db", Name: name }),
    );
    const { Name, TableType, Parameters, StorageDescriptor } = table ?? {};
    found.push({ Name, TableType, Parameters, StorageDescriptor });
  }
  return found;
}

/** The objects that the tables' definitions lead to. */
async function objectsOf({ s3 }: AwsClients, current: ReadonlySet<string>) {
  const objects: { readonly key: string; readonly body: string }[] = [];
  for await (const { Contents } of paginateListObjectsV2({ client: s3 }, { Bucket: BUCKET })) {
    for (const { Key = "" } of Contents ?? []) {
      const isOld = Key.endsWith(".metadata.json") && !current.has(`s3://${BUCKET}/${Key}`);
      if (isOld || Key.endsWith(".stats")) continue;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      objects.push({ key: Key, body: Buffer.from(bytes).toString("base64") });
    }
  }
  return objects;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
