/** Kinds of difference between a published schema and the one that a dataset declares. */
export type SchemaChangeKind =
  | "storage-changed"
  | "column-added"
  | "column-inserted"
  | "column-removed"
  | "column-renamed"
  | "columns-reordered"
  | "column-key-changed"
  | "field-added"
  | "field-inserted"
  | "field-removed"
  | "field-renamed"
  | "field-recased"
  | "fields-reordered"
  | "type-widened"
  | "type-stored-alike"
  | "type-changed"
  | "partition-keys-changed"
  | "partition-keys-removed"
  | "dynamic-partitioning-switched"
  | "partition-values-widened"
  | "partition-values-narrowed"
  | "environment-added"
  | "environment-removed"
  | "environment-keys-changed"
  | "projection-widened"
  | "projection-narrowed";

/** How the gate treats a kind of change. */
export interface ChangeRule {
  /** Whether the change passes without being accepted. */
  readonly compatible: boolean;
  /**
   * Whether the lock can accept it. Not where the table itself rejects the change.
   *
   * @default true
   */
  readonly acceptable?: boolean;
  /** Effect on existing objects, partitions and queries. */
  readonly effect: string;
}

const otherFolders =
  "Old objects stay under prefixes of the old keys, and their partitions have the values of the old keys: queries by the new keys don't find them.";
const byPosition =
  'Old objects are still read correctly, since Athena finds columns of Parquet by name; but whatever depends on the position (SELECT *, UNION ALL, INSERT INTO, a reader with "parquet.column.index.access") gets other columns than before.';
const fieldsByPosition =
  "Athena compares the structs of table and partition field by field: the field at a position must have the same name, so queries over partitions of the old schema fail with HIVE_PARTITION_SCHEMA_MISMATCH until the crawler has updated them.";

/**
 * What each kind of change does, since Athena reads columns of Parquet by name, fields of a struct by name and position,
 * and values by the Parquet type with which they were written.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html
 * @see https://github.com/trinodb/trino/pull/14969 the rule by which structs of a partition are read
 */
export const changeRules: Readonly<Record<SchemaChangeKind, ChangeRule>> = {
  "storage-changed": {
    compatible: false,
    acceptable: false,
    effect:
      "A table has one format: Terraform would destroy the table and create another one over the same folder, in which no query finds the old events. A new dataset with the other format can read the same stream of events.",
  },
  "column-added": { compatible: true, effect: "Null for every event of old objects." },
  "column-inserted": { compatible: false, effect: byPosition },
  "column-removed": {
    compatible: false,
    effect:
      "Its values in old objects can't be queried any more, queries and views that use it fail with COLUMN_NOT_FOUND, and Firehose silently drops it from new events.",
  },
  "column-renamed": {
    compatible: false,
    effect:
      "Athena finds columns of Parquet by name: the new name is null for every event of old objects, the values under the old name can't be queried, and Firehose drops it from events that still send it.",
  },
  "columns-reordered": { compatible: false, effect: byPosition },
  "column-key-changed": {
    compatible: false,
    effect:
      "Events are read by the new key from the deployment on: the column is null in events that still send the old one, which Firehose drops without an error. Old objects keep their values.",
  },
  "field-added": { compatible: true, effect: "Null for every event of old objects." },
  "field-inserted": { compatible: false, effect: fieldsByPosition },
  "field-removed": {
    compatible: false,
    effect:
      "Its values in old objects can't be queried any more, queries and views that use it fail, Firehose silently drops it from new events, and unless it was the last field, queries over partitions of the old schema fail with HIVE_PARTITION_SCHEMA_MISMATCH until the crawler has updated them.",
  },
  "field-renamed": {
    compatible: false,
    effect: `${fieldsByPosition} From then on, and with projection immediately, the new name is null for every event of old objects.`,
  },
  "field-recased": {
    compatible: true,
    effect: "None: Firehose and Athena both lower-case names.",
  },
  "fields-reordered": { compatible: false, effect: fieldsByPosition },
  // https://docs.aws.amazon.com/athena/latest/ug/updates-changing-column-type.html
  "type-widened": {
    compatible: false,
    effect:
      "Old objects have the narrower Parquet type. AWS documents the cast only between the type of a partition and that of the table, and here every partition inherits the table's, so it is not documented that old objects can be read.",
  },
  "type-stored-alike": {
    compatible: false,
    effect:
      "Both types have the same Parquet type, so old objects can be read, but old values that don't fit the new type are truncated or fail, and AWS doesn't list the change among those that Athena supports for Parquet.",
  },
  "type-changed": {
    compatible: false,
    effect:
      "Old objects have another Parquet type: queries that read them fail with HIVE_BAD_DATA, or with HIVE_PARTITION_SCHEMA_MISMATCH where their partition has the old type.",
  },
  "partition-keys-changed": {
    compatible: false,
    effect: otherFolders,
  },
  // https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html
  "partition-keys-removed": {
    compatible: false,
    effect:
      "Every object under the location of the table is still read; queries and views that name a removed key fail with COLUMN_NOT_FOUND.",
  },
  "environment-added": { compatible: true, effect: "None: nothing was deployed there yet." },
  "environment-removed": {
    compatible: true,
    effect: "None on what is deployed; the lock no longer knows its partitions.",
  },
  "environment-keys-changed": {
    compatible: false,
    effect: `${otherFolders} Saved queries follow, other queries and views must be changed. Steps: docs/operate/changing-partitions.md.`,
  },
  "projection-widened": { compatible: true, effect: "Queries find more partitions." },
  "projection-narrowed": {
    compatible: false,
    effect: "Older objects stay in the bucket, and no query finds them.",
  },
  // https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-enable.html
  "dynamic-partitioning-switched": {
    compatible: false,
    effect: `${otherFolders} And Firehose can't enable or disable dynamic partitioning for an existing delivery stream: Terraform replaces it, and events published before the new one starts to read are not delivered anywhere, not even to the raw bucket; only the Kinesis stream keeps them, until its retention ends.`,
  },
  "partition-values-widened": {
    compatible: true,
    effect:
      "Old events with the new values stay in the partition unknown; new ones get their own partitions.",
  },
  "partition-values-narrowed": {
    compatible: false,
    effect:
      "Objects of values that are no longer declared stay: a crawled table still shows them, a projected one does not. New events with these values go to the partition unknown.",
  },
};
