import type { TableMetadata } from "../../../iceberg/metadata/table-metadata";
import type { TableState } from "../../../iceberg/scan/snapshot-at";

/** What a query reads of an Iceberg table: the state that it is for, and the whole metadata. */
export interface IcebergTable extends TableState {
  readonly metadata: TableMetadata;
}
