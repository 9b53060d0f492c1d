import path from "node:path";
import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";
import { makePrivateFolder } from "../../home/private-files";
import { noSuchBucket } from "../s3-error";
import { LineJournal } from "../../storage/line-journal";
import type { BucketEntry } from "./bucket-entry";
import { BucketIndex } from "./bucket-index";
import { ContentFiles } from "./content-files";
import type { ObjectVersion, Segment, StoredContent } from "./object-version";
import { PendingUploads } from "./pending-uploads";

/** A journal of another format is neither read nor changed. */
const HEADER = JSON.stringify({ format: 1 });

/** The journal is rewritten when it has this many bytes, and more than half of its entries are obsolete. */
const COMPACTION_BYTES = 1024 * 1024;

/**
 * The objects of a bucket in a folder: a file for each content, and a journal of what the bucket has.
 *
 * A content is written before the entry that names it, and removed after the entry that gives it up. So whatever
 * moment a process is killed at, each object is the old or the new one, and what was acknowledged stays; a content that
 * no entry names is removed when the bucket is opened.
 */
export class BucketStore {
  readonly index = new BucketIndex();
  readonly uploads = new PendingUploads();
  readonly contents: ContentFiles;
  /** The XML document of its lifecycle configuration. */
  lifecycle: string | undefined;
  private readonly journal: LineJournal<BucketEntry>;
  private isClosed = false;

  /** @throws UserError if its journal can't be read */
  constructor(
    folder: string,
    private readonly name: string,
  ) {
    const contents = path.join(folder, "contents");
    makePrivateFolder(contents);
    this.contents = new ContentFiles(contents);
    const file = path.join(folder, "journal");
    this.journal = new LineJournal<BucketEntry>({
      file,
      header: HEADER,
      // Only this class writes the file, entries of this type.
      accepts: (value): value is BucketEntry => isRecord(value),
      apply: (entry) => void this.apply(entry),
      unreadable: (line) => unreadable(file, line),
    });
    this.contents.removeOthers(this.usedFiles());
    this.compact();
  }

  /** Whether it was closed, because its bucket was deleted. */
  get closed(): boolean {
    return this.isClosed;
  }

  /**
   * Makes changes, which are kept when it returns: all of them or, if it throws, none.
   *
   * @throws S3Error if the bucket was deleted, or the system's error, for example of a full disk
   */
  commit(entries: readonly BucketEntry[]): void {
    if (this.isClosed) throw noSuchBucket(this.name);
    // Before the entries are added: whatever fails then, they are not kept.
    this.compact();
    this.journal.append(entries);
    const obsolete = entries.flatMap((entry) => this.apply(entry));
    if (obsolete.length > 0) this.contents.remove(obsolete);
  }

  /** Ends its use. */
  close(): void {
    this.isClosed = true;
  }

  /** @returns files that nothing has any more */
  private apply(entry: BucketEntry): readonly Segment[] {
    switch (entry.type) {
      case "put": {
        const used = new Set(segmentsOf(entry.version).map(({ file }) => file));
        const unused = entry.upload === undefined ? [] : this.uploads.remove(entry.upload);
        return [...segmentsOf(this.index.put(entry.version)), ...unused].filter(
          ({ file }) => !used.has(file),
        );
      }
      case "remove":
        return segmentsOf(this.index.remove(entry.key, entry.versionId));
      case "tag":
        this.index.change(entry.key, entry.versionId, (version) =>
          version.isMarker === true ? version : { ...version, tags: entry.tags },
        );
        return [];
      case "upload":
        this.uploads.add(entry.upload);
        return [];
      case "part":
        return this.uploads.putPart(entry.upload, entry.part);
      case "abort":
        return this.uploads.remove(entry.upload);
      case "lifecycle":
        this.lifecycle = entry.document;
        return [];
    }
  }

  private compact(): void {
    const live = this.index.size + this.uploads.size;
    const { bytes, entries } = this.journal;
    if (bytes <= COMPACTION_BYTES || entries <= 2 * live) return;
    this.journal.rewrite([
      ...[...this.index.all()].map((version) => ({ type: "put", version }) as const),
      ...this.uploads.entries(),
      ...(this.lifecycle === undefined
        ? []
        : [{ type: "lifecycle", document: this.lifecycle } as const]),
    ]);
  }

  private usedFiles(): ReadonlySet<string> {
    const files = new Set<string>();
    for (const version of this.index.all()) {
      for (const { file } of segmentsOf(version)) files.add(file);
    }
    for (const { file } of this.uploads.segments()) files.add(file);
    return files;
  }
}

function segmentsOf(version: ObjectVersion | undefined): StoredContent["segments"] {
  return version === undefined || version.isMarker === true ? [] : version.segments;
}

function unreadable(file: string, line: number): UserError {
  return new UserError(
    `The index of a bucket, ${file}, can't be read from line ${line} on: another version wrote it, or it is damaged.`,
    "Nothing was changed. Use the version that wrote it, or move the folder of the bucket away.",
  );
}
