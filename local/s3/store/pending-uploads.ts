import type { BucketEntry } from "./bucket-entry";
import type { MultipartUpload, Segment, UploadedPart } from "./object-version";

/** An upload and the parts that have arrived. */
export interface PendingUpload {
  readonly upload: MultipartUpload;
  /** By their numbers. */
  readonly parts: ReadonlyMap<number, UploadedPart>;
}

/** The uploads in parts of a bucket that are not completed. */
export class PendingUploads {
  private readonly byId = new Map<
    string,
    { readonly upload: MultipartUpload; readonly parts: Map<number, UploadedPart> }
  >();
  private count = 0;

  /** How many {@link entries} there are. */
  get size(): number {
    return this.count;
  }

  find(id: string): PendingUpload | undefined {
    return this.byId.get(id);
  }

  /** All of them, in no order. */
  all(): readonly PendingUpload[] {
    return [...this.byId.values()];
  }

  add(upload: MultipartUpload): void {
    this.count += 1;
    this.byId.set(upload.id, { upload, parts: new Map() });
  }

  /** @returns the files of the part that it replaces */
  putPart(id: string, part: UploadedPart): readonly Segment[] {
    const parts = this.byId.get(id)?.parts;
    if (parts === undefined) return part.segments;
    const replaced = parts.get(part.number);
    if (replaced === undefined) this.count += 1;
    parts.set(part.number, part);
    return replaced?.segments ?? [];
  }

  /** @returns the files of all its parts */
  remove(id: string): readonly Segment[] {
    const removed = this.byId.get(id);
    if (removed === undefined) return [];
    this.byId.delete(id);
    this.count -= 1 + removed.parts.size;
    return [...removed.parts.values()].flatMap((part) => part.segments);
  }

  /** The files of all parts. */
  segments(): readonly Segment[] {
    return this.all().flatMap(({ parts }) => [...parts.values()].flatMap((part) => part.segments));
  }

  /** The entries that add all of them again. */
  entries(): readonly BucketEntry[] {
    return this.all().flatMap(({ upload, parts }) => [
      { type: "upload", upload } as const,
      ...[...parts.values()].map((part) => ({ type: "part", upload: upload.id, part }) as const),
    ]);
  }
}
