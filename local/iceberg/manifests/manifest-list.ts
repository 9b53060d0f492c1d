import { integerOf, listOf, longOf, recordOf, textOf } from "../metadata/json-values";
import type { Snapshot } from "../metadata/table-metadata";
import { InvalidMetadataError } from "../iceberg-errors";
import { avroRecords } from "./avro-file";

/** What a manifest lists. */
export type ManifestContent = "data" | "deletes";

const CONTENTS: readonly ManifestContent[] = ["data", "deletes"];

/**
 * A manifest of a snapshot.
 *
 * @see https://iceberg.apache.org/spec/#manifest-lists
 */
export interface ManifestFile {
  /** URI. */
  readonly path: string;
  /** Bytes. */
  readonly length: number;
  readonly content: ManifestContent;
  readonly partitionSpecId: number;
  /** What its entries inherit that have none of their own. */
  readonly sequenceNumber: bigint;
  readonly addedSnapshotId: bigint;
  /** Numbers of files and of their rows; undefined where version 1 left them out. */
  readonly counts: Readonly<Record<"added" | "existing" | "deleted", ManifestCounts>>;
  /** Of each field of the partitions. */
  readonly partitions: readonly PartitionSummary[];
}

/** Numbers of files and of their rows. */
export interface ManifestCounts {
  readonly files: number | undefined;
  readonly rows: bigint | undefined;
}

/** What a field of the partitions has in the files of a manifest. */
export interface PartitionSummary {
  readonly containsNull: boolean;
  readonly containsNan: boolean | undefined;
  readonly lowerBound: Buffer | undefined;
  readonly upperBound: Buffer | undefined;
}

/** Reads the file of a URI. */
export type ReadFile = (uri: string) => Promise<Buffer>;

/**
 * The manifests of a snapshot.
 *
 * @param snapshot undefined for a table to which nothing was ever written, which has none
 * @throws InvalidMetadataError if the snapshot has no list of them
 */
export async function manifestsOf(
  snapshot: Snapshot | undefined,
  read: ReadFile,
): Promise<readonly ManifestFile[]> {
  if (snapshot === undefined) return [];
  const { id, manifestList } = snapshot;
  if (manifestList === undefined) {
    throw new InvalidMetadataError(`The snapshot ${id} has no manifest list`);
  }
  const records = await avroRecords(await read(manifestList), manifestList);
  return records.map((record) => {
    const content = CONTENTS[integerOf(record["content"] ?? 0, "a manifest's content")];
    if (content === undefined) {
      throw new InvalidMetadataError(`${manifestList} has a manifest of unknown content`);
    }
    // Names of version 2, and of the writers of version 1.
    const counts = (kind: string): ManifestCounts => {
      const files =
        record[`${kind}_files_count`] ?? record[`${kind}_data_files_count`] ?? undefined;
      const rows = record[`${kind}_rows_count`] ?? undefined;
      return {
        files: files === undefined ? undefined : integerOf(files, "a count"),
        rows: rows === undefined ? undefined : longOf(rows, "a count"),
      };
    };
    return {
      path: textOf(record["manifest_path"], "manifest_path"),
      length: integerOf(record["manifest_length"], "manifest_length"),
      content,
      partitionSpecId: integerOf(record["partition_spec_id"], "partition_spec_id"),
      sequenceNumber: longOf(record["sequence_number"] ?? 0, "sequence_number"),
      addedSnapshotId: longOf(record["added_snapshot_id"] ?? 0, "added_snapshot_id"),
      counts: { added: counts("added"), existing: counts("existing"), deleted: counts("deleted") },
      partitions: listOf(record["partitions"] ?? [], "partitions").map(partitionSummary),
    };
  });
}

function partitionSummary(value: unknown): PartitionSummary {
  const summary = recordOf(value, "a summary of partitions");
  const bytes = (bound: unknown) => (Buffer.isBuffer(bound) ? bound : undefined);
  const containsNan = summary["contains_nan"];
  return {
    containsNull: summary["contains_null"] === true,
    containsNan: typeof containsNan === "boolean" ? containsNan : undefined,
    lowerBound: bytes(summary["lower_bound"]),
    upperBound: bytes(summary["upper_bound"]),
  };
}
