import type { Table } from "@aws-sdk/client-glue";

import type { ReadFile } from "../../../iceberg/manifests/manifest-list";
import type { IcebergField } from "../../../iceberg/metadata/iceberg-type";
import { parseTableMetadata, type TableMetadata } from "../../../iceberg/metadata/table-metadata";
import { stateAt, type TableVersion } from "../../../iceberg/scan/snapshot-at";
import { QueryError } from "../../query-error";
import { UNKNOWN } from "../../types/trino-type";
import type { CatalogColumn, CatalogTable } from "../catalog-table";
import { trinoTypeOfIceberg } from "./iceberg-column-type";
import type { IcebergTable } from "./iceberg-state";

/** Whether a table of the Data Catalog is one of Iceberg. */
export function isIceberg({ Parameters: parameters }: Table): boolean {
  return parameters?.["table_type"]?.toUpperCase() === "ICEBERG";
}

/**
 * Reads a table's metadata.
 *
 * @throws QueryError if it has none; InvalidMetadataError, UnreadFeatureError
 */
export async function icebergMetadata(definition: Table, read: ReadFile): Promise<TableMetadata> {
  const location = definition.Parameters?.["metadata_location"];
  if (location === undefined) {
    const reason = `Table '${definition.Name}' is missing [metadata_location] property`;
    throw new QueryError("ICEBERG_INVALID_METADATA", reason);
  }
  const content = await read(location).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    const reason = `Metadata not found in metadata location for table ${definition.Name}: ${location}`;
    throw new QueryError("ICEBERG_MISSING_METADATA", reason);
  });
  return parseTableMetadata(content);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && ["NoSuchKey", "NoSuchBucket"].includes(error.name);
}

/** A state of an Iceberg table as a table of the catalog; undefined if it has no such state. */
export function icebergTable(
  database: string,
  definition: Table,
  metadata: TableMetadata,
  version: TableVersion = { kind: "current" },
): CatalogTable | undefined {
  const state = stateAt(metadata, version);
  if (state === undefined) return undefined;
  const iceberg: IcebergTable = { ...state, metadata };
  return {
    database,
    name: (definition.Name ?? "").toLowerCase(),
    columns: state.schema.fields.map(catalogColumn),
    // Partitions are no columns of their own.
    partitionKeys: [],
    definition,
    iceberg,
  };
}

function catalogColumn(field: IcebergField): CatalogColumn {
  const { type } = field;
  const known = trinoTypeOfIceberg(type);
  return {
    name: field.name.toLowerCase(),
    hiveType: type.kind,
    type: known ?? UNKNOWN,
    comment: field.doc,
    field,
    unread:
      known === undefined ? `A column (${field.name}) of Iceberg's types time or uuid` : undefined,
  };
}
