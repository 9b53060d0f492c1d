import { DeleteObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import { isRecord } from "../../../errors/is-record";
import { messageOf } from "../../../errors/message-of";
import { parseHiveType } from "../../../formats/hive-type";
import { AwsServiceError, toServiceError } from "../../gateway/emulated-service";
import { firstMetadata } from "../../iceberg/creation/first-metadata";
import { fieldsOfColumns } from "../../iceberg/creation/schema-of-columns";
import { type CatalogCall, type Fields, recordList } from "./catalog-call";
import { parseS3Folder } from "./s3-location";

/**
 * Creates a table of Iceberg: writes its first metadata to its location, and a table that points to it.
 *
 * @param s3 writes as the caller does
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergInput.html
 * @throws AwsServiceError InvalidInputException naming what is not as it must be
 */
export async function createIcebergTable(call: CatalogCall, s3: S3Client): Promise<Fields> {
  const { OpenTableFormatInput: format, TableInput: input, ...rest } = call.input;
  const table = isRecord(input) ? input : {};
  const formatVersion = versionOf(format);
  const storage = isRecord(table["StorageDescriptor"]) ? table["StorageDescriptor"] : {};
  if (recordList(table["PartitionKeys"] ?? [], "PartitionKeys").length > 0) {
    throw invalid("Cannot create partitions in an iceberg table");
  }
  const { bucket, prefix } = locationOf(storage["Location"]);
  const folder = `s3://${bucket}/${prefix}`.replace(/\/$/, "");
  const parameters = isRecord(table["Parameters"]) ? table["Parameters"] : {};
  const { name, text } = firstMetadata(
    {
      location: folder,
      formatVersion,
      fields: fieldsOf(storage["Columns"]),
      properties: {},
    },
    new Date(),
  );
  const file = { Bucket: bucket, Key: `${prefix}${name}` };
  await s3.send(new PutObjectCommand({ ...file, Body: text })).catch((error: unknown) => {
    throw toServiceError(error);
  });
  const Parameters = {
    ...parameters,
    table_type: "ICEBERG",
    metadata_location: `s3://${file.Bucket}/${file.Key}`,
  };
  try {
    return await call.ask("CreateTable", { ...rest, TableInput: { ...table, Parameters } });
  } catch (error) {
    await s3.send(new DeleteObjectCommand(file));
    throw error;
  }
}

function versionOf(format: unknown): 1 | 2 {
  const iceberg = isRecord(format) ? format["IcebergInput"] : undefined;
  if (!isRecord(iceberg)) throw invalid("OpenTableFormatInput must have an IcebergInput");
  if (iceberg["CreateIcebergTableInput"] !== undefined) {
    throw invalid(
      "CreateIcebergTableInput is not supported by the embedded AWS; it would work on AWS. Describe the columns in TableInput",
    );
  }
  if (iceberg["MetadataOperation"] !== "CREATE") {
    throw invalid(
      `MetadataOperation must be CREATE, got ${JSON.stringify(iceberg["MetadataOperation"])}`,
    );
  }
  const version = iceberg["Version"] ?? "2";
  if (version === "1") return 1;
  if (version === "2") return 2;
  throw invalid(`Version must be "1" or "2", got ${JSON.stringify(version)}`);
}

function locationOf(location: unknown) {
  try {
    return parseS3Folder(typeof location === "string" ? location : undefined);
  } catch (error) {
    throw invalid(`The location of an Iceberg table: ${messageOf(error)}`);
  }
}

function fieldsOf(columns: unknown) {
  const described = recordList(columns ?? [], "Columns");
  if (described.length === 0) throw invalid("An Iceberg table must have columns");
  try {
    const fields = fieldsOfColumns(
      described.map(({ Name: name, Type: type }) => ({
        name: String(name),
        // Iceberg keeps the case of names, by which Firehose finds the members of records.
        type: parseHiveType(String(type), { keepsCase: true }),
      })),
    );
    return fields.map((field, index) => {
      const comment = described[index]?.["Comment"];
      return typeof comment === "string" ? { ...field, doc: comment } : field;
    });
  } catch (error) {
    throw invalid(messageOf(error));
  }
}

function invalid(message: string): AwsServiceError {
  return new AwsServiceError("InvalidInputException", message);
}
