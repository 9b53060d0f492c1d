import { createReadStream, rmSync, statSync } from "node:fs";

import type { EncryptionConfiguration } from "@aws-sdk/client-athena";
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from "@aws-sdk/client-s3";

import { parseS3Location } from "../../glue/catalog/s3-location";
import { QueryError } from "../query-error";
import type { QueryJob } from "./query-runner";

/**
 * Uploads a result to S3, with a `.metadata` object that describes its columns. AWS uses an undocumented binary format
 * for that, which no client that was run reads; here it is the ResultSetMetadata as JSON.
 *
 * @param objectPath the result file, deleted after the upload
 * @param metadata ResultSetMetadata as JSON
 * @throws QueryError PERMISSION_DENIED if the upload fails
 */
export async function uploadResult(
  s3: S3Client,
  location: string,
  objectPath: string,
  metadata: string,
  encryption: EncryptionConfiguration | undefined,
): Promise<void> {
  const { bucket, prefix: key } = parseS3Location(location);
  const common = { Bucket: bucket, ...encryptionHeaders(encryption) };
  try {
    await Promise.all([
      s3.send(
        new PutObjectCommand({
          ...common,
          Key: key,
          Body: createReadStream(objectPath),
          ContentLength: statSync(objectPath).size,
          ContentType: "application/octet-stream",
        }),
      ),
      s3.send(
        new PutObjectCommand({
          ...common,
          Key: `${key}.metadata`,
          Body: metadata,
        }),
      ),
    ]);
  } catch (error) {
    const detail = error instanceof Error ? `${error.message} (${error.name})` : String(error);
    throw new QueryError(
      "PERMISSION_DENIED",
      `Access denied when writing to location: ${location}. ${detail}`,
    );
  }
  rmSync(objectPath, { force: true });
}

/**
 * Uploads the list of the files that a statement wrote, one S3 URI a line.
 *
 * @returns its S3 URI
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
 */
export async function uploadManifest(
  s3: S3Client,
  { outputLocation }: Pick<QueryJob, "outputLocation">,
  writtenFiles: readonly string[],
  encryption: EncryptionConfiguration | undefined,
): Promise<string> {
  const location = `${outputLocation}-manifest.csv`;
  const { bucket, prefix: key } = parseS3Location(location);
  const body = writtenFiles.map((file) => `${file}\n`).join("");
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentLength: Buffer.byteLength(body),
      ...encryptionHeaders(encryption),
    }),
  );
  return location;
}

function encryptionHeaders(
  encryption: EncryptionConfiguration | undefined,
): Pick<PutObjectCommandInput, "ServerSideEncryption" | "SSEKMSKeyId"> {
  switch (encryption?.EncryptionOption) {
    case "SSE_S3":
      return { ServerSideEncryption: "AES256" };
    case "SSE_KMS":
      return { ServerSideEncryption: "aws:kms", SSEKMSKeyId: encryption.KmsKey };
    case "CSE_KMS":
    case undefined:
      return {};
  }
}
