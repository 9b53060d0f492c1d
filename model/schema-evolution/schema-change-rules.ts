/** Kinds of difference between a published schema and the one that a dataset declares. */
export type ChangeKind =
  | "column-added"
  | "column-inserted"
  | "column-removed"
  | "column-renamed"
  | "columns-reordered"
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
  | "dynamic-partitioning-switched"
  | "partition-values-widened"
  | "partition-values-narrowed";

/** What the gate says of a kind of change. */
export interface ChangeRule {
  /** Whether the change passes without being accepted. */
  readonly compatible: boolean;
  /** What becomes of objects, partitions and queries that are there already. */
  readonly effect: string;
}

const otherFolders =
  "Old objects lie in folders of the old keys, and their partitions carry the old keys' values: queries by the new keys don't find them.";
const byPosition =
  'Old objects still read right, since Athena finds columns of Parquet by name; but whatever goes by position (SELECT *, UNION ALL, INSERT INTO, a reader with "parquet.column.index.access") gets other columns than before.';
const fieldsByPosition =
  "Athena compares the structs of table and partition field by field: the field at a position must have the same name, so queries over partitions of the old schema fail with HIVE_PARTITION_SCHEMA_MISMATCH until the crawler has given them the new one.";

/**
 * What each kind of change does, since Athena reads columns of Parquet by name, fields of a struct by name and position,
 * and values by the Parquet type with which they were written.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html
 * @see https://github.com/trinodb/trino/pull/14969 the rule by which structs of a partition are read
 */
export const changeRules: Readonly<Record<ChangeKind, ChangeRule>> = {
  "column-added": { compatible: true, effect: "Null for every event of old objects." },
  "column-inserted": { compatible: false, effect: byPosition },
  "column-removed": {
    compatible: false,
    effect:
      "What old objects hold in it can't be queried any more, queries and views that name it fail with COLUMN_NOT_FOUND, and Firehose drops it from new events without a word.",
  },
  "column-renamed": {
    compatible: false,
    effect:
      "Athena finds columns of Parquet by name: the new name is null for every event of old objects, what they hold under the old one can't be queried, and Firehose drops it from events that still send it.",
  },
  "columns-reordered": { compatible: false, effect: byPosition },
  "field-added": { compatible: true, effect: "Null for every event of old objects." },
  "field-inserted": { compatible: false, effect: fieldsByPosition },
  "field-removed": {
    compatible: false,
    effect:
      "What old objects hold in it can't be queried any more, queries and views that name it fail, Firehose drops it from new events without a word, and where it was not the last field, queries over partitions of the old schema fail with HIVE_PARTITION_SCHEMA_MISMATCH until the crawler has given them the new one.",
  },
  "field-renamed": {
    compatible: false,
    effect: `${fieldsByPosition} From then on, and with projection at once, the new name is null for every event of old objects.`,
  },
  "field-recased": {
    compatible: true,
    effect: "None: Firehose and Athena both take names in lower case.",
  },
  "fields-reordered": { compatible: false, effect: fieldsByPosition },
  // https://docs.aws.amazon.com/athena/latest/ug/updates-changing-column-type.html
  "type-widened": {
    compatible: false,
    effect:
      "Old objects hold the narrower Parquet type. AWS promises the cast only between a partition's type and the table's, and here every partition takes the table's, so reading old objects rests on a promise that nobody made.",
  },
  "type-stored-alike": {
    compatible: false,
    effect:
      "Parquet stores both types alike, so old objects are read, but old values that the new type can't hold are cut or fail, and AWS doesn't list the change among those that Athena supports for Parquet.",
  },
  "type-changed": {
    compatible: false,
    effect:
      "Old objects hold another Parquet type: queries that reach them fail with HIVE_BAD_DATA, or with HIVE_PARTITION_SCHEMA_MISMATCH where their partition has the old type.",
  },
  "partition-keys-changed": {
    compatible: false,
    effect: otherFolders,
  },
  // https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-enable.html
  "dynamic-partitioning-switched": {
    compatible: false,
    effect: `${otherFolders} And Firehose can't switch dynamic partitioning on or off for a delivery stream that is there: Terraform replaces it, and what is published before the new one reads is delivered nowhere, the raw bucket included; only the Kinesis stream keeps it, until its retention ends.`,
  },
  "partition-values-widened": {
    compatible: true,
    effect:
      "Old events of the new values stay in the folder unknown; new ones get folders of their own.",
  },
  "partition-values-narrowed": {
    compatible: false,
    effect:
      "Folders of values that are not declared any more stay: a crawler's table still shows them, a projected one does not. New events of these values go to the folder unknown.",
  },
};
