import { mapConcurrently } from "../../../glue/crawler/partition-listing";
import { unsupported } from "../../query-error";
import type { TableScan } from "../../translation/relations/table-scan";
import type { DuckDbSession } from "../duckdb-session";
import type { EngineContext } from "../engine-context";
import { IcebergSource } from "../iceberg/iceberg-source";
import { projectedPartitions, usesProjection } from "../partitions/partition-projection";
import { prunePartitions } from "../partitions/partition-pruning";
import type { TablePartition } from "../partitions/table-partition";
import type { DataFile } from "./file-source";
import type { DataObject } from "./objects/data-object";
import type { QueryReads } from "./query-reads";

/** A partition and its objects; a table without partitions is one. */
export interface LocatedPartition {
  readonly partition: TablePartition;
  readonly objects: readonly DataObject[];
}

/** The files of a scan. */
export interface FilesOfScan {
  readonly files: readonly DataFile[];
  /** Matches exactly these files, in their order. @default - they have to be named */
  readonly pattern?: string | undefined;
}

/** Finds and fetches the objects that a query scans. */
export class ScanFiles {
  constructor(
    private readonly session: DuckDbSession,
    private readonly reads: QueryReads,
    private readonly context: Pick<EngineContext, "now" | "signal">,
  ) {}

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

  /**
   * Fetches the objects that a scan reads.
   *
   * @param byPattern whether the files may be read by a pattern
   */
  async fetch(scan: TableScan, byPattern: boolean): Promise<FilesOfScan> {
    const found = (await this.locate(scan)).flatMap(({ partition, objects }) => {
      if (objects.length > 0) rejectOtherSerde(scan, partition);
      return objects.map((object) => ({ partition, object }));
    });
    const folder = byPattern ? this.reads.folder(found.map(({ object }) => object)) : undefined;
    if (folder !== undefined) {
      const { paths, pattern } = folder;
      const files = found.map((file, index) => ({ ...file, path: paths[index] ?? "" }));
      return { files, pattern };
    }
    const files = await mapConcurrently(found, async ({ partition, object }) => {
      this.context.signal.throwIfAborted();
      const copy = this.reads.copy(object);
      return { path: typeof copy === "string" ? copy : await copy, object, partition };
    });
    return { files };
  }

  /** The partitions that a scan reads. */
  async partitions({ table, partitionConditions }: TableScan): Promise<readonly TablePartition[]> {
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
}

/** Trino reads a partition with the partition's own SerDe, of which Glue keeps a copy for each. */
function rejectOtherSerde({ table }: TableScan, { serde, values }: TablePartition): void {
  const library = serde?.SerializationLibrary;
  const own = table.definition.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "";
  if (library === undefined || library.toLowerCase() === own.toLowerCase()) return;
  throw unsupported(`A partition (${values.join(", ")}) with another SerDe than its table's`);
}
