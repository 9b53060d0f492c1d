import { randomUUID } from "node:crypto";
import type { IcebergField, IcebergSchema } from "../metadata/iceberg-type";
import { listOf, recordOf } from "../metadata/json-values";
import { metadataDocument } from "../metadata/metadata-file";
import { fieldJson } from "../metadata/schema-json";
import { parseTableMetadata } from "../metadata/table-metadata";
import { checkEvolution, idsOf } from "./check-evolution";

/** How many earlier files a metadata file names, unless a property of the table says otherwise. */
const PREVIOUS_VERSIONS = 100;
const PREVIOUS_VERSIONS_PROPERTY = "write.metadata.previous-versions-max";

/** A change of a table. */
export interface TableChange {
  /** All columns as they shall be. */
  readonly fields: readonly IcebergField[];
  /** Properties to set; the others stay. */
  readonly properties: Readonly<Record<string, string>>;
}

/** The metadata after a change. */
export interface NextMetadata {
  /** Name of its file in the folder of the present one. */
  readonly name: string;
  readonly text: string;
  readonly schema: IcebergSchema;
}

/** A change that breaks the rules of schema evolution; the message has them all. */
export class EvolutionError extends Error {}

/**
 * The metadata of a table after its schema or properties have changed. A schema that the table has had before becomes
 * the present one again, with its own id.
 *
 * @param content of the present metadata file
 * @param uri of the present metadata file
 * @throws EvolutionError
 */
export function nextMetadata(
  content: Buffer,
  uri: string,
  { fields, properties }: TableChange,
  now: Date,
): NextMetadata {
  const document = recordOf(metadataDocument(content), "a table's metadata");
  const metadata = parseTableMetadata(content);
  const { currentSchemaId, formatVersion, lastColumnId, partitionSpecs, schemas } = metadata;
  const present = schemas.get(currentSchemaId) ?? { id: currentSchemaId, fields: [] };
  const earlier = [...schemas.values()].find((schema) => isSame(schema.fields, fields));
  const schema = earlier ?? { id: Math.max(...schemas.keys()) + 1, fields };
  const problems = checkEvolution({ present, next: schema, lastColumnId });
  const ids = new Set(fields.flatMap(idsOf));
  for (const { sourceId, name, transform } of [...partitionSpecs.values()].flat()) {
    if (transform === "void" || ids.has(sourceId)) continue;
    problems.push(`The partition field ${name} needs the field with the id ${sourceId}`);
  }
  if (problems.length > 0) throw new EvolutionError(problems.join("; "));
  const written = { type: "struct", "schema-id": schema.id, fields: fields.map(fieldJson) };
  const kept = Number(metadata.properties[PREVIOUS_VERSIONS_PROPERTY] ?? PREVIOUS_VERSIONS);
  const log = [
    ...listOf(document["metadata-log"] ?? [], "metadata-log"),
    { "timestamp-ms": document["last-updated-ms"], "metadata-file": uri },
  ];
  const listed = listOf(document["schemas"] ?? [document["schema"]], "schemas");
  const next = {
    ...document,
    ...(formatVersion === 1 ? { schema: written } : {}),
    schemas: earlier === undefined ? [...listed, written] : listed,
    "current-schema-id": schema.id,
    "last-column-id": Math.max(lastColumnId, ...ids),
    "last-updated-ms": Math.max(now.getTime(), Number(document["last-updated-ms"])),
    "metadata-log": log.slice(-Math.max(1, kept)),
    properties: { ...metadata.properties, ...properties },
  };
  return { name: nextName(uri), text: jsonOf(next), schema };
}

function isSame(left: readonly IcebergField[], right: readonly IcebergField[]): boolean {
  return JSON.stringify(left.map(fieldJson)) === JSON.stringify(right.map(fieldJson));
}

/** `00007-….metadata.json` follows `00006-….metadata.json`. */
function nextName(uri: string): string {
  const number = Number(/\/(\d+)-[^/]*$/.exec(uri)?.[1] ?? 0) + 1;
  return `${String(number).padStart(5, "0")}-${randomUUID()}.metadata.json`;
}

/** JSON with all digits of ids of snapshots. */
function jsonOf(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonOf(member)}`).join(",")}}`;
}
