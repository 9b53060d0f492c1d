import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

import { parseS3Folder } from "../../../glue/catalog/s3-location";

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
export async function listDataObjects(s3: S3Client, location: string): Promise<DataObject[]> {
  const { bucket, prefix } = parseS3Folder(location);
  const objects: DataObject[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    for (const entry of page.Contents ?? []) {
      const { Key: key = "", ETag: etag = "", Size: size = 0 } = entry;
      const modified = entry.LastModified;
      const hidden = /(?:^|\/)[_.]/.test(key.slice(prefix.length));
      if (!hidden && size > 0 && !key.endsWith("/"))
        objects.push({ bucket, key, etag, size, modified });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return objects;
}
