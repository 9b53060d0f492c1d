/** A place in S3: the bucket and the part of the keys that all its objects begin with. */
export interface S3Location {
  readonly bucket: string;
  /** Empty for the bucket's root, otherwise as written, without a slash at the front. */
  readonly prefix: string;
}

/**
 * Reads `s3://bucket/prefix` (and Hadoop's `s3a://`, `s3n://`).
 *
 * @throws Error that names the received text when it is no S3 location
 */
export function parseS3Location(location: string | undefined): S3Location {
  const match = /^s3[an]?:\/\/([^/]+)(?:\/([^]*))?$/.exec(location ?? "");
  if (match?.[1] === undefined) {
    throw new Error(`Expected a location such as s3://bucket/folder/, got ${location ?? "none"}`);
  }
  return { bucket: match[1], prefix: match[2] ?? "" };
}

/** Like {@link parseS3Location}, for a folder: the prefix ends with a slash, so that `data` doesn't take in `data2/`. */
export function parseS3Folder(location: string | undefined): S3Location {
  const { bucket, prefix } = parseS3Location(location);
  return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

/** The location as text, `s3://bucket/prefix`. */
export function formatS3Location({ bucket, prefix }: S3Location): string {
  return `s3://${bucket}/${prefix}`;
}
