import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Table } from "@aws-sdk/client-glue";
import { isRecord } from "../../../../errors/is-record";
import { messageOf } from "../../../../errors/message-of";
import { AwsServiceError, toServiceError } from "../../../gateway/emulated-service";
import { EvolutionError, nextMetadata } from "../../../iceberg/evolution/next-metadata";
import type { NextMetadata } from "../../../iceberg/evolution/next-metadata";
import { parseSchema } from "../../../iceberg/metadata/iceberg-type";
import type { IcebergField } from "../../../iceberg/metadata/iceberg-type";
import { parseTableMetadata } from "../../../iceberg/metadata/table-metadata";
import { type Fields, recordList } from "../catalog-call";
import { glueColumns } from "./iceberg-glue-columns";
import { tableInputOf } from "../table-input";

/** What of an update is carried out; everything else would work on AWS. */
const KNOWN = new Set(["Schema", "Location", "Properties", "PartitionSpec"]);

/**
 * Changes an Iceberg table: writes its next metadata file, and returns the table that points to it.
 *
 * @param table as it is, by GetTable
 * @param update the UpdateOpenTableFormatInput of a call of UpdateTable
 * @param s3 reads and writes as the caller does
 * @param store puts the new table into the catalog; if it fails, the metadata file is deleted
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergTableUpdate.html
 * @throws AwsServiceError InvalidInputException naming what is refused
 */
export async function updateIcebergTable(
  table: Table,
  update: unknown,
  s3: S3Client,
  store: (input: object) => Promise<unknown>,
): Promise<void> {
  const change = readUpdate(update);
  const uri = table.Parameters?.["metadata_location"];
  const [, Bucket, Key] = /^s3[an]?:\/\/([^/]+)\/(.+)$/.exec(uri ?? "") ?? [];
  if (uri === undefined || Bucket === undefined || Key === undefined) {
    throw invalid(`The table ${table.Name} is not an Iceberg table`);
  }
  const content = await s3
    .send(new GetObjectCommand({ Bucket, Key }))
    .then(async ({ Body: body }) => Buffer.from((await body?.transformToByteArray()) ?? []))
    .catch((error: unknown) => {
      throw toServiceError(error);
    });
  const next = apply(content, uri, change);
  const file = { Bucket, Key: `${Key.slice(0, Key.lastIndexOf("/") + 1)}${next.name}` };
  await s3.send(new PutObjectCommand({ ...file, Body: next.text })).catch((error: unknown) => {
    throw toServiceError(error);
  });
  const input = tableInputOf(table);
  try {
    await store({
      ...input,
      StorageDescriptor: { ...input.StorageDescriptor, Columns: glueColumns(next.schema.fields) },
      Parameters: {
        ...input.Parameters,
        metadata_location: `s3://${file.Bucket}/${file.Key}`,
        previous_metadata_location: uri,
      },
    });
  } catch (error) {
    await s3.send(new DeleteObjectCommand(file));
    throw error;
  }
}

interface Update {
  readonly fields: readonly IcebergField[];
  readonly location: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly schemaId: unknown;
  readonly identifiers: readonly unknown[];
  readonly partitionFields: readonly Fields[] | undefined;
}

function readUpdate(input: unknown): Update {
  const iceberg = isRecord(input) ? input["UpdateIcebergInput"] : undefined;
  const table = isRecord(iceberg) ? iceberg["UpdateIcebergTableInput"] : undefined;
  if (!isRecord(table)) {
    throw invalid(
      "UpdateOpenTableFormatInput must have an UpdateIcebergInput with an UpdateIcebergTableInput",
    );
  }
  const [update, ...others] = recordList(table["Updates"], "Updates");
  if (update === undefined || others.length > 0) {
    throw unsupported(`Updates with ${others.length + (update === undefined ? 0 : 1)} entries`);
  }
  const unknown = Object.keys(update).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0)
    throw unsupported(`${unknown.join(", ")} in an update of an Iceberg table`);
  const { Location: location, Properties: properties, PartitionSpec: spec } = update;
  const schema = isRecord(update["Schema"]) ? update["Schema"] : undefined;
  if (schema === undefined || typeof location !== "string") {
    throw invalid("An update of an Iceberg table must have a Schema and a Location");
  }
  return {
    fields: fieldsOf(schema),
    location,
    properties: textsOf(properties ?? {}),
    schemaId: schema["SchemaId"],
    identifiers: Array.isArray(schema["IdentifierFieldIds"]) ? schema["IdentifierFieldIds"] : [],
    partitionFields: isRecord(spec)
      ? recordList(spec["Fields"], "PartitionSpec.Fields")
      : undefined,
  };
}

/** Types are the JSON of Iceberg's specification. */
function fieldsOf(schema: Fields): readonly IcebergField[] {
  const fields = recordList(schema["Fields"], "Schema.Fields").map((field) => {
    for (const name of ["InitialDefault", "WriteDefault"]) {
      if (field[name] !== undefined)
        throw unsupported(`${name}, which needs version 3 of Iceberg,`);
    }
    const { Id: id, Name: name, Type: type, Required: required, Doc: doc } = field;
    return { id, name, type, required, doc };
  });
  try {
    return parseSchema({ "schema-id": 0, fields }).fields;
  } catch (error) {
    throw invalid(messageOf(error));
  }
}

function apply(content: Buffer, uri: string, update: Update): NextMetadata {
  const { location, defaultSpecId, partitionSpecs } = parseTableMetadata(content);
  const folder = (text: string) => text.replace(/\/$/, "");
  if (folder(location) !== folder(update.location)) {
    throw unsupported(`another Location (${update.location}) than the table's, ${location},`);
  }
  if (update.identifiers.length > 0) throw unsupported("IdentifierFieldIds");
  const { partitionFields } = update;
  const present = partitionSpecs.get(defaultSpecId) ?? [];
  const isSame = partitionFields?.every(
    ({ SourceId, Name, Transform }, index) =>
      SourceId === present[index]?.sourceId &&
      Name === present[index]?.name &&
      Transform === present[index]?.transform,
  );
  if (
    partitionFields !== undefined &&
    !(isSame === true && partitionFields.length === present.length)
  ) {
    throw unsupported("another PartitionSpec than the table's");
  }
  try {
    const next = nextMetadata(content, uri, update, new Date());
    if (update.schemaId !== undefined && update.schemaId !== next.schema.id) {
      throw invalid(
        `SchemaId must be ${next.schema.id}, or left out, got ${JSON.stringify(update.schemaId)}`,
      );
    }
    return next;
  } catch (error) {
    if (error instanceof EvolutionError) throw invalid(error.message);
    throw error;
  }
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (isRecord(value) && Object.values(value).every((text) => typeof text === "string")) {
    // All values have just been checked.
    return value as Readonly<Record<string, string>>;
  }
  throw invalid("Properties must be a map of texts");
}

function unsupported(what: string): AwsServiceError {
  return invalid(`${what} is not supported by the embedded AWS; it would work on AWS`);
}

function invalid(message: string): AwsServiceError {
  return new AwsServiceError("InvalidInputException", message);
}
