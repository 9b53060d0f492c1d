import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import { mapConcurrently } from "../../../glue/crawler/partition-listing";
import { unsupported } from "../../query-error";
import { hiddenColumns } from "../../translation/relations/table-relation";
import type { TableScan } from "../../translation/relations/table-scan";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { CatalogColumn } from "../catalog-table";
import type { DuckDbSession } from "../duckdb-session";
import type { EngineContext } from "../engine-context";
import { IcebergSource } from "../iceberg/iceberg-source";
import type { DataFile, FileSource } from "./file-source";
import { valueOfFile } from "./file-values";
import { isJsonSerde, jsonSource } from "./json/json-source";
import { parquetSource } from "./parquet/parquet-source";
import { isTextSerde, textSource } from "./text/text-source";
import { projectedPartitions, usesProjection } from "../partitions/partition-projection";
import type { DataObject } from "./objects/data-object";
import type { QueryReads } from "./query-reads";
import { hiddenValue, noRows, unread } from "./scan-columns";
import { prunePartitions, typedList } from "../partitions/partition-pruning";
import type { TablePartition } from "../partitions/table-partition";

const PARQUET = "parquet";

/** A partition and its objects; a table without partitions is one. */
export interface LocatedPartition {
  readonly partition: TablePartition;
  readonly objects: readonly DataObject[];
}

/** Opens the tables that a query scans. */
export class TableReader {
  constructor(
    private readonly session: DuckDbSession,
    private readonly reads: QueryReads,
    private readonly context: Pick<EngineContext, "footers" | "now" | "signal">,
  ) {}

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
    const files = await this.files(scan);
    if (files.length === 0) {
      scan.open(noRows(scan));
      return 0;
    }
    const source = await this.source(scan, files);
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
    const partitions = await this.partitions(scan);
    const keys = scan.table.partitionKeys.map((key, index) => {
      const values = partitions.map(({ values: all }) => all[index] ?? "");
      return SQL`unnest(${typedList(key, values)}) AS ${identifier(key.name)}`;
    });
    scan.open(SQL`SELECT ${join(keys)}`);
    return 0;
  }

  /** The partitions that a scan reads and the objects of each, of which none is fetched. */
  async locate(scan: TableScan): Promise<readonly LocatedPartition[]> {
    const { iceberg } = scan.table;
    if (iceberg !== undefined) {
      const objects = await new IcebergSource(this.session, this.reads).locate(scan, iceberg);
      return [{ partition: { values: [], location: iceberg.metadata.location }, objects }];
    }
    const partitions = await this.partitions(scan);
    if (scan.partitionsOnly) return partitions.map((partition) => ({ partition, objects: [] }));
    const listed = await this.reads.objects(partitions.map(({ location }) => location));
    return partitions.map((partition, index) => ({ partition, objects: listed[index] ?? [] }));
  }

  private async files(scan: TableScan): Promise<DataFile[]> {
    const found = (await this.locate(scan)).flatMap(({ partition, objects }) => {
      if (objects.length > 0) rejectOtherSerde(scan, partition);
      return objects.map((object) => ({ partition, object }));
    });
    return mapConcurrently(found, async ({ partition, object }) => {
      this.context.signal.throwIfAborted();
      const copy = this.reads.copy(object);
      return { path: typeof copy === "string" ? copy : await copy, object, partition };
    });
  }

  private async partitions({ table, partitionConditions }: TableScan) {
    if (table.partitionKeys.length === 0) {
      return [{ values: [], location: table.definition.StorageDescriptor?.Location ?? "" }];
    }
    if (usesProjection(table)) {
      return projectedPartitions(this.session, table, partitionConditions, this.context.now);
    }
    return prunePartitions(
      this.session,
      table.partitionKeys,
      await this.reads.partitions(table),
      partitionConditions.map(({ sql }) => sql()),
    );
  }

  private source(scan: TableScan, files: readonly DataFile[]): Promise<FileSource> {
    const { InputFormat: format = "", SerdeInfo: serde } =
      scan.table.definition.StorageDescriptor ?? {};
    const library = serde?.SerializationLibrary?.toLowerCase() ?? "";
    if (library.includes(PARQUET) || format.toLowerCase().includes(PARQUET)) {
      return parquetSource(this.session, this.context.footers, scan, files);
    }
    if (isTextSerde(library)) return textSource(scan, files, this.session.scratchFolder);
    if (isJsonSerde(library)) return jsonSource(scan, files, this.session.scratchFolder);
    throw unsupported(`A table with the SerDe '${serde?.SerializationLibrary ?? "(none)"}'`);
  }
}

/** Trino reads a partition with the partition's own SerDe, of which Glue keeps a copy for each. */
function rejectOtherSerde({ table }: TableScan, { serde, values }: TablePartition): void {
  const library = serde?.SerializationLibrary;
  const own = table.definition.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "";
  if (library === undefined || library.toLowerCase() === own.toLowerCase()) return;
  throw unsupported(`A partition (${values.join(", ")}) with another SerDe than its table's`);
}
