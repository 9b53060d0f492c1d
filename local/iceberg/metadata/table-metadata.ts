import { InvalidMetadataError, UnreadFeatureError } from "../iceberg-errors";
import { type IcebergSchema, parseSchema } from "./iceberg-type";
import { integerOf, listOf, longOf, recordOf, textOf } from "./json-values";
import { metadataDocument } from "./metadata-file";

/** Versions of the format that are read. */
const VERSIONS = [1, 2];

/** A column's part in the partitions of a specification. */
export interface PartitionField {
  readonly sourceId: number;
  readonly id: number;
  readonly name: string;
  /** For example `identity`, `day` or `bucket[16]`. */
  readonly transform: string;
}

/** A state of a table. */
export interface Snapshot {
  readonly id: bigint;
  readonly parentId: bigint | undefined;
  readonly sequenceNumber: bigint;
  /** Milliseconds since 1970. */
  readonly committedAt: number;
  /** URI of the list of its manifests; undefined in version 1, which may name the manifests themselves. */
  readonly manifestList: string | undefined;
  readonly summary: Readonly<Record<string, string>>;
  readonly schemaId: number | undefined;
}

/** A branch or tag. */
export interface SnapshotRef {
  readonly snapshotId: bigint;
  readonly type: string;
  readonly minSnapshotsToKeep: number | undefined;
  readonly maxSnapshotAgeMs: number | undefined;
  readonly maxRefAgeMs: number | undefined;
}

/**
 * The metadata of a table.
 *
 * @see https://iceberg.apache.org/spec/#table-metadata-fields
 */
