import path from "node:path";
import { makePrivateFolder } from "../../home/private-files";
import type { BucketEntry } from "./bucket-entry";
import { BucketIndex } from "./bucket-index";
import { ContentFiles } from "./content-files";
import { Journal } from "./journal";
import type { ObjectVersion, Segment, StoredContent } from "./object-version";
import { PendingUploads } from "./pending-uploads";

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
  private readonly journal: Journal<BucketEntry>;
  private isClosed = false;

  /** @throws UserError if its journal can't be read */
  constructor(folder: string) {
    const contents = path.join(folder, "contents");
    makePrivateFolder(contents);
    this.contents = new ContentFiles(contents);
    this.journal = Journal.open<BucketEntry>(path.join(folder, "journal"), (entry) => {
      this.apply(entry);
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
   * @throws the system's error, for example of a full disk
   */
  commit(entries: readonly BucketEntry[]): void {
    this.journal.append(entries);
    const obsolete = entries.flatMap((entry) => this.apply(entry));
    if (obsolete.length > 0) this.contents.remove(obsolete);
    this.compact();
  }

  /** Ends its use. */
  close(): void {
    this.isClosed = true;
    this.journal.close();
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
    if (!this.journal.isObsolete(live)) return;
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
