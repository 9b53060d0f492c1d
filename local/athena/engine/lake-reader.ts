import { createHash } from "node:crypto";

import { GetObjectCommand } from "@aws-sdk/client-s3";

import type { AwsClients } from "../../aws-clients";
import type { RevisionOf } from "../../gateway/change-tracker";
import { parseS3Folder, parseS3Location } from "../../glue/catalog/s3-location";
import type { QueryError } from "../query-error";
import { type CatalogEntry, entryKey } from "../translation/catalog-entry";
import { lookUpEntry } from "./catalog-lookup";
import type { CatalogTable } from "./catalog-table";
import type { DataObject } from "./sources/objects/data-object";
import { listLocations } from "./sources/objects/location-listing";
import { type ListPage, s3Pages } from "./sources/objects/object-pages";
import { RevisionCache } from "./sources/revision-cache";
import { registeredPartitions } from "./partitions/registered-partitions";
import type { TablePartition } from "./partitions/table-partition";

/** Lists of objects that are kept; each may have thousands. */
const MAX_OBJECT_LISTS = 50;

/** Files that are kept; each has some kilobytes. */
const MAX_FILES = 200;

/** Reads and caches metadata of the Data Catalog and of S3, for one caller in one region. */
export class LakeReader {
  private readonly entries = new RevisionCache<CatalogEntry | QueryError>();
  private readonly partitionLists = new RevisionCache<readonly TablePartition[]>();
  private readonly objectLists = new RevisionCache<readonly (readonly DataObject[])[]>(
    MAX_OBJECT_LISTS,
  );

  private readonly files = new RevisionCache<Buffer>(MAX_FILES);

  /**
   * @param revisionOf @default - nothing is cached
   * @param listPage @default - S3's API
   */
  constructor(
    private readonly clients: AwsClients,
    private readonly revisionOf?: RevisionOf,
    private readonly listPage: ListPage = s3Pages(clients.s3),
  ) {}

  /** A table or view, or the error of a query if there is none. */
  entry(database: string, name: string): Promise<CatalogEntry | QueryError> {
    return this.entries.read(entryKey(database, name), this.revisionOf?.("glue"), () =>
      lookUpEntry(this.clients.glue, database, name, (uri) => this.file(uri)),
    );
  }

  /** The content of an object, of which there are metadata files that queries read again and again. */
  async file(uri: string): Promise<Buffer> {
    const { bucket, prefix: key } = parseS3Location(uri);
    return this.files.read(uri, this.revisionOf?.(`s3/${bucket}`), async () => {
      const { Body } = await this.clients.s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: key }),
      );
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });
  }

  /** The registered partitions of a table. */
  partitions(table: CatalogTable): Promise<readonly TablePartition[]> {
    const key = entryKey(table.database, table.name);
    return this.partitionLists.read(key, this.revisionOf?.("glue"), () =>
      registeredPartitions(this.clients.glue, table),
    );
  }

  /** The objects of each location. */
  async objects(
    locations: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly DataObject[])[]> {
    const walks = this.revisionOf !== undefined;
    const list = () => listLocations(this.listPage, locations, { walks, signal });
    const buckets = new Set(locations.map((location) => parseS3Folder(location).bucket));
    const [bucket] = buckets;
    // A list of several buckets has no single revision.
    if (bucket === undefined || buckets.size > 1) return list();
    // Hashed, since the locations of a table may be megabytes.
    const key = createHash("sha256").update(JSON.stringify(locations)).digest("base64");
    return this.objectLists.read(key, this.revisionOf?.(`s3/${bucket}`), list);
  }
}
