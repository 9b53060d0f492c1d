import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import { hiddenColumns } from "../../translation/relations/table-relation";
import type { TableScan } from "../../translation/relations/table-scan";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { CatalogColumn } from "../catalog-table";
import type { DuckDbSession } from "../duckdb-session";
import type { EngineContext } from "../engine-context";
import { IcebergSource } from "../iceberg/iceberg-source";
import type { FileSource } from "./file-source";
import { valueOfFile } from "./file-values";
import { isJsonSerde, jsonSource } from "./json/json-source";
import { parquetSource } from "./parquet/parquet-source";
import { isTextSerde, textSource } from "./text/text-source";
import type { QueryReads } from "./query-reads";
import { hiddenValue, noRows, unread } from "./scan-columns";
import { type FilesOfScan, ScanFiles } from "./scan-files";
import { typedList } from "../partitions/partition-pruning";

const PARQUET = "parquet";

/** Opens the tables that a query scans. */
export class TableReader {
  private readonly scanFiles: ScanFiles;

  constructor(
    private readonly session: DuckDbSession,
    private readonly reads: QueryReads,
    private readonly context: Pick<EngineContext, "footers" | "now" | "signal">,
  ) {
    this.scanFiles = new ScanFiles(session, reads, context);
  }

  /**
   * Prunes the partitions, fetches their objects and sets the SELECT of the scan's rows.
   *
   * @returns bytes scanned
   */
  async open(scan: TableScan): Promise<number> {
    const { iceberg } = scan.table;
    if (iceberg !== undefined) {
      return new IcebergSource(this.session, this.reads).open(scan, iceberg);
    }
    if (scan.partitionsOnly) return this.openPartitions(scan);
    const found = await this.scanFiles.fetch(scan, isParquet(scan));
    const { files } = found;
    if (files.length === 0) {
      scan.open(noRows(scan));
      return 0;
    }
    const source = await this.source(scan, found);
    const perFile = (list: (from: number, to: number) => Sql) => {
      // Otherwise the data would determine the file, and thus the partition, of a row.
      if (source.fileColumns.some((name) => name.toLowerCase() === "file_index")) {
        throw unsupported("A column file_index in a table of several partitions");
      }
      return valueOfFile(files.length, list);
    };
    // A value that all files share is a constant, so that conditions on it are not evaluated for each row.
    const keyValue = (key: CatalogColumn, values: readonly string[]) =>
      new Set(values).size === 1
        ? SQL`(${typedList(key, values.slice(0, 1))})[1]`
        : perFile((from, to) => typedList(key, values.slice(from, to)));
    const columns = scan.table.columns.map(
      (column) =>
        SQL`${source.columns.get(column.name) ?? unread(column)} AS ${identifier(column.name)}`,
    );
    const keys = scan.table.partitionKeys.map((key, index) => {
      const values = files.map(({ partition }) => partition.values[index] ?? "");
      return SQL`${keyValue(key, values)} AS ${identifier(key.name)}`;
    });
    const hidden = hiddenColumns(scan.table).map(([name, type]) => {
      const values = scan.hiddenColumns.has(name)
        ? perFile((from, to) => {
            const some = files.slice(from, to).map((file) => hiddenValue(name, file, scan));
            return SQL`[${join(some)}]`;
          })
        : SQL`NULL`;
      return SQL`CAST(${values} AS ${duckDbTypeOf(type)}) AS ${identifier(name)}`;
    });
    const selected = [...columns, ...keys, ...hidden];
    scan.open(SQL`SELECT ${join(selected)} FROM ${source.from}`);
    return source.scannedBytes;
  }

  private async openPartitions(scan: TableScan): Promise<number> {
    const partitions = await this.scanFiles.partitions(scan);
    const keys = scan.table.partitionKeys.map((key, index) => {
      const values = partitions.map(({ values: all }) => all[index] ?? "");
      return SQL`unnest(${typedList(key, values)}) AS ${identifier(key.name)}`;
    });
    scan.open(SQL`SELECT ${join(keys)}`);
    return 0;
  }

  private source(scan: TableScan, { files, pattern }: FilesOfScan): Promise<FileSource> {
    if (isParquet(scan)) {
      return parquetSource(this.session, this.context.footers, scan, files, pattern);
    }
    const library = serdeOf(scan);
    if (isTextSerde(library)) return textSource(scan, files, this.session.scratchFolder);
    if (isJsonSerde(library)) return jsonSource(scan, files, this.session.scratchFolder);
    const { SerdeInfo: serde } = scan.table.definition.StorageDescriptor ?? {};
    throw unsupported(`A table with the SerDe '${serde?.SerializationLibrary ?? "(none)"}'`);
  }
}

function isParquet(scan: TableScan): boolean {
  const { InputFormat: format = "" } = scan.table.definition.StorageDescriptor ?? {};
  return serdeOf(scan).includes(PARQUET) || format.toLowerCase().includes(PARQUET);
}

/** In lower case; empty if the table has none. */
function serdeOf({ table }: TableScan): string {
  const { SerdeInfo: serde } = table.definition.StorageDescriptor ?? {};
  return serde?.SerializationLibrary?.toLowerCase() ?? "";
}
