import type { IcebergSchema } from "../metadata/iceberg-type";
import type { Snapshot, TableMetadata } from "../metadata/table-metadata";
import { InvalidMetadataError } from "../iceberg-errors";

/** Which state of a table is read. */
export type TableVersion =
  | { readonly kind: "current" }
  | { readonly kind: "id"; readonly snapshotId: bigint }
  | { readonly kind: "ref"; readonly name: string }
  /** @param at milliseconds since 1970 */
  | { readonly kind: "time"; readonly at: number };

/** A state of a table: its columns, and its snapshot unless nothing was ever written. */
export interface TableState {
  readonly schema: IcebergSchema;
  readonly snapshot: Snapshot | undefined;
}

/** The state of a version; undefined if the table has no such snapshot, branch or tag, or no state at that time. */
export function stateAt(metadata: TableMetadata, version: TableVersion): TableState | undefined {
  const current = schemaOf(metadata, metadata.currentSchemaId);
  if (version.kind === "current") {
    const id = metadata.currentSnapshotId;
    return { schema: current, snapshot: id === undefined ? undefined : required(metadata, id) };
  }
  const id = snapshotId(metadata, version);
  if (id === undefined) return undefined;
  const snapshot = find(metadata, id);
  if (snapshot === undefined) return undefined;
  // A branch has the table's columns, a snapshot and a tag those of its time.
  const isBranch =
    version.kind === "ref" && metadata.refs.get(version.name)?.type.toLowerCase() === "branch";
  const schema =
    isBranch || snapshot.schemaId === undefined ? current : schemaOf(metadata, snapshot.schemaId);
  return { schema, snapshot };
}

function snapshotId(
  metadata: TableMetadata,
  version: Exclude<TableVersion, { kind: "current" }>,
): bigint | undefined {
  switch (version.kind) {
    case "id":
      return version.snapshotId;
    case "ref":
      return metadata.refs.get(version.name)?.snapshotId;
    case "time":
      return metadata.snapshotLog.filter(({ at }) => at <= version.at).at(-1)?.snapshotId;
  }
}

function find({ snapshots }: TableMetadata, id: bigint): Snapshot | undefined {
  return snapshots.find((snapshot) => snapshot.id === id);
}

function required(metadata: TableMetadata, id: bigint): Snapshot {
  const snapshot = find(metadata, id);
  if (snapshot === undefined) throw new InvalidMetadataError(`There is no snapshot ${id}`);
  return snapshot;
}

function schemaOf({ schemas }: TableMetadata, id: number): IcebergSchema {
  const schema = schemas.get(id);
  if (schema === undefined) throw new InvalidMetadataError(`There is no schema ${id}`);
  return schema;
}
