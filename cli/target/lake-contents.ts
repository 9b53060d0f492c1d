import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { _Object, S3Client } from "@aws-sdk/client-s3";
import { gunzipSync } from "node:zlib";
import { isGzip } from "./gzip";

/** A key prefix of a bucket. */
export interface S3Prefix {
  readonly bucket: string;
  /** With a trailing slash. */
  readonly prefix: string;
}

/** A record in an error object of Firehose. */
export interface ErrorRecord {
  readonly key: string;
  readonly code: string;
  readonly reason: string;
  /** The record as it was published. */
  readonly record: string;
}

/** Lists the objects with a prefix. */
export async function listObjects(s3: S3Client, { bucket, prefix }: S3Prefix): Promise<_Object[]> {
  const objects: _Object[] = [];
  const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix });
  for await (const page of pages) objects.push(...(page.Contents ?? []));
  return objects;
}

/** Lists the keys with a prefix. */
export async function listKeys(s3: S3Client, folder: S3Prefix): Promise<string[]> {
  return (await listObjects(s3, folder)).map(({ Key }) => Key ?? "");
}

/** Counts the lines of the JSON objects with a prefix, gzipped or not. */
export async function countLines(s3: S3Client, folder: S3Prefix): Promise<number> {
  const lines = await eachObject(s3, folder, (bytes) => textLines(bytes).length);
  return lines.reduce((sum, count) => sum + count, 0);
}

/** Reads the records in the error objects with a prefix. */
export async function readErrorRecords(s3: S3Client, folder: S3Prefix): Promise<ErrorRecord[]> {
  const records = await eachObject(s3, folder, (bytes, key) =>
    textLines(bytes).map((line) => {
      // The two documented formats of an error object's line: for failed conversions, and for any other failure.
      const { lastErrorCode, lastErrorMessage, errorCode, errorMessage, rawData } = JSON.parse(
        line,
      ) as Record<string, string>;
      return {
        key,
        code: lastErrorCode ?? errorCode ?? "",
        reason: lastErrorMessage ?? errorMessage ?? "",
        record: Buffer.from(rawData ?? "", "base64")
          .toString("utf8")
          .trimEnd(),
      };
    }),
  );
  return records.flat();
}

/** Reads the objects in a folder, one after the other. */
export async function eachObject<Result>(
  s3: S3Client,
  folder: S3Prefix,
  read: (bytes: Uint8Array, key: string) => Result | Promise<Result>,
): Promise<Result[]> {
  return readObjects(s3, folder.bucket, await listKeys(s3, folder), read);
}

/** Reads these objects, one after the other. */
export async function readObjects<Result>(
  s3: S3Client,
  bucket: string,
  keys: readonly string[],
  read: (bytes: Uint8Array, key: string) => Result | Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const key of keys) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body !== undefined) results.push(await read(await Body.transformToByteArray(), key));
  }
  return results;
}

function textLines(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const text = (isGzip(buffer) ? gunzipSync(buffer) : buffer).toString("utf8");
  return text.split("\n").filter((line) => line !== "");
}
