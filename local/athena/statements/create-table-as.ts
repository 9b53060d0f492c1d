import { createReadStream, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { CreateTableCommand, type TableInput } from "@aws-sdk/client-glue";
import { PutObjectCommand } from "@aws-sdk/client-s3";

import { identifier, join as joinSql, literal, SQL } from "../../duckdb/sql";
import { createPartitions } from "../../glue/catalog/catalog-partitions";
import { NULL_PARTITION_VALUE, partitionFolder } from "../../glue/catalog/partition-folders";
import { formatS3Location, parseS3Folder } from "../../glue/catalog/s3-location";
import { messageOf } from "../../../errors/message-of";
import { findTable } from "../engine/catalog-lookup";
import { catalogTable } from "../engine/catalog-table";
import type { DuckDbSession } from "../engine/duckdb-session";
import { prepareQuery, withTables } from "../engine/query-engine";
import { QueryError } from "../query-error";
import type { StatementOf } from "../sql/statement";
import type { TranslatedQuery } from "../translation/relations/relation";
import { requireDatabase } from "./catalog-statements";
import { hiveColumns } from "./hive-columns";
import { partitionInput } from "./partition-statements";
import {
  EMPTY_RESULT,
  type StatementContext,
  type StatementResult,
  resolveTable,
} from "./statement-context";
import { tableFormat, type TableFormat } from "./table-format";

/** Partitions that one statement may write: https://docs.aws.amazon.com/athena/latest/ug/ctas-insert-into.html */
const MAX_PARTITIONS = 100;

type CreateTableAs = StatementOf<"createTableAs">;

/** CREATE TABLE AS: writes a query's rows as objects, then makes the table and its partitions. */
export async function createTableAs(
  statement: CreateTableAs,
  context: StatementContext,
): Promise<StatementResult> {
  const { database, table } = resolveTable(statement.name, context);
  await requireDatabase(database, context);
  if ((await findTable(context.clients.glue, database, table)) !== undefined) {
    if (statement.ifNotExists) return EMPTY_RESULT;
    const reason = `Table 'awsdatacatalog.${database}.${table}' already exists`;
    throw new QueryError("TABLE_ALREADY_EXISTS", reason, statement.name);
  }
  const format = tableFormat(statement.properties);
  const location = await targetLocation(statement, context, `${database}.${table}`);
  const prepared = await prepareQuery(statement.query, context);
  const input = newTable(table, location, prepared.query, format, statement);
  const { rowCount, scannedBytes, values } = await withTables(
    prepared,
    context,
    async (session, scanned) => {
      const folder = join(session.scratchFolder, "new-table");
      mkdirSync(folder);
      const count = statement.withData
        ? await write(session, prepared.query, input, format, folder)
        : 0;
      const written = await upload(folder, location, input, format, context);
      return { rowCount: count, scannedBytes: scanned, values: written };
    },
  );
  await context.clients.glue.send(
    new CreateTableCommand({ DatabaseName: database, TableInput: input }),
  );
  const created = catalogTable(database, input);
  await createPartitions(
    context.clients.glue,
    { DatabaseName: database, TableName: table },
    [...values].map(([folder, partition]) => partitionInput(created, partition, location + folder)),
  );
  return {
    columns: [{ name: "rows", type: { kind: "bigint" } }],
    rows: [],
    updateCount: rowCount,
    scannedBytes,
  };
}

async function targetLocation(
  { properties }: CreateTableAs,
  context: StatementContext,
  called: string,
): Promise<string> {
  const asked = properties.get("external_location");
  if (asked !== undefined && context.enforced) {
    throw new QueryError(
      "INVALID_TABLE_PROPERTY",
      "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized output location for all queries. Please remove the 'external_location' property and resubmit the query.",
    );
  }
  const location =
    asked === undefined
      ? formatS3Location(parseS3Folder(`${context.resultFolder}tables/${context.executionId}/`))
      : externalLocation(String(asked));
  if ((await context.reader.objects(location)).length > 0) {
    const reason = `Target directory for table '${called}' already exists: ${location}. You may need to manually clean the data at location '${location}' before retrying. Athena will not delete data in your account.`;
    throw new QueryError("HIVE_PATH_ALREADY_EXISTS", reason);
  }
  return location;
}

function externalLocation(asked: string): string {
  try {
    return formatS3Location(parseS3Folder(asked));
  } catch (error) {
    throw new QueryError("INVALID_TABLE_PROPERTY", messageOf(error));
  }
}

function newTable(
  name: string,
  location: string,
  query: TranslatedQuery,
  format: TableFormat,
  { properties, name: position }: CreateTableAs,
): TableInput & { Name: string } {
  const all = hiveColumns(query, position);
  const listed = properties.get("partitioned_by") ?? [];
  const keys = (typeof listed === "string" ? [listed] : listed).map((key) => key.toLowerCase());
  const partitionKeys = all.slice(all.length - keys.length);
  if (partitionKeys.some(({ Name }, index) => Name !== keys[index])) {
    const reason = `Partition keys must be the last columns in the table and in the same order as the table properties: [${keys.join(", ")}]`;
    throw new QueryError("HIVE_COLUMN_ORDER_MISMATCH", reason);
  }
  return {
    Name: name,
    TableType: "EXTERNAL_TABLE",
    Parameters: { EXTERNAL: "TRUE", has_encrypted_data: "false", ...format.parameters },
    PartitionKeys: partitionKeys,
    StorageDescriptor: {
      Columns: all.slice(0, all.length - keys.length),
      Location: location,
      ...format.storage,
    },
  };
}

async function write(
  session: DuckDbSession,
  { sql, columns }: TranslatedQuery,
  { StorageDescriptor, PartitionKeys }: TableInput,
  format: TableFormat,
  folder: string,
): Promise<number> {
  const names = [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])].map(
    ({ Name = "" }) => Name,
  );
  const selected = columns.map(
    (_, index) => SQL`c${literal(index)} AS ${identifier(names[index] ?? "")}`,
  );
  const keys = (PartitionKeys ?? []).map(({ Name = "" }) => identifier(Name));
  const options = [
    ...format.copyOptions,
    ...(keys.length === 0 ? [] : [SQL`PARTITION_BY (${joinSql(keys)})`]),
  ];
  const target = keys.length === 0 ? join(folder, "part-0") : folder;
  return session.copy(
    SQL`COPY (SELECT ${joinSql(selected)} FROM (${sql}) AS result) TO ${literal(target)} (${joinSql(options)})`,
  );
}

