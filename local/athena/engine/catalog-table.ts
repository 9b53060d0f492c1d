import type { Table } from "@aws-sdk/client-glue";

import { parseHiveType } from "../../../formats/hive-type";
import type { IcebergField } from "../../iceberg/metadata/iceberg-type";
import { QueryError } from "../query-error";
import { trinoTypeOf } from "../types/hive-column-type";
import type { TrinoType } from "../types/trino-type";
import { messageOf } from "../../../errors/message-of";
import type { IcebergTable } from "./iceberg/iceberg-state";

/** A column of a table, with its Hive and Trino types. */
export interface CatalogColumn {
  /** Lower case. */
  readonly name: string;
  readonly hiveType: string;
  readonly type: TrinoType;
  readonly comment?: string | undefined;
  /** The column's field of an Iceberg table. */
  readonly field?: IcebergField | undefined;
  /** What is refused if a query uses the column. @default - its type is read */
  readonly unread?: string | undefined;
}

/** A table or view of the Data Catalog. */
export interface CatalogTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly partitionKeys: readonly CatalogColumn[];
  readonly definition: Table;
  /** What is read of it if it is a table of Iceberg. */
  readonly iceberg?: IcebergTable | undefined;
}

/** Resolves the column types of a table's definition. @throws QueryError HIVE_INVALID_METADATA for an invalid type */
export function catalogTable(database: string, definition: Table): CatalogTable {
  const column = ({ Name = "", Type = "string", Comment }: ColumnDefinition): CatalogColumn => ({
    name: Name.toLowerCase(),
    hiveType: Type,
    type: columnType(Name, Type),
    comment: Comment,
  });
  return {
    database,
    name: (definition.Name ?? "").toLowerCase(),
    columns: (definition.StorageDescriptor?.Columns ?? []).filter(isCurrent).map(column),
    partitionKeys: (definition.PartitionKeys ?? []).map(column),
    definition,
  };
}

/** Writers of Iceberg tables leave dropped columns in the catalog. */
function isCurrent({ Parameters: parameters }: ColumnDefinition): boolean {
  return parameters?.["iceberg.field.current"] !== "false";
}

type ColumnDefinition = NonNullable<Table["PartitionKeys"]>[number];

function columnType(name: string, type: string): TrinoType {
  try {
    return trinoTypeOf(parseHiveType(type));
  } catch (error) {
    const reason = messageOf(error);
    throw new QueryError("HIVE_INVALID_METADATA", `Column ${name}: ${reason}`);
  }
}

/**
 * The properties that a table's SerDe reads: its own, and those of the table, which take precedence as in Hive. Athena's
 * pages set some in TBLPROPERTIES.
 *
 * @see https://github.com/trinodb/trino/blob/476/plugin/trino-hive/src/main/java/io/trino/plugin/hive/metastore/MetastoreUtil.java
 */
export function serdeProperties({ definition }: CatalogTable): Readonly<Record<string, string>> {
  return { ...definition.StorageDescriptor?.SerdeInfo?.Parameters, ...definition.Parameters };
}
