import type { Table } from "@aws-sdk/client-glue";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { parseTableMetadata } from "../../../iceberg/metadata/table-metadata";
import type { TableMetadata } from "../../../iceberg/metadata/table-metadata";
import { parseS3Location } from "../s3-location";

/**
 * Reads the metadata that a table of the Data Catalog points to.
 *
 * @returns undefined if it is not an Iceberg table
 */
export async function readTableMetadata(
  s3: S3Client,
  table: Table | undefined,
): Promise<TableMetadata | undefined> {
  const { metadata_location: uri, table_type: type } = table?.Parameters ?? {};
  if (uri === undefined || type?.toUpperCase() !== "ICEBERG") return undefined;
  const { bucket: Bucket, prefix: Key } = parseS3Location(uri);
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return parseTableMetadata(Buffer.from((await body?.transformToByteArray()) ?? []));
}