/** Puts the files where the table lies. */
async function upload(
  folder: string,
  location: string,
  { PartitionKeys = [] }: TableInput,
  format: TableFormat,
  { clients, executionId }: StatementContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const keys = PartitionKeys.map(({ Name = "", Type = "string" }) => ({ name: Name, type: Type }));
  const partitions = new Map<string, string[]>();
  const placed = files.map((file) => {
    const below = relative(folder, file.parentPath);
    const values = below === "" ? [] : below.split(sep).map(partitionValue);
    const place = partitionFolder(keys.slice(0, values.length), values);
    if (values.length > 0) partitions.set(place, values);
    return { source: join(file.parentPath, file.name), place };
  });
  if (partitions.size > MAX_PARTITIONS) {
    const reason = `Exceeded limit of ${MAX_PARTITIONS} open writers for partitions`;
    throw new QueryError("HIVE_TOO_MANY_OPEN_PARTITIONS", reason);
  }
  for (const [index, { source, place }] of placed.entries()) {
    const { bucket, prefix } = parseS3Folder(location + place);
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `${prefix}${executionId}_${index}${format.extension}`,
        Body: createReadStream(source),
        ContentLength: statSync(source).size,
      }),
    );
  }
  return partitions;
}

/** The value of a folder that DuckDB wrote: its characters are UTF-8 in %XX. An empty text is a null, as in Hive. */
function partitionValue(folder: string): string {
  const value = decodeURIComponent(folder.slice(folder.indexOf("=") + 1));
  return value === "" ? NULL_PARTITION_VALUE : value;
}
