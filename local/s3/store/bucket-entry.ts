import type { MultipartUpload, ObjectVersion, UploadedPart } from "./object-version";

/** A change of a bucket, as its journal keeps it. Each is complete in itself, so that none is ever half done. */
export type BucketEntry =
  /** Adds a version, and ends the upload that it was made of. */
  | { readonly type: "put"; readonly version: ObjectVersion; readonly upload?: string }
  | { readonly type: "remove"; readonly key: string; readonly versionId: string }
  | {
      readonly type: "tag";
      readonly key: string;
      readonly versionId: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly type: "upload"; readonly upload: MultipartUpload }
  | { readonly type: "part"; readonly upload: string; readonly part: UploadedPart }
  | { readonly type: "abort"; readonly upload: string }
  /** The XML document of the lifecycle configuration; none removes it. */
  | { readonly type: "lifecycle"; readonly document?: string };
