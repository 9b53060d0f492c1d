import { QueryError, unsupportedByBoth } from "../../query-error";
import { checkProperties, type NewTableTarget } from "./new-table-target";
import type { PlanContext } from "../statements/plan-context";
import { type TableProperties, textProperty, trinoCodec, wordProperty } from "./table-properties";
import { sqlString } from "../text/sql-text";

/** Properties that VACUUM and OPTIMIZE read; the table's metadata keeps them. */
export const MAINTENANCE_PROPERTIES = [
  "optimize_rewrite_data_file_threshold",
  "optimize_rewrite_delete_file_threshold",
  "optimize_rewrite_max_data_file_size_bytes",
  "optimize_rewrite_min_data_file_size_bytes",
  "vacuum_max_metadata_files_to_keep",
  "vacuum_max_snapshot_age_seconds",
  "vacuum_min_snapshots_to_keep",
];

const PROPERTIES = {
  mapped: [
    "format",
    "is_external",
    "location",
    "partitioning",
    "table_type",
    "write_compression",
    ...MAINTENANCE_PROPERTIES,
  ],
  unsupported: ["compression_level"],
};

/**
 * The target of an Iceberg table.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html
 * @throws QueryError for a property or value that Athena refuses
 */
export function icebergTarget(
  properties: TableProperties,
  { job, catalogs }: PlanContext,
): NewTableTarget {
  checkProperties(properties, PROPERTIES);
  if (wordProperty(properties, "is_external") !== "FALSE") {
    const reason = "An Iceberg table needs the table property is_external = false";
    throw new QueryError("INVALID_TABLE_PROPERTY", reason);
  }
  const given = textProperty(properties, "location");
  if (given !== undefined && job.settings.enforced) {
    const reason =
      "The table property 'location' is not allowed in a workgroup that enforces its output location";
    throw new QueryError("INVALID_TABLE_PROPERTY", reason);
  }
  if (given === undefined && !job.settings.enforced) {
    const reason = "An Iceberg table needs the table property 'location'";
    throw new QueryError("INVALID_TABLE_PROPERTY", reason);
  }
  const kept = MAINTENANCE_PROPERTIES.find((name) => properties.has(name));
  if (kept !== undefined) throw unsupportedByBoth(`The table property '${kept}'`);
  const partitioning = properties.get("partitioning");
  const codec = wordProperty(properties, "write_compression") ?? "ZSTD";
  const location = given ?? `${job.settings.outputLocation}tables/${job.id}/`;
  return {
    catalog: catalogs.iceberg,
    location,
    tableProperties: {
      location: sqlString(location),
      format: sqlString(wordProperty(properties, "format") ?? "PARQUET"),
      ...(partitioning === undefined ? {} : { partitioning }),
    },
    sessionProperties: { [`${catalogs.iceberg}.compression_codec`]: trinoCodec(codec) },
  };
}
