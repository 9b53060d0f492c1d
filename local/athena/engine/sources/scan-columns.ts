import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { NULL_PARTITION_VALUE, partitionFolder } from "../../../glue/catalog/partition-folders";
import { hiddenColumns } from "../../translation/relations/table-relation";
import type { HiddenColumn, TableScan } from "../../translation/relations/table-scan";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { CatalogColumn } from "../catalog-table";
import type { DataFile } from "./file-source";

/** The value of a hidden column for the rows of a file. */
export function hiddenValue(
  name: HiddenColumn,
  { object, partition }: DataFile,
  scan: TableScan,
): Sql {
  switch (name) {
    case "$path":
      return literal(`s3://${object.bucket}/${object.key}`);
    case "$file_size":
      return SQL`CAST(${literal(object.size)} AS BIGINT)`;
    case "$file_modified_time": {
      const instant = (object.modified ?? new Date(0)).toISOString().slice(0, -1).replace("T", " ");
      return SQL`trino_zoned(CAST(${literal(instant)} AS TIMESTAMP), 'UTC')`;
    }
    case "$partition": {
      const keys = scan.table.partitionKeys.map((key) => ({ name: key.name, type: key.hiveType }));
      const values = partition.values.map((value) => (value === "" ? NULL_PARTITION_VALUE : value));
      return literal(partitionFolder(keys, values).slice(0, -1));
    }
  }
}

/** A column that the query does not use: reading it would be a bug of the translator, and fails. */
export function unread({ name, type }: CatalogColumn): Sql {
  const message = literal(`GENERIC_INTERNAL_ERROR: The column ${name} was not read`);
  return SQL`CAST(trino_fail(${message} || left(CAST(file_index AS VARCHAR), 0)) AS ${duckDbTypeOf(type)})`;
}

export function noRows({ table }: TableScan): Sql {
  const nothing = ({ name, type }: CatalogColumn) =>
    SQL`CAST(NULL AS ${duckDbTypeOf(type)}) AS ${identifier(name)}`;
  const hidden = hiddenColumns(table).map(
    ([name, type]) => SQL`CAST(NULL AS ${duckDbTypeOf(type)}) AS ${identifier(name)}`,
  );
  const columns = [...[...table.columns, ...table.partitionKeys].map(nothing), ...hidden];
  return SQL`SELECT ${join(columns)} WHERE FALSE`;
}
