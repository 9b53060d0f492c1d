import { join, literal, SQL, type Sql } from "../../../../duckdb/sql";
import type { ManifestFile, PartitionSummary } from "../../../../iceberg/manifests/manifest-list";
import type { PartitionField, TableMetadata } from "../../../../iceberg/metadata/table-metadata";
import { decodeSingleValue } from "../../../../iceberg/scan/single-value";
import type { CatalogRows, CatalogValue } from "../../../translation/catalog-entry";
import { BIGINT, BOOLEAN, INTEGER, type TrinoType, VARCHAR } from "../../../types/trino-type";
import { partitionText, transformedType } from "./partition-values";

const SUMMARY: TrinoType = {
  kind: "row",
  fields: [
    { name: "contains_null", type: BOOLEAN },
    { name: "contains_nan", type: BOOLEAN },
    { name: "lower_bound", type: VARCHAR },
    { name: "upper_bound", type: VARCHAR },
  ],
};

/** The table `$manifests`. */
export function manifestsTable(
  metadata: TableMetadata,
  manifests: readonly ManifestFile[],
): CatalogRows {
  const count = (name: string) => [
    { name: `${name}_data_files_count`, type: INTEGER },
    { name: `${name}_rows_count`, type: BIGINT },
  ];
  return {
    columns: [
      { name: "path", type: VARCHAR },
      { name: "length", type: BIGINT },
      { name: "partition_spec_id", type: INTEGER },
      { name: "added_snapshot_id", type: BIGINT },
      ...["added", "existing", "deleted"].flatMap(count),
      { name: "partition_summaries", type: { kind: "array", element: SUMMARY } },
    ],
    rows: manifests.map((manifest): CatalogValue[] => {
      const { added, deleted, existing } = manifest.counts;
      const counts = [added, existing, deleted].flatMap(({ files, rows }) => [files, rows]);
      const fields = metadata.partitionSpecs.get(manifest.partitionSpecId) ?? [];
      const summaries = manifest.partitions.flatMap((summary, index) => {
        const field = fields[index];
        return field === undefined ? [] : [summaryOf(metadata, field, summary)];
      });
      return [
        manifest.path,
        String(manifest.length),
        String(manifest.partitionSpecId),
        String(manifest.addedSnapshotId),
        ...counts.map((value) => (value === undefined ? null : String(value))),
        SQL`[${join(summaries)}]`,
      ];
    }),
  };
}

function summaryOf(
  metadata: TableMetadata,
  field: PartitionField,
  { containsNan, containsNull, lowerBound, upperBound }: PartitionSummary,
): Sql {
  const type = transformedType(metadata, field);
  const text = (bytes: Buffer | undefined) =>
    literal(
      bytes === undefined
        ? null
        : partitionText(field.transform, type, decodeSingleValue(type, bytes)),
    );
  return SQL`struct_pack(contains_null := ${literal(containsNull)}, contains_nan := ${literal(containsNan ?? null)},
    lower_bound := CAST(${text(lowerBound)} AS VARCHAR), upper_bound := CAST(${text(upperBound)} AS VARCHAR))`;
}
