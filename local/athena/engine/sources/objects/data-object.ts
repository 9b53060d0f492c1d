import type { S3Location } from "../../../../glue/catalog/s3-location";

/** An S3 object of a table. */
export interface DataObject {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** When it was written. */
  readonly modified?: Date | undefined;
  /** The file that the embedded S3 stores it in, until it is deleted or replaced. @default - it has to be fetched */
  readonly file?: string | undefined;
}

/**
 * Whether an object has data of a location: it is not empty, not a folder, and not hidden. As in Hive, names that start
 * with `_` or `.` are.
 */
export function isData({ prefix }: Pick<S3Location, "prefix">, { key, size }: DataObject): boolean {
  const hidden = /(?:^|\/)[_.]/.test(key.slice(prefix.length));
  return !hidden && size > 0 && !key.endsWith("/");
}
