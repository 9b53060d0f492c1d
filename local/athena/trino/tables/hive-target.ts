import { QueryError, unsupportedByBoth } from "../../query-error";
import { locationIsEnforced } from "../../statements/new-table";
import { checkProperties, type NewTableTarget } from "./new-table-target";
import type { PlanContext } from "../statements/plan-context";
import {
  DEFAULT_CODECS,
  type TableProperties,
  textProperty,
  trinoCodec,
  wordProperty,
} from "./table-properties";
import { sqlString } from "../text/sql-text";

const PROPERTIES = {
  mapped: [
    "bucket_count",
    "bucketed_by",
    "external_location",
    "field_delimiter",
    "format",
    "is_external",
    "orc_compression",
    "parquet_compression",
    "partitioned_by",
    "table_type",
    "write_compression",
  ],
  unsupported: ["compression_level"],
};

/** The target of a table of Hive. @throws QueryError for a property or value that Athena refuses */
export function hiveTarget(properties: TableProperties, context: PlanContext): NewTableTarget {
  checkProperties(properties, PROPERTIES);
  const format = wordProperty(properties, "format") ?? "PARQUET";
  if (format === "ION") throw unsupportedByBoth("CREATE TABLE AS in the format ION");
  if (!Object.hasOwn(DEFAULT_CODECS, format)) {
    const reason = `The table property 'format' must be one of ${Object.keys(DEFAULT_CODECS).join(", ")}, got '${format}'`;
    throw new QueryError("INVALID_TABLE_PROPERTY", reason);
  }
  const delimiter = textProperty(properties, "field_delimiter");
  const kept = ["bucket_count", "bucketed_by", "partitioned_by"].flatMap((name) => {
    const value = properties.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const { hive } = context.catalogs;
  const location = externalLocation(properties, context);
  return {
    catalog: hive,
    location,
    tableProperties: {
      external_location: sqlString(location),
      format: sqlString(format),
      ...Object.fromEntries(kept),
      ...(delimiter === undefined ? {} : { textfile_field_separator: sqlString(delimiter) }),
    },
    sessionProperties: { [`${hive}.compression_codec`]: trinoCodec(codec(properties, format)) },
  };
}

/** `external_location`, or a folder below the workgroup's results. */
function externalLocation(properties: TableProperties, { job }: PlanContext): string {
  const location = textProperty(properties, "external_location");
  if (location !== undefined && job.settings.enforced) throw locationIsEnforced();
  return location ?? `${job.settings.outputLocation}tables/${job.id}/`;
}

function codec(properties: TableProperties, format: string): string {
  const own = { ORC: "orc_compression", PARQUET: "parquet_compression" }[format];
  return (
    wordProperty(properties, "write_compression") ??
    (own === undefined ? undefined : wordProperty(properties, own)) ??
    DEFAULT_CODECS[format] ??
    "GZIP"
  );
}
