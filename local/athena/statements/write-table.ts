import { createReadStream, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

import type { TableInput } from "@aws-sdk/client-glue";
import { PutObjectCommand } from "@aws-sdk/client-s3";

import { identifier, join as joinSql, literal, SQL } from "../../duckdb/sql";
import { NULL_PARTITION_VALUE, partitionFolder } from "../../glue/catalog/partition-folders";
import { formatS3Location, parseS3Folder } from "../../glue/catalog/s3-location";
import type { DuckDbSession } from "../engine/duckdb-session";
import { QueryError } from "../query-error";
import type { TranslatedQuery } from "../translation/relations/relation";
import type { StatementContext } from "./statement-context";
import { jsonLine } from "./json/json-line";
import type { TableFormat } from "./table-format";

/** Partitions that one statement may write: https://docs.aws.amazon.com/athena/latest/ug/ctas-insert-into.html */
const MAX_PARTITIONS = 100;

/** Writes the rows of a query to files. @returns the number of rows */
export async function writeFiles(
  session: DuckDbSession,
  { sql, columns }: TranslatedQuery,
  { StorageDescriptor, PartitionKeys }: TableInput,
  format: TableFormat,
  folder: string,
): Promise<number> {
  const names = [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])].map(
    ({ Name = "" }) => Name,
  );
  const all = columns.map(({ type }, index) => ({
    name: names[index] ?? "",
    type,
    sql: SQL`c${literal(index)}`,
  }));
  const own = all.slice(0, StorageDescriptor?.Columns?.length);
  const written = format.jsonLines
    ? [{ name: lineName(names), sql: jsonLine(own) }, ...all.slice(own.length)]
    : all;
  const selected = written.map(({ name, sql: value }) => SQL`${value} AS ${identifier(name)}`);
  const keys = (PartitionKeys ?? []).map(({ Name = "" }) => identifier(Name));
  const options = [
    ...format.copyOptions,
    ...(keys.length === 0 ? [] : [SQL`PARTITION_BY (${joinSql(keys)})`]),
  ];
  const target = keys.length === 0 ? join(folder, "part-0") : folder;
  return session.copy(
    SQL`COPY (SELECT ${joinSql(selected)} FROM (${sql()}) AS result) TO ${literal(target)} (${joinSql(options)})`,
  );
}

/** A name of the column of lines that no column has. */
function lineName(names: readonly string[]): string {
  let name = "line";
  while (names.includes(name)) name += "_";
  return name;
}

/**
 * Uploads the files to the table's location.
 *
 * @returns the partitions' values by their folder, and the S3 URIs of the files
 * @throws QueryError HIVE_TOO_MANY_OPEN_PARTITIONS
 */
export async function uploadFiles(
  folder: string,
  location: string,
  { PartitionKeys = [] }: TableInput,
  format: TableFormat,
  { clients, executionId }: StatementContext,
): Promise<{
  readonly partitions: ReadonlyMap<string, readonly string[]>;
  readonly writtenFiles: readonly string[];
}> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const keys = PartitionKeys.map(({ Name = "", Type = "string" }) => ({ name: Name, type: Type }));
  const partitions = new Map<string, string[]>();
  const uploads = files.map((file) => {
    const below = relative(folder, file.parentPath);
    const values = below === "" ? [] : below.split(sep).map(partitionValue);
    const target = partitionFolder(keys.slice(0, values.length), values);
    if (values.length > 0) partitions.set(target, values);
    return { source: join(file.parentPath, file.name), target };
  });
  if (partitions.size > MAX_PARTITIONS) {
    const reason = `Exceeded limit of ${MAX_PARTITIONS} open writers for partitions`;
    throw new QueryError("HIVE_TOO_MANY_OPEN_PARTITIONS", reason);
  }
  const writtenFiles: string[] = [];
  for (const [index, { source, target }] of uploads.entries()) {
    const { bucket, prefix } = parseS3Folder(location + target);
    const key = `${prefix}${executionId}_${index}${format.extension}`;
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: createReadStream(source),
        ContentLength: statSync(source).size,
      }),
    );
    writtenFiles.push(formatS3Location({ bucket, prefix: key }));
  }
  return { partitions, writtenFiles };
}

/** The partition value of a folder that DuckDB wrote, percent-encoded. As in Hive, an empty string is a null. */
function partitionValue(folder: string): string {
  const value = decodeURIComponent(folder.slice(folder.indexOf("=") + 1));
  // As Hive's connector of Trino has it: printable ASCII only.
  if (/[^\x20-\x7e]/.test(value)) {
    const reason = `Hive partition values can only contain printable ASCII characters (0x20 - 0x7E). Invalid value: ${Buffer.from(
      value,
    )
      .toString("hex")
      .toUpperCase()
      .replace(/..(?=.)/g, "$& ")}`;
    throw new QueryError("HIVE_INVALID_PARTITION_VALUE", reason);
  }
  return value === "" ? NULL_PARTITION_VALUE : value;
}
