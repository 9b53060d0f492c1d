import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import type { DataObject } from "./data-object";
import { linkOrCopy, linkStored } from "./file-links";
import { LinkedFolders } from "./linked-folders";

/** Options of the cache. */
export interface ObjectCacheProps {
  /** Folder of the copies, shared between processes. */
  readonly folder: string;
  /** Folder of the copies that this process uses, not shared. */
  readonly ownFolder: string;
  /** Maximum size of the shared folder in bytes. @default - 1 GiB */
  readonly capacity?: number;
  /** Maximum size of the process's own folder in bytes. @default - a quarter of the capacity */
  readonly ownCapacity?: number;
  /** Whether the caller's permission to read an object is checked each time its copy is used. @default false */
  readonly checksReadAccess?: boolean;
}

const CAPACITY = 1024 * 1024 * 1024;

/** Suffix of an incomplete copy, which is renamed when it is complete. */
const PARTIAL = ".partial";

interface OwnFile {
  /** A promise while it is fetched, and where it was. */
  readonly path: string | Promise<string>;
  readonly size: number;
  /** Number of queries that are reading the file. */
  users: number;
}

/**
 * An LRU cache of local copies of S3 objects, for DuckDB. Copies are keyed by ETag, so they are never stale.
 *
 * Objects that the embedded S3 stores in a file of this machine are linked from there and not copied. A copy in use is a
 * hard link in the process's own folder: another process may evict a shared copy while it is being
 * read, without coordination between processes.
 */
export class ObjectCache {
  /** Least recently used first. */
  private readonly ownFiles = new Map<string, OwnFile>();
  /** Folders of links for scans of many objects. */
  readonly folders: LinkedFolders;
  private readonly capacity: number;
  private downloaded = false;

  constructor(private readonly props: ObjectCacheProps) {
    this.capacity = props.capacity ?? CAPACITY;
    this.folders = new LinkedFolders(join(props.ownFolder, "scans"));
    mkdirSync(props.folder, { recursive: true });
    mkdirSync(props.ownFolder, { recursive: true });
  }

  /**
   * Returns the path of an object's copy, which is kept until {@link release}.
   *
   * @throws S3's error if the caller may not read the object, or it has changed since it was listed
   */
  async acquire(s3: S3Client, object: DataObject): Promise<string> {
    const stored = this.acquireStored(object);
    if (stored !== undefined) return stored;
    const name = nameOf(object);
    const known = this.ownFiles.get(name);
    if (known !== undefined && this.props.checksReadAccess === true)
      await checkReadAccess(s3, object);
    const path = known?.path ?? this.obtain(s3, object, name);
    const file = known ?? { path, size: object.size, users: 0 };
    this.use(name, file);
    try {
      return await file.path;
    } catch (error) {
      this.ownFiles.delete(name);
      throw error;
    }
  }

  /**
   * {@link acquire} without a promise, which a query of thousands of objects notices.
   *
   * @returns undefined for an object that is to be fetched, or was
   */
  acquireStored(object: DataObject): string | undefined {
    if (object.file === undefined) return undefined;
    const name = nameOf(object);
    const own = join(this.props.ownFolder, name);
    const known = this.ownFiles.get(name);
    if (known === undefined ? !linkStored(object.file, own) : known.path !== own) return undefined;
    this.use(name, known ?? { path: own, size: object.size, users: 0 });
    return own;
  }

  /** Counts a user of a copy, which is the most recently used one then. */
  private use(name: string, file: OwnFile): void {
    file.users += 1;
    this.ownFiles.delete(name);
    this.ownFiles.set(name, file);
  }

  /** Releases a query's copies, and evicts what exceeds the capacity. */
  async release(objects: readonly DataObject[]): Promise<void> {
    for (const object of objects) {
      const file = this.ownFiles.get(nameOf(object));
      if (file !== undefined) file.users = Math.max(0, file.users - 1);
    }
    await this.evictOwn();
    // The shared folder only grows by downloads.
    if (!this.downloaded) return;
    this.downloaded = false;
    await this.evictShared();
  }

  private async evictOwn(): Promise<void> {
    let total = [...this.ownFiles.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [name, { size, users }] of this.ownFiles) {
      if (total <= (this.props.ownCapacity ?? this.capacity / 4)) return;
      if (users > 0) continue;
      this.ownFiles.delete(name);
      await rm(join(this.props.ownFolder, name), { force: true });
      total -= size;
    }
  }

  private async obtain(s3: S3Client, object: DataObject, name: string): Promise<string> {
    const own = join(this.props.ownFolder, name);
    const shared = join(this.props.folder, name);
    await rm(own, { force: true });
    if (await linkOrCopy(shared, own)) {
      if (this.props.checksReadAccess === true) await checkReadAccess(s3, object);
      const now = new Date();
      // Another process may have evicted it.
      await utimes(shared, now, now).catch(() => undefined);
      return own;
    }
    await download(s3, object, `${own}${PARTIAL}`);
    await rename(`${own}${PARTIAL}`, own);
    this.downloaded = true;
    const partial = `${shared}.${randomUUID()}${PARTIAL}`;
    if (await linkOrCopy(own, partial)) await rename(partial, shared);
    return own;
  }

  private async evictShared(): Promise<void> {
    const names = await readdir(this.props.folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.props.folder, name);
        // Another process may have evicted it.
        const found = await stat(path).catch(() => undefined);
        return { path, size: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 };
      }),
    );
    let total = files.reduce((sum, { size }) => sum + size, 0);
    files.sort((a, b) => a.usedAt - b.usedAt);
    for (const { path, size } of files) {
      if (total <= this.capacity) return;
      await rm(path, { force: true });
      total -= size;
    }
  }
}

async function download(s3: S3Client, object: DataObject, path: string): Promise<void> {
  await pipeline(await openObject(s3, object), createWriteStream(path));
}

async function openObject(s3: S3Client, object: DataObject, range?: string): Promise<Readable> {
  const { bucket: Bucket, key: Key, etag: IfMatch } = object;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, IfMatch, Range: range }));
  if (!(Body instanceof Readable)) throw new Error(`S3 sent no body for ${Key}`);
  return Body;
}

/** Reads one byte. HEAD needs the same permission, but its error response has no message. */
async function checkReadAccess(s3: S3Client, object: DataObject): Promise<void> {
  (await openObject(s3, object, "bytes=0-0")).resume();
}

/** Names of the copies of objects whose listing is kept: a query may scan thousands. */
const names = new WeakMap<DataObject, string>();

function nameOf(object: DataObject): string {
  const known = names.get(object);
  if (known !== undefined) return known;
  const { bucket, key, etag, file } = object;
  const suffix = /\.gz$/i.test(key) ? ".gz" : "";
  // The embedded S3 never uses the name of a file again.
  const stem =
    file !== undefined
      ? basename(file)
      : createHash("sha256")
          .update(JSON.stringify([bucket, key, etag]))
          .digest("hex");
  const name = stem + suffix;
  names.set(object, name);
  return name;
}
