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

/** Escapes of Java's strings, as Hive writes properties. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

function quoted(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are delimiters of fields
  const escaped = text.replace(/['"\\]|[\0-\x1f]/g, (character) => {
    if (character >= " ") return `\\${character}`;
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return Object.hasOwn(ESCAPES, character) ? (ESCAPES[character] ?? "") : `\\u${code}`;
  });
  return `'${escaped}'`;
}
