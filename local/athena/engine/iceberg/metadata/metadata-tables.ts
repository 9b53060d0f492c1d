import { literal, SQL, type Sql } from "../../../../duckdb/sql";
import { liveFiles } from "../../../../iceberg/scan/live-files";
import { manifestsOf, type ReadFile } from "../../../../iceberg/manifests/manifest-list";
import type { TableMetadata } from "../../../../iceberg/metadata/table-metadata";
import { type QueryError, unsupported } from "../../../query-error";
import type { CatalogRows, CatalogValue } from "../../../translation/catalog-entry";
import {
  BIGINT,
  BOOLEAN,
  INTEGER,
  TIMESTAMP_TZ,
  type TrinoType,
  VARCHAR,
} from "../../../types/trino-type";
import { filesTable } from "./files-table";
import { textMap } from "./sql-maps";
import type { IcebergTable } from "../iceberg-state";
import { manifestsTable } from "./manifests-table";
import { partitionsTable } from "./partitions-table";

/** Tables of metadata that Trino has, and that are not answered here. */
const UNREAD = [
  ...["all_entries", "all_manifests", "entries", "metadata_log_entries", "properties"],
];

/**
 * A table of an Iceberg table's metadata; undefined if there is none of the name.
 *
 * @param suffix for example `snapshots` of `"events$snapshots"`
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-table-metadata.html
 * @see https://trino.io/docs/476/connector/iceberg.html#metadata-tables
 */
export async function metadataTable(
  suffix: string,
  table: IcebergTable,
  read: ReadFile,
): Promise<CatalogRows | QueryError | undefined> {
  const { metadata, snapshot } = table;
  switch (suffix) {
    case "snapshots":
      return snapshotsTable(metadata);
    case "history":
      return historyTable(metadata);
    case "refs":
      return refsTable(metadata);
    case "manifests":
      return manifestsTable(metadata, await manifestsOf(snapshot, read));
    case "files":
      return filesTable(table, await liveFiles(snapshot, read));
    case "partitions":
      return partitionsTable(table, (await liveFiles(snapshot, read)).data);
    default:
      return UNREAD.includes(suffix) ? unsupported(`The metadata table "$${suffix}"`) : undefined;
  }
}

const column = (name: string, type: TrinoType) => ({ name, type });

/** An instant. @param at milliseconds since 1970 */
function instant(at: number): Sql {
  return SQL`struct_pack(i := make_timestamp(CAST(${literal(String(BigInt(at) * 1000n))} AS BIGINT)), z := 'UTC')`;
}

function optionalText(value: bigint | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function snapshotsTable({ snapshots }: TableMetadata): CatalogRows {
  return {
    columns: [
      column("committed_at", TIMESTAMP_TZ),
      column("snapshot_id", BIGINT),
      column("parent_id", BIGINT),
      column("operation", VARCHAR),
      column("manifest_list", VARCHAR),
      column("summary", { kind: "map", key: VARCHAR, value: VARCHAR }),
    ],
    rows: snapshots.map(({ committedAt, id, manifestList, parentId, summary }) => {
      const { operation = null, ...rest } = summary;
      return [
        instant(committedAt),
        String(id),
        optionalText(parentId),
        operation,
        manifestList ?? null,
        textMap(Object.entries(rest)),
      ];
    }),
  };
}

function historyTable(metadata: TableMetadata): CatalogRows {
  const { currentSnapshotId, snapshotLog, snapshots } = metadata;
  const parentOf = new Map(snapshots.map(({ id, parentId }) => [id, parentId]));
  const ancestors = new Set<bigint>();
  for (let id = currentSnapshotId; id !== undefined && !ancestors.has(id); id = parentOf.get(id)) {
    ancestors.add(id);
  }
  return {
    columns: [
      column("made_current_at", TIMESTAMP_TZ),
      column("snapshot_id", BIGINT),
      column("parent_id", BIGINT),
      column("is_current_ancestor", BOOLEAN),
    ],
    rows: snapshotLog.map(({ at, snapshotId }) => [
      instant(at),
      String(snapshotId),
      optionalText(parentOf.get(snapshotId)),
      String(ancestors.has(snapshotId)),
    ]),
  };
}

function refsTable({ currentSnapshotId, refs }: TableMetadata): CatalogRows {
  // Version 1 has none, but its current snapshot is that of the branch main.
  const main = { snapshotId: currentSnapshotId, type: "branch" };
  const all =
    refs.size > 0 || currentSnapshotId === undefined
      ? [...refs]
      : [["main", { ...NO_LIMITS, ...main }] as const];
  return {
    columns: [
      column("name", VARCHAR),
      column("type", VARCHAR),
      column("snapshot_id", BIGINT),
      column("max_reference_age_in_ms", BIGINT),
      column("min_snapshots_to_keep", INTEGER),
      column("max_snapshot_age_in_ms", BIGINT),
    ],
    rows: all.map(([name, ref]): CatalogValue[] => [
      name,
      ref.type.toUpperCase(),
      optionalText(ref.snapshotId),
      optionalText(ref.maxRefAgeMs),
      optionalText(ref.minSnapshotsToKeep),
      optionalText(ref.maxSnapshotAgeMs),
    ]),
  };
}

const NO_LIMITS = {
  maxRefAgeMs: undefined,
  minSnapshotsToKeep: undefined,
  maxSnapshotAgeMs: undefined,
};
