import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import type { DataObject } from "./data-object";

/** Settings of the cache. */
export interface ObjectCacheProps {
  /** Holds the copies. */
  readonly folder: string;
  /** Bytes that they may take. @default - 1 GiB */
  readonly capacity?: number;
  /** Whether S3 is asked for each use of a copy if the caller may read the object. @default false */
  readonly checksReaders?: boolean;
}

const CAPACITY = 1024 * 1024 * 1024;

interface CachedFile {
  readonly path: Promise<string>;
  readonly size: number;
  /** Queries that read the file just now. */
  users: number;
}

/**
 * Copies of S3 objects for the query engine, which reads files only. An object is known by its ETag, so a copy is never
 * stale; those used longest ago go first when there are too many.
 */
export class ObjectCache {
  /** In the order of use, the oldest first. */
  private readonly files = new Map<string, CachedFile>();

  constructor(private readonly props: ObjectCacheProps) {
    mkdirSync(props.folder, { recursive: true });
  }

  /**
   * The object's copy, which stays until {@link release}.
   *
   * @throws S3's error when the caller may not read the object, or it is another one by now
   */
  async acquire(s3: S3Client, object: DataObject): Promise<string> {
    const name = nameOf(object);
    if (this.props.checksReaders === true && this.files.has(name)) await checkReader(s3, object);
    const known = this.files.get(name);
    const file = known ?? { path: this.download(s3, object, name), size: object.size, users: 0 };
    file.users += 1;
    this.files.delete(name);
    this.files.set(name, file);
    try {
      return await file.path;
    } catch (error) {
      this.files.delete(name);
      throw error;
    }
  }

  /** Tells that a query needs its copies no more. */
  release(objects: readonly DataObject[]): void {
    for (const object of objects) {
      const file = this.files.get(nameOf(object));
      if (file !== undefined) file.users = Math.max(0, file.users - 1);
    }
    this.evict();
  }

  private evict(): void {
    let total = [...this.files.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [name, { size, users }] of this.files) {
      if (total <= (this.props.capacity ?? CAPACITY)) return;
      if (users > 0) continue;
      this.files.delete(name);
      rmSync(join(this.props.folder, name), { force: true });
      total -= size;
    }
  }

  private async download(s3: S3Client, object: DataObject, name: string): Promise<string> {
    const path = join(this.props.folder, name);
    if (existsSync(path)) return path;
    const body = await openObject(s3, object);
    // Written under another name first: a file that is there is whole.
    const partial = `${path}.partial`;
    await pipeline(body, createWriteStream(partial));
    renameSync(partial, path);
    return path;
  }
}

async function openObject(s3: S3Client, object: DataObject, range?: string): Promise<Readable> {
  const { bucket: Bucket, key: Key, etag: IfMatch } = object;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, IfMatch, Range: range }));
  if (!(Body instanceof Readable)) throw new Error(`S3 sent no body for ${Key}`);
  return Body;
}

/** Asks for one byte: a HEAD request needs the same permission, but its refusal has no message. */
async function checkReader(s3: S3Client, object: DataObject): Promise<void> {
  (await openObject(s3, object, "bytes=0-0")).resume();
}

function nameOf({ bucket, key, etag }: DataObject): string {
  const suffix = /\.gz$/i.test(key) ? ".gz" : "";
  return (
    createHash("sha256")
      .update(JSON.stringify([bucket, key, etag]))
      .digest("hex") + suffix
  );
}
