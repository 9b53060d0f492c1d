import type { ChangeRule } from "../schema-change-rules";

/** Kinds of difference between a published schema of an Iceberg table and the one that a dataset declares. */
export type IcebergChangeKind =
  | "iceberg-field-added"
  | "iceberg-field-renamed"
  | "iceberg-fields-reordered"
  | "iceberg-type-widened"
  | "iceberg-field-removed"
  | "iceberg-field-replaced"
  | "iceberg-rename-unknown"
  | "iceberg-type-changed";

/**
 * What each kind of change does to an Iceberg table, whose readers find a field by its id, whatever its name and position.
 * The same holds for columns and for fields inside of them.
 *
 * @see https://iceberg.apache.org/spec/#schema-evolution
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-considerations.html what Firehose expects of events
 */
export const icebergChangeRules: Readonly<Record<IcebergChangeKind, ChangeRule>> = {
  "iceberg-field-added": {
    compatible: true,
    effect:
      "Null for every old event. Producers send it once the table has it: Firehose skips a key that is no column, and its value is in the raw copy only.",
  },
  "iceberg-field-renamed": {
    compatible: true,
    effect:
      "Old events have their values under the new name. Queries and views use the new name, and so do producers: Firehose skips the old key, and its value is in the raw copy only.",
  },
  "iceberg-fields-reordered": {
    compatible: true,
    effect: "None on data; SELECT * shows the new order.",
  },
  "iceberg-type-widened": {
    compatible: true,
    effect: "None: readers widen the values of old files.",
  },
  "iceberg-field-removed": {
    compatible: true,
    effect:
      "Its values can be queried by time travel only, and its id is given to no other field. Firehose skips the key of events that still have it.",
  },
  "iceberg-field-replaced": {
    compatible: false,
    effect:
      "Null for every old event, since it is another field. If it is the same one under a new name, declare renamedFrom, and old events keep their values.",
  },
  "iceberg-rename-unknown": {
    compatible: false,
    acceptable: false,
    effect: "It is not known which values of old events it has.",
  },
  "iceberg-type-changed": {
    compatible: false,
    acceptable: false,
    effect:
      "Iceberg widens int to bigint, float to double, and decimals of the same scale, and nothing else: readers reject old files with the other type.",
  },
};
