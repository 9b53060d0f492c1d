import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { openDuckDb } from "../../duckdb/open-duckdb";
import { runCopy } from "../../duckdb/run-sql";
import { literal, SQL, type Sql } from "../../duckdb/sql";
import type { ParquetSettings } from "../settings/delivery-stream-settings";
import { canonicalColumns, canonicalType, duckDbType } from "../../duckdb/hive-duckdb-type";
import type { HiveColumn } from "../../../formats/hive-type";
import { type CopiedColumn, copyRows } from "./copy-rows";

/** A file of rows, one line of strict JSON each. */
export interface RowsFile {
  readonly path: string;
  /** Names as spelled in the file; types and order are those of the table. */
  readonly columns: readonly HiveColumn[];
  /** Characters of the longest line, which determine the read size. */
  readonly longestLine: number;
}

/** Writes rows as Parquet files. All delivery streams share one engine, which starts with the first file. */
export class ParquetWriter {
  private connection: DuckDBConnection | undefined;
  private instance: DuckDBInstance | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  /** @param folder contains all files that are read and written; the engine has access to no others */
  constructor(private readonly folder: string) {}

  /** Writes rows as a Parquet file with the columns' types. */
  write(
    rows: readonly RowsFile[],
    columns: readonly HiveColumn[],
    settings: ParquetSettings,
    target: string,
  ): Promise<void> {
    return this.copy(copyStatement(rows, columns, settings, target));
  }

  /** Runs a COPY statement that writes a file, one at a time to bound memory. */
  copy(statement: Sql): Promise<void> {
    const written = this.queue.then(async () => {
      const connection = (this.connection ??= await this.connect());
      await runCopy(connection, statement);
    });
    this.queue = written.catch(() => undefined);
    return written;
  }

  /** Stops the engine. */
  async close(): Promise<void> {
    await this.queue;
    this.connection?.closeSync();
    this.instance?.closeSync();
    this.connection = undefined;
  }

  private async connect(): Promise<DuckDBConnection> {
    this.instance = await openDuckDb({
      folders: [this.folder],
      spillFolder: join(this.folder, "engine"),
      settings: {
        memory_limit: "256MB",
        // DuckDB limits row groups by size only if it may reorder rows; their order in an object is irrelevant.
        preserve_insertion_order: "false",
      },
    });
    return this.instance.connect();
  }
}

function copyStatement(
  rows: readonly RowsFile[],
  columns: readonly HiveColumn[],
  settings: ParquetSettings,
  target: string,
): Sql {
  const options = [
    SQL`COMPRESSION ${literal(settings.compression.toLowerCase())}`,
    SQL`PARQUET_VERSION ${literal(settings.writerVersion)}`,
    ...(settings.enableDictionaryCompression === true ? [] : [SQL`DICTIONARY_SIZE_LIMIT 0`]),
    ...(settings.blockSizeBytes === undefined
      ? []
      : [SQL`ROW_GROUP_SIZE_BYTES ${literal(settings.blockSizeBytes)}`]),
  ];
  const files = rows.map(({ columns: written, ...file }) => ({
    ...file,
    rowTypes: canonicalColumns(written),
    columns: columns.map((column, index) => copiedColumn(column, written[index] ?? column)),
  }));
  return copyRows(files, options, target);
}

function copiedColumn({ name, type: hiveType }: HiveColumn, written: HiveColumn): CopiedColumn {
  const type = duckDbType(hiveType);
  const isSameType = canonicalType(written.type).text === type.text;
  return { name, type, from: written.name, isSameType };
}
