import { type _Object, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

import { parseS3Folder, type S3Location } from "../../../glue/catalog/s3-location";

/** An S3 object of a table. */
export interface DataObject {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** When it was written. */
  readonly modified?: Date | undefined;
}

/** Lists the objects of a location. As in Hive, names that start with `_` or `.` are hidden. */
export async function listDataObjects(
  s3: S3Client,
  location: string,
  signal?: AbortSignal,
): Promise<DataObject[]> {
  const folder = parseS3Folder(location);
  const objects: DataObject[] = [];
  let token: string | undefined;
  do {
    signal?.throwIfAborted();
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: folder.bucket,
        Prefix: folder.prefix,
        ContinuationToken: token,
      }),
    );
    for (const entry of page.Contents ?? []) objects.push(...dataObject(folder, entry));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return objects;
}

/** The object of a listed entry; none if it is empty, a folder, or hidden below its location. */
export function dataObject({ bucket, prefix }: S3Location, entry: _Object): DataObject[] {
  const { Key: key = "", ETag: etag = "", Size: size = 0, LastModified: modified } = entry;
  const hidden = /(?:^|\/)[_.]/.test(key.slice(prefix.length));
  if (hidden || size === 0 || key.endsWith("/")) return [];
  return [{ bucket, key, etag, size, modified }];
}
