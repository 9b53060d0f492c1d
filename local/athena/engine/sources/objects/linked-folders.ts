import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

import type { DataObject } from "./data-object";
import { linkStored } from "./file-links";

/** Objects of a scan from which a folder of links is made; DuckDB opens fewer as fast by their names. */
const MIN_OBJECTS = 64;

/** Links of the folders that are kept for later queries. */
const MAX_LINKS = 50_000;

/** Bytes of the files that these links keep, although their objects may be deleted. */
const MAX_BYTES = 256 * 1024 * 1024;

/** What a pattern of DuckDB's does not take as itself. */
const SPECIAL = /[*?[\]{}\\]/;

/** A folder whose only entries are the files of a scan, named so that they are sorted as its objects are. */
export interface LinkedFolder {
  /** Matches all of its files, in the order of the objects. */
  readonly pattern: string;
  /** The file of each object. */
  readonly paths: readonly string[];
}

interface KeptFolder extends LinkedFolder {
  readonly folder: string;
  readonly bytes: number;
  /** Number of scans that are reading it. */
  users: number;
}

/**
 * Folders of links to the files of stored objects. DuckDB lists a folder in less than half of the time in which it
 * looks up as many names, of which it checks each against the folders that it may access.
 */
export class LinkedFolders {
  /** Least recently used first. */
  private readonly kept = new Map<string, KeptFolder>();
  private made = 0;

  /**
   * @param folder in which folders are made
   * @param maxLinks @default 50,000
   */
  constructor(
    private readonly folder: string,
    private readonly maxLinks = MAX_LINKS,
  ) {}

  /**
   * Returns the folder of a scan's objects, which is kept until {@link release}.
   *
   * @returns undefined for few objects, and where one is not stored in a file or is no longer there
   */
  acquire(objects: readonly DataObject[]): LinkedFolder | undefined {
    if (objects.length < MIN_OBJECTS || SPECIAL.test(this.folder)) return undefined;
    const key = keyOf(objects);
    if (key === undefined) return undefined;
    const found = this.kept.get(key) ?? this.make(objects);
    if (found === undefined) return undefined;
    found.users += 1;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found;
  }

  /** Releases the folders of a query, and removes what exceeds the limits. */
  async release(folders: readonly LinkedFolder[]): Promise<void> {
    for (const kept of this.kept.values()) {
      kept.users -= folders.filter((folder) => folder === kept).length;
    }
    let links = 0;
    let bytes = 0;
    for (const { paths, bytes: size } of this.kept.values()) {
      links += paths.length;
      bytes += size;
    }
    for (const [key, { folder, paths, bytes: size, users }] of this.kept) {
      if (links <= this.maxLinks && bytes <= MAX_BYTES) return;
      if (users > 0) continue;
      this.kept.delete(key);
      await rm(folder, { recursive: true, force: true });
      links -= paths.length;
      bytes -= size;
    }
  }

  private make(objects: readonly DataObject[]): KeptFolder | undefined {
    // Never the name of an earlier one, whose metadata DuckDB may keep.
    this.made += 1;
    const folder = join(this.folder, String(this.made));
    mkdirSync(folder, { recursive: true });
    const digits = String(objects.length).length;
    const paths: string[] = [];
    let bytes = 0;
    for (const { file, size } of objects) {
      const path = `${folder}/${String(paths.length).padStart(digits, "0")}`;
      if (file === undefined || !linkStored(file, path)) {
        rmSync(folder, { recursive: true, force: true });
        return undefined;
      }
      paths.push(path);
      bytes += size;
    }
    return { folder, pattern: `${folder}/*`, paths, bytes, users: 0 };
  }
}

/** A text that only the same files in the same order have: the embedded S3 never uses the name of one again. */
function keyOf(objects: readonly DataObject[]): string | undefined {
  const hash = createHash("sha256");
  for (const { file } of objects) {
    if (file === undefined) return undefined;
    hash.update(`${file}\0`);
  }
  return hash.digest("base64");
}
