import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

import type { StoredPage, StoredPageRequest } from "../../../../s3/listing/stored-objects";
import type { DataObject } from "./data-object";

/** Objects of a bucket in the order of their keys. */
export interface ObjectPage {
  readonly objects: readonly DataObject[];
  /** Whether more objects follow. */
  readonly isTruncated: boolean;
}

/** Lists the objects of a bucket below a prefix, page by page: the next page comes after the last key of one. */
export type ListPage = (request: StoredPageRequest) => Promise<ObjectPage>;

/** Lists objects by S3's API. */
export function s3Pages(s3: S3Client): ListPage {
  return async ({ bucket, prefix, after }) => {
    const { Contents: entries = [], IsTruncated: isTruncated = false } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: after }),
    );
    const objects = entries.map(
      ({ Key: key = "", ETag: etag = "", Size: size = 0, LastModified: modified }) => ({
        ...{ bucket, key, etag, size, modified },
      }),
    );
    return { objects, isTruncated };
  };
}

/** Asks the embedded S3 what it stores; undefined if it has nothing of the bucket. */
export type AskStored = (request: StoredPageRequest) => Promise<StoredPage | undefined>;

/**
 * Lists objects with the files that the embedded S3 stores them in.
 *
 * @param otherwise lists a bucket of which nothing is stored, and says if it does not exist
 */
export function storedPages(ask: AskStored, otherwise: ListPage): ListPage {
  return async (request) => {
    const page = await ask(request);
    if (page === undefined) return otherwise(request);
    const { bucket } = request;
    const objects = page.objects.map(({ key, etag, bytes: size, modified, file }) => ({
      ...{ bucket, key, etag, size, file },
      modified: new Date(modified),
    }));
    return { objects, isTruncated: page.isTruncated };
  };
}
