import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import type { DataObject } from "./data-object";

/** Bytes that cached objects may take. */
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

  constructor(
    private readonly folder: string,
    private readonly capacity = CAPACITY,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** The object's copy, which stays until {@link release}. */
  async acquire(s3: S3Client, object: DataObject): Promise<string> {
    const name = nameOf(object);
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
      if (total <= this.capacity) return;
      if (users > 0) continue;
      this.files.delete(name);
      rmSync(join(this.folder, name), { force: true });
      total -= size;
    }
  }

  private async download(s3: S3Client, object: DataObject, name: string): Promise<string> {
    const path = join(this.folder, name);
    if (existsSync(path)) return path;
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: object.bucket, Key: object.key, IfMatch: object.etag }),
    );
    if (!(Body instanceof Readable)) throw new Error(`S3 sent no body for ${object.key}`);
    // Written under another name first: a file that is there is whole.
    const partial = `${path}.partial`;
    await pipeline(Body, createWriteStream(partial));
    renameSync(partial, path);
    return path;
  }
}

function nameOf({ bucket, key, etag }: DataObject): string {
  const suffix = /\.gz$/i.test(key) ? ".gz" : "";
  return (
    createHash("sha256")
      .update(JSON.stringify([bucket, key, etag]))
      .digest("hex") + suffix
  );
}