export interface TableMetadata {
  readonly formatVersion: number;
  readonly location: string;
  readonly currentSchemaId: number;
  /** The largest id that any schema has had. */
  readonly lastColumnId: number;
  readonly schemas: ReadonlyMap<number, IcebergSchema>;
  /** Fields of each specification of partitions, by its id. */
  readonly partitionSpecs: ReadonlyMap<number, readonly PartitionField[]>;
  /** The specification that writers use. */
  readonly defaultSpecId: number;
  readonly currentSnapshotId: bigint | undefined;
  readonly snapshots: readonly Snapshot[];
  /** When each snapshot became the current one, from the first. */
  readonly snapshotLog: readonly { readonly at: number; readonly snapshotId: bigint }[];
  readonly refs: ReadonlyMap<string, SnapshotRef>;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * Reads a metadata file.
 *
 * @throws InvalidMetadataError naming what is not as specified
 * @throws UnreadFeatureError for a version of the format that is not read
 */
export function parseTableMetadata(content: Buffer): TableMetadata {
  const document = recordOf(metadataDocument(content), "a table's metadata");
  const formatVersion = integerOf(document["format-version"], "format-version");
  if (!VERSIONS.includes(formatVersion)) {
    throw new UnreadFeatureError(`Version ${formatVersion} of the Iceberg format`);
  }
  const schemas = schemasOf(document);
  const snapshots = optionalList(document["snapshots"], "snapshots").map(parseSnapshot);
  const currentSnapshotId = optional(document["current-snapshot-id"], "current-snapshot-id");
  const currentSchemaId =
    document["current-schema-id"] === undefined
      ? [...schemas.keys()][0]
      : integerOf(document["current-schema-id"], "current-schema-id");
  if (currentSchemaId === undefined || !schemas.has(currentSchemaId)) {
    throw new InvalidMetadataError(`There is no schema ${currentSchemaId}`);
  }
  return {
    formatVersion,
    location: textOf(document["location"], "location"),
    currentSchemaId,
    lastColumnId: integerOf(document["last-column-id"], "last-column-id"),
    schemas,
    partitionSpecs: specsOf(document),
    defaultSpecId:
      document["default-spec-id"] === undefined
        ? 0
        : integerOf(document["default-spec-id"], "default-spec-id"),
    // Writers of version 1 wrote -1 for none.
    currentSnapshotId: currentSnapshotId === -1n ? undefined : currentSnapshotId,
    snapshots,
    snapshotLog: optionalList(document["snapshot-log"], "snapshot-log").map((value) => {
      const entry = recordOf(value, "an entry of snapshot-log");
      return {
        at: integerOf(entry["timestamp-ms"], "timestamp-ms"),
        snapshotId: longOf(entry["snapshot-id"], "snapshot-id"),
      };
    }),
    refs: refsOf(document),
    properties: textsOf(document["properties"]),
  };
}

function schemasOf(document: Readonly<Record<string, unknown>>): Map<number, IcebergSchema> {
  const listed = document["schemas"] ?? [document["schema"]];
  const schemas = listOf(listed, "schemas").map(parseSchema);
  return new Map(schemas.map((schema) => [schema.id, schema]));
}

function specsOf(
  document: Readonly<Record<string, unknown>>,
): Map<number, readonly PartitionField[]> {
  const fieldsOf = (value: unknown) =>
    listOf(value, "the fields of a partition specification").map((entry, index) => {
      const field = recordOf(entry, "a field of a partition specification");
      return {
        sourceId: integerOf(field["source-id"], "source-id"),
        // Version 1 numbers them from 1000.
        id:
          field["field-id"] === undefined ? 1000 + index : integerOf(field["field-id"], "field-id"),
        name: textOf(field["name"], "the name of a partition field"),
        transform: textOf(field["transform"], "transform"),
      };
    });
  const specs = document["partition-specs"];
  if (specs === undefined) return new Map([[0, fieldsOf(document["partition-spec"] ?? [])]]);
  return new Map(
    listOf(specs, "partition-specs").map((value) => {
      const spec = recordOf(value, "a partition specification");
      return [integerOf(spec["spec-id"], "spec-id"), fieldsOf(spec["fields"])];
    }),
  );
}

function parseSnapshot(value: unknown): Snapshot {
  const snapshot = recordOf(value, "a snapshot");
  const list = snapshot["manifest-list"];
  const schemaId = snapshot["schema-id"];
  return {
    id: longOf(snapshot["snapshot-id"], "snapshot-id"),
    parentId: optional(snapshot["parent-snapshot-id"], "parent-snapshot-id"),
    sequenceNumber: optional(snapshot["sequence-number"], "sequence-number") ?? 0n,
    committedAt: integerOf(snapshot["timestamp-ms"], "timestamp-ms"),
    manifestList: list === undefined ? undefined : textOf(list, "manifest-list"),
    summary: textsOf(snapshot["summary"]),
    schemaId: schemaId === undefined ? undefined : integerOf(schemaId, "schema-id"),
  };
}

function refsOf(document: Readonly<Record<string, unknown>>): Map<string, SnapshotRef> {
  const refs = recordOf(document["refs"] ?? {}, "refs");
  const count = (value: unknown, name: string) =>
    value === undefined || value === null ? undefined : integerOf(value, name);
  return new Map(
    Object.entries(refs).map(([name, value]) => {
      const ref = recordOf(value, `the reference ${name}`);
      return [
        name,
        {
          snapshotId: longOf(ref["snapshot-id"], "snapshot-id"),
          type: textOf(ref["type"], "type"),
          minSnapshotsToKeep: count(ref["min-snapshots-to-keep"], "min-snapshots-to-keep"),
          maxSnapshotAgeMs: count(ref["max-snapshot-age-ms"], "max-snapshot-age-ms"),
          maxRefAgeMs: count(ref["max-ref-age-ms"], "max-ref-age-ms"),
        },
      ];
    }),
  );
}

function textsOf(value: unknown): Record<string, string> {
  const entries = Object.entries(recordOf(value ?? {}, "properties"));
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}

function optional(value: unknown, name: string): bigint | undefined {
  return value === undefined || value === null ? undefined : longOf(value, name);
}

function optionalList(value: unknown, name: string): readonly unknown[] {
  return value === undefined || value === null ? [] : listOf(value, name);
}
