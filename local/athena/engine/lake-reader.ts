import type { AwsClients } from "../../aws-clients";
import type { RevisionOf } from "../../gateway/change-tracker";
import { parseS3Folder } from "../../glue/catalog/s3-location";
import type { QueryError } from "../query-error";
import { type CatalogEntry, entryKey } from "../translation/catalog-entry";
import { lookUpEntry } from "./catalog-lookup";
import type { CatalogTable } from "./catalog-table";
import { type DataObject, listDataObjects } from "./sources/data-object";
import { RevisionCache } from "./sources/revision-cache";
import { registeredPartitions } from "./partitions/registered-partitions";
import type { TablePartition } from "./partitions/table-partition";

/** Reads and caches metadata of the Data Catalog and of S3, for one caller in one region. */
export class LakeReader {
  private readonly entries = new RevisionCache<CatalogEntry | QueryError>();
  private readonly partitionLists = new RevisionCache<readonly TablePartition[]>();
  private readonly objectLists = new RevisionCache<readonly DataObject[]>();

  /** @param revisionOf @default - nothing is cached */
  constructor(
    private readonly clients: AwsClients,
    private readonly revisionOf?: RevisionOf,
  ) {}

  /** A table or view, or the error of a query if there is none. */
  entry(database: string, name: string): Promise<CatalogEntry | QueryError> {
    return this.entries.read(entryKey(database, name), this.revisionOf?.("glue"), () =>
      lookUpEntry(this.clients.glue, database, name),
    );
  }

  /** The registered partitions of a table. */
  partitions(table: CatalogTable): Promise<readonly TablePartition[]> {
    const key = entryKey(table.database, table.name);
    return this.partitionLists.read(key, this.revisionOf?.("glue"), () =>
      registeredPartitions(this.clients.glue, table),
    );
  }

  /** The objects of a location. */
  objects(location: string): Promise<readonly DataObject[]> {
    const { bucket } = parseS3Folder(location);
    return this.objectLists.read(location, this.revisionOf?.(`s3/${bucket}`), () =>
      listDataObjects(this.clients.s3, location),
    );
  }
}
