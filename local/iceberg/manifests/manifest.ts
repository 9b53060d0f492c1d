import { isRecord } from "../../../errors/is-record";
import { InvalidMetadataError } from "../iceberg-errors";
import { integerOf, listOf, longOf, recordOf, textOf } from "../metadata/json-values";
import { avroRecords } from "./avro-file";
import type { ManifestFile, ReadFile } from "./manifest-list";

/** What a file of a table holds. */
export type FileContent = "data" | "position deletes" | "equality deletes";

const CONTENTS: readonly FileContent[] = ["data", "position deletes", "equality deletes"];

/** An entry's status: files that are deleted belong to earlier snapshots only. */
const DELETED = 2;

/**
 * A data or delete file of a snapshot.
 *
 * @see https://iceberg.apache.org/spec/#manifests
 */
export interface TableFile {
  readonly content: FileContent;
  /** URI. */
  readonly path: string;
  /** Upper case, for example `PARQUET`. */
  readonly format: string;
  readonly partitionSpecId: number;
  /** The values of its partition, in the order of the specification's fields. */
  readonly partition: readonly unknown[];
  readonly recordCount: bigint;
  /** Bytes. */
  readonly size: number;
  /** The age of its data: deletes apply to files that are older, position deletes to those of the same age too. */
  readonly sequenceNumber: bigint;
  readonly columnSizes: ReadonlyMap<number, bigint>;
  readonly valueCounts: ReadonlyMap<number, bigint>;
  readonly nullCounts: ReadonlyMap<number, bigint>;
  readonly nanCounts: ReadonlyMap<number, bigint>;
  /** Bounds by the ids of fields, in Iceberg's binary form of a single value. */
  readonly lowerBounds: ReadonlyMap<number, Buffer>;
  readonly upperBounds: ReadonlyMap<number, Buffer>;
  readonly splitOffsets: readonly bigint[] | undefined;
  readonly equalityIds: readonly number[] | undefined;
  readonly sortOrderId: number | undefined;
}

/** The files of a manifest that the snapshot has. */
export async function filesOf(
  manifest: ManifestFile,
  read: ReadFile,
): Promise<readonly TableFile[]> {
  const records = await avroRecords(await read(manifest.path), manifest.path);
  return records
    .filter((entry) => integerOf(entry["status"], "an entry's status") !== DELETED)
    .map((entry) => tableFile(entry, manifest));
}

function tableFile(
  entry: Readonly<Record<string, unknown>>,
  { path, partitionSpecId, sequenceNumber }: ManifestFile,
): TableFile {
  const file = recordOf(entry["data_file"], "a data file");
  const content = CONTENTS[integerOf(file["content"] ?? 0, "a file's content")];
  if (content === undefined)
    throw new InvalidMetadataError(`${path} has a file of unknown content`);
  const ids = file["equality_ids"];
  const offsets = file["split_offsets"];
  const order = file["sort_order_id"];
  return {
    content,
    path: textOf(file["file_path"], "file_path"),
    format: textOf(file["file_format"], "file_format").toUpperCase(),
    partitionSpecId,
    partition: Object.values(recordOf(file["partition"], "a partition")),
    recordCount: longOf(file["record_count"], "record_count"),
    size: integerOf(file["file_size_in_bytes"], "file_size_in_bytes"),
    sequenceNumber: longOf(entry["sequence_number"] ?? sequenceNumber, "sequence_number"),
    columnSizes: byId(file["column_sizes"], longOf),
    valueCounts: byId(file["value_counts"], longOf),
    nullCounts: byId(file["null_value_counts"], longOf),
    nanCounts: byId(file["nan_value_counts"], longOf),
    lowerBounds: byId(file["lower_bounds"], bytesOf),
    upperBounds: byId(file["upper_bounds"], bytesOf),
    splitOffsets: isPresent(offsets)
      ? listOf(offsets, "split_offsets").map((offset) => longOf(offset, "an offset"))
      : undefined,
    equalityIds: isPresent(ids)
      ? listOf(ids, "equality_ids").map((id) => integerOf(id, "an equality id"))
      : undefined,
    sortOrderId: isPresent(order) ? integerOf(order, "sort_order_id") : undefined,
  };
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A map by the ids of fields, which is a list of pairs in Avro. */
function byId<Value>(
  pairs: unknown,
  valueOf: (value: unknown, what: string) => Value,
): Map<number, Value> {
  if (!isPresent(pairs)) return new Map();
  return new Map(
    listOf(pairs, "a map of metrics")
      .filter(isRecord)
      .map(({ key, value }) => [integerOf(key, "the id of a field"), valueOf(value, "a metric")]),
  );
}

function bytesOf(value: unknown, what: string): Buffer {
  if (Buffer.isBuffer(value)) return value;
  throw new InvalidMetadataError(`Expected bytes as ${what}`);
}
