import type { StorageDescriptor } from "@aws-sdk/client-glue";

import { literal, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { PropertyValue } from "../sql/statement";
import { ownValue } from "../../../formats/own-value";

/** The format of a new table, for DuckDB's COPY and for the catalog. */
export interface TableFormat {
  readonly storage: Pick<StorageDescriptor, "InputFormat" | "OutputFormat" | "SerdeInfo">;
  readonly parameters: Readonly<Record<string, string>>;
  /** Options of DuckDB's COPY. */
  readonly copyOptions: readonly Sql[];
  /** Whether a row is written as the text of one column, a line of JSON. */
  readonly jsonLines: boolean;
  readonly extension: string;
}

/** Properties of CREATE TABLE AS: https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html */
const SUPPORTED_PROPERTIES = [
  "format",
  "write_compression",
  "parquet_compression",
  "external_location",
  "partitioned_by",
  "table_type",
  "is_external",
];
const UNSUPPORTED_PROPERTIES = [
  "bucketed_by",
  "bucket_count",
  "field_delimiter",
  "orc_compression",
  "compression_level",
  "location",
  "partitioning",
  "vacuum_max_snapshot_age_seconds",
];

const PARQUET_CODECS: Readonly<Record<string, string | undefined>> = {
  GZIP: "gzip",
  SNAPPY: "snappy",
  ZSTD: "zstd",
  LZ4: "lz4",
  NONE: "uncompressed",
  UNCOMPRESSED: "uncompressed",
};

/** Options that write texts as they are: JSON has no control character, which the delimiter is. */
const LINES = [
  SQL`FORMAT csv`,
  SQL`HEADER false`,
  SQL`DELIMITER ${literal("\u0001")}`,
  SQL`QUOTE ''`,
  SQL`ESCAPE ''`,
];

/**
 * Resolves the format of a new table from its properties.
 *
 * @throws QueryError for an unknown or unsupported property, format or codec
 */
export function tableFormat(properties: ReadonlyMap<string, PropertyValue>): TableFormat {
  for (const name of properties.keys()) {
    if (UNSUPPORTED_PROPERTIES.includes(name)) throw unsupported(`The table property '${name}'`);
    if (!SUPPORTED_PROPERTIES.includes(name)) {
      const reason = `Catalog 'awsdatacatalog' table property '${name}' does not exist`;
      throw new QueryError("INVALID_TABLE_PROPERTY", reason);
    }
  }
  const text = (name: string) => {
    const value = properties.get(name);
    return value === undefined ? undefined : String(value).toUpperCase();
  };
  checkTableType(text("table_type"), text("is_external"));
  const compression = text("write_compression") ?? text("parquet_compression") ?? "GZIP";
  const format = text("format") ?? "PARQUET";
  if (format === "PARQUET") return parquet(compression);
  if (format === "JSON") return json(compression);
  throw unsupported(`CREATE TABLE AS in the format ${format}`);
}

/** dbt writes both for each table: a table of Hive is external, one of Iceberg is not. */
function checkTableType(type = "HIVE", isExternal = "TRUE"): void {
  if (type === "ICEBERG") throw unsupported("The table property 'table_type' = 'ICEBERG'");
  if (type !== "HIVE") {
    const reason = `The table property 'table_type' must be 'HIVE' or 'ICEBERG', got '${type}'`;
    throw new QueryError("INVALID_TABLE_PROPERTY", reason);
  }
  if (isExternal !== "TRUE") throw unsupported("The table property 'is_external' = false");
}

function parquet(compression: string): TableFormat {
  const codec = ownValue(PARQUET_CODECS, compression);
  if (codec === undefined) throw unsupportedCompression(compression);
  return {
    storage: {
      InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      SerdeInfo: {
        SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        Parameters: { "serialization.format": "1" },
      },
    },
    parameters: { classification: "parquet", "parquet.compression": compression },
    copyOptions: [SQL`FORMAT parquet`, SQL`COMPRESSION ${literal(codec)}`],
    jsonLines: false,
    extension: "",
  };
}

function json(compression: string): TableFormat {
  if (!["GZIP", "NONE", "UNCOMPRESSED"].includes(compression))
    throw unsupportedCompression(compression);
  const gzip = compression === "GZIP";
  return {
    storage: {
      InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      SerdeInfo: { SerializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
    },
    parameters: { classification: "json" },
    copyOptions: [...LINES, SQL`COMPRESSION ${gzip ? SQL`gzip` : SQL`none`}`],
    jsonLines: true,
    extension: gzip ? ".gz" : "",
  };
}

function unsupportedCompression(compression: string): QueryError {
  return unsupported(`The compression ${compression} of this format`);
}
