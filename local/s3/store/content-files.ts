import { randomBytes } from "node:crypto";
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { PRIVATE_COMPLETE_FILE_MODE, PRIVATE_FOLDER_MODE } from "../../home/private-files";
import type { Segment } from "./object-version";

const FOLDERS = 256;

/** Queries and snapshots have links to these files. The descriptor that creates one may still write to it. */
const MODE = PRIVATE_COMPLETE_FILE_MODE;

/**
 * The contents of a bucket's objects: files that are written once. Their names say nothing of the keys, which no file
 * system could hold: keys differ in case only, end with a slash, or are the beginning of others.
 */
export class ContentFiles {
  private readonly folders = new Set<string>();
  /** Names are never used again, not even after a restart. */
  private readonly run = randomBytes(6).toString("hex");
  private count = 0;

  constructor(private readonly folder: string) {}

  /** A new path, below the folder. */
  reserve(): string {
    this.count += 1;
    const below = (this.count % FOLDERS).toString(16).padStart(2, "0");
    if (!this.folders.has(below)) {
      mkdirSync(path.join(this.folder, below), { recursive: true, mode: PRIVATE_FOLDER_MODE });
      this.folders.add(below);
    }
    return `${below}/${this.run}${this.count.toString(36)}`;
  }

  /** Path of the file of a content. */
  pathOf({ file }: Segment): string {
    return path.join(this.folder, file);
  }

  /** Writes a small content at once: for a few kilobytes that is faster than to wait for another thread. */
  writeNow(file: string, chunks: readonly Buffer[]): void {
    const content =
      chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    writeFileSync(path.join(this.folder, file), content, { flag: "wx", mode: MODE });
  }

  /** Opens a new file to write a large content. */
  create(file: string): Promise<FileHandle> {
    return open(path.join(this.folder, file), "wx", MODE);
  }

  /** Reads a small file. */
  readNow(file: string): Buffer {
    return readFileSync(path.join(this.folder, file));
  }

  /** Opens a file to read a part of it; the caller closes it. */
  open(file: string): number {
    return openSync(path.join(this.folder, file), "r");
  }

  remove(segments: readonly Segment[]): void {
    for (const { file } of segments) rmSync(path.join(this.folder, file), { force: true });
  }

  /** Removes the files that no object has: those that a killed process was writing or removing. */
  removeOthers(kept: ReadonlySet<string>): void {
    for (const below of listFolder(this.folder)) {
      for (const name of listFolder(path.join(this.folder, below))) {
        const file = `${below}/${name}`;
        if (!kept.has(file)) rmSync(path.join(this.folder, file), { force: true });
      }
    }
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
