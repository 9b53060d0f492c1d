/** A location in S3: a bucket and a key prefix. */
export interface S3Location {
  readonly bucket: string;
  /** Empty for the whole bucket; without a leading slash. */
  readonly prefix: string;
}

/**
 * Parses `s3://bucket/prefix` (and Hadoop's `s3a://`, `s3n://`).
 *
 * @throws Error with the received text if it is not an S3 location
 */
export function parseS3Location(location: string | undefined): S3Location {
  const match = /^s3[an]?:\/\/([^/]+)(?:\/([^]*))?$/.exec(location ?? "");
  if (match?.[1] === undefined) {
    throw new Error(`Expected a location such as s3://bucket/folder/, got ${location ?? "none"}`);
  }
  return { bucket: match[1], prefix: match[2] ?? "" };
}

/**
 * Like {@link parseS3Location}, for a folder: the prefix ends with a slash, so that `data` does not include `data2/`.
 */
export function parseS3Folder(location: string | undefined): S3Location {
  const { bucket, prefix } = parseS3Location(location);
  return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

/** Formats a location as `s3://bucket/prefix`. */
export function formatS3Location({ bucket, prefix }: S3Location): string {
  return `s3://${bucket}/${prefix}`;
}
