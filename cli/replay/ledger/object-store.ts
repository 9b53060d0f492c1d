import {
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  paginateListObjectsV2,
  PutObjectCommand,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { gunzipSync } from "node:zlib";
import { isGzip } from "../../target/gzip";
import type { ObjectTag } from "../../../model/environment/ledger-retention";

/** An object as a listing shows it. */
export interface StoredObject {
  readonly key: string;
  /** By the clock of S3. */
  readonly lastModified: Date;
}

/** When an object may be written: only if it does not exist, or only over the version that was read. */
export type WriteCondition = { readonly absent: true } | { readonly etag: string };

/** How an object is written. */
export interface WriteOptions {
  /** @default - unconditionally */
  readonly condition?: WriteCondition;
  /** @default - no tag */
  readonly tag?: ObjectTag;
}

/** The object was written by somebody else in the meantime. */
export class PreconditionFailedError extends Error {
  override readonly name = "PreconditionFailedError";
}

/** One version of an object. */
export interface ObjectVersion {
  readonly etag: string;
  /** By the clock of S3. */
  readonly lastModified: Date;
  /** Time of the response, by the clock of S3. @default - not reported */
  readonly now?: Date;
}

/** What a replay needs of a bucket: objects are written once and never deleted. */
export interface ObjectStore {
  /** The objects below a prefix in the order of their keys, starting after `after`. */
  list(prefix: string, after?: string): AsyncIterable<StoredObject>;
  /** The names of the folders directly below a prefix, without their slash. */
  folders(prefix: string): Promise<readonly string[]>;
  /** The content of an object, decompressed where it is gzip. */
  read(key: string): Promise<Buffer>;
  /** The version of an object; undefined when there is none. */
  head(key: string): Promise<ObjectVersion | undefined>;
  /**
   * @returns the new version's ETag
   * @throws {@link PreconditionFailedError}
   */
  write(key: string, content: string, options?: WriteOptions): Promise<string>;
}

/** An S3 bucket. */
export class S3ObjectStore implements ObjectStore {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  async *list(prefix: string, after?: string): AsyncIterable<StoredObject> {
    const request = { Bucket: this.bucket, Prefix: prefix, StartAfter: after };
    for await (const page of paginateListObjectsV2({ client: this.s3 }, request)) {
      for (const { Key: key, LastModified: lastModified } of page.Contents ?? []) {
        if (key !== undefined && lastModified !== undefined) yield { key, lastModified };
      }
    }
  }

  async folders(prefix: string): Promise<readonly string[]> {
    const found: string[] = [];
    const request = { Bucket: this.bucket, Prefix: prefix, Delimiter: "/" };
    for await (const page of paginateListObjectsV2({ client: this.s3 }, request)) {
      for (const { Prefix: folder = "" } of page.CommonPrefixes ?? []) {
        found.push(folder.slice(prefix.length, -1));
      }
    }
    return found;
  }

  async read(key: string): Promise<Buffer> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return isGzip(bytes) ? gunzipSync(bytes) : bytes;
  }

  async head(key: string): Promise<ObjectVersion | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.bucket, Key: key });
    let now: Date | undefined;
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        now = dateOf(result.response);
        return result;
      },
      { step: "deserialize", name: "readResponseDate" },
    );
    try {
      const response = await this.s3.send(command);
      const { ETag: etag = "", LastModified: lastModified = new Date(0) } = response;
      return { etag, lastModified, ...(now === undefined ? {} : { now }) };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  async write(
    key: string,
    content: string,
    { condition, tag }: WriteOptions = {},
  ): Promise<string> {
    try {
      const { ETag: etag = "" } = await this.s3.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: key,
          Body: content,
          ContentType: "application/json",
          ...(tag === undefined
            ? {}
            : { Tagging: new URLSearchParams({ [tag.key]: tag.value }).toString() }),
          ...conditionHeaders(condition),
        }),
      );
      return etag;
    } catch (error) {
      if (isConflict(error))
        throw new PreconditionFailedError(`${key} was written by another process`);
      throw error;
    }
  }
}

function conditionHeaders(condition: WriteCondition | undefined) {
  if (condition === undefined) return {};
  return "absent" in condition ? { IfNoneMatch: "*" } : { IfMatch: condition.etag };
}

/**
 * S3 responds with 412 when a condition does not hold, and with 409 to two writers at the same moment.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function isConflict(error: unknown): boolean {
  return (
    error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0)
  );
}

/** The `Date` header of a response: the clock of S3. */
function dateOf(response: unknown): Date | undefined {
  const headers = fieldOf(response, "headers");
  const date = new Date(String(fieldOf(headers, "date")));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
