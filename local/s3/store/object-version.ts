/** Algorithms of the checksums that S3 verifies and keeps, by the names of its API. */
export type ChecksumAlgorithm = "CRC32" | "CRC32C" | "CRC64NVME" | "SHA1" | "SHA256";

/** Whether a checksum is of the whole content, or of the checksums of its parts. */
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** The checksum of an object. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** In base64; a composite one ends with `-` and the number of parts. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** A file with a part of the content of an object. */
export interface Segment {
  /** Path below the folder of the bucket's contents. */
  readonly file: string;
  readonly bytes: number;
}

/** A part of an object that was uploaded in parts. */
export interface StoredPart {
  readonly number: number;
  readonly bytes: number;
  /** MD5 in hexadecimal digits. */
  readonly etag: string;
  readonly checksum?: StoredChecksum;
}

/** How an object is said to be encrypted; nothing is. */
export interface StoredEncryption {
  readonly algorithm: string;
  /** ARN of the key; none for S3's own keys. */
  readonly keyArn?: string;
  readonly bucketKey?: boolean;
}

/** What a caller says of an object besides its content. */
export interface ObjectAttributes {
  /** Headers that are returned with the content, by their names in lower case: `content-type`, `cache-control`, … */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata by the names after `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly encryption: StoredEncryption;
  /** @default - `STANDARD` */
  readonly storageClass?: string;
}

/** The content of an object. */
export interface StoredContent {
  readonly segments: readonly Segment[];
  readonly bytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum?: StoredChecksum;
  /** Of an object that was uploaded in parts. */
  readonly parts?: readonly StoredPart[];
}

/** The version of an object in a bucket without versioning. */
export const NULL_VERSION = "null";

interface AnyVersion {
  readonly key: string;
  readonly versionId: string;
  /** In milliseconds since 1970. */
  readonly modified: number;
}

/** A version of an object that has a content. */
export interface ContentVersion extends AnyVersion, ObjectAttributes, StoredContent {
  readonly isMarker?: false;
}

/** A version that says that the object was deleted. */
export interface DeleteMarker extends AnyVersion {
  readonly isMarker: true;
}

/** A version of an object. */
export type ObjectVersion = ContentVersion | DeleteMarker;

/** An upload in parts that is not completed. */
export interface MultipartUpload extends ObjectAttributes {
  readonly id: string;
  readonly key: string;
  /** In milliseconds since 1970. */
  readonly initiated: number;
  /** @default - S3 chooses: CRC64NVME of the whole object */
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
}

/** A part of an upload that is not completed. */
export interface UploadedPart extends StoredPart {
  readonly segments: readonly Segment[];
  /** In milliseconds since 1970. */
  readonly modified: number;
}
