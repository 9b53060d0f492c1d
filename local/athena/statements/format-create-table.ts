import type { CatalogColumn, CatalogTable } from "../engine/catalog-table";

/** Formats a table's definition as SHOW CREATE TABLE does. */
export function formatCreateTable({
  database,
  name,
  columns,
  partitionKeys,
  definition,
}: CatalogTable): string {
  const { StorageDescriptor: storage = {}, Parameters: parameters = {} } = definition;
  const { SerdeInfo: serde } = storage;
  const serdeProperties = Object.entries(serde?.Parameters ?? {}).sort();
  return [
    `CREATE EXTERNAL TABLE \`${database}.${name}\`(`,
    columnLines(columns),
    ...(partitionKeys.length === 0 ? [] : ["PARTITIONED BY ( ", columnLines(partitionKeys)]),
    "ROW FORMAT SERDE ",
    `  ${quoted(serde?.SerializationLibrary ?? "")} `,
    ...(serdeProperties.length === 0
      ? []
      : ["WITH SERDEPROPERTIES ( ", propertyLines(serdeProperties)]),
    "STORED AS INPUTFORMAT ",
    `  ${quoted(storage.InputFormat ?? "")} `,
    "OUTPUTFORMAT ",
    `  ${quoted(storage.OutputFormat ?? "")}`,
    "LOCATION",
    `  ${quoted(storage.Location ?? "")}`,
    "TBLPROPERTIES (",
    propertyLines(Object.entries(parameters).sort()),
  ].join("\n");
}

function columnLines(columns: readonly CatalogColumn[]): string {
  return `${columns
    .map(({ name, hiveType, comment }) => {
      const remark = comment === undefined || comment === "" ? "" : ` COMMENT ${quoted(comment)}`;
      return `  \`${name}\` ${hiveType}${remark}`;
    })
    .join(", \n")})`;
}

function propertyLines(properties: readonly (readonly [string, string])[]): string {
  return `${properties.map(([name, value]) => `  ${quoted(name)}=${quoted(value)}`).join(", \n")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
