import type { AwsClients } from "../../aws-clients";
import { listPartitions } from "../../glue/catalog/catalog-partitions";
import { formatS3Location } from "../../glue/catalog/s3-location";
import { findTable } from "../engine/catalog-lookup";
import { listLocations } from "../engine/sources/objects/location-listing";
import { s3Pages } from "../engine/sources/objects/object-pages";
import type { WriteTarget } from "./statements/trino-plan";

/** Folder of an Iceberg table that has no data files. */
const METADATA_FOLDER = "/metadata/";

/**
 * Lists the data files that queries wrote: Trino puts a query's id into the name of each. So the files of others who
 * write to the same place meanwhile are not among them.
 *
 * @param queryIds ids that Trino gave to the queries
 * @returns their S3 URIs
 */
export async function listWrittenFiles(
  target: WriteTarget,
  queryIds: ReadonlySet<string>,
  clients: Pick<AwsClients, "glue" | "s3">,
): Promise<string[]> {
  const locations = await locationsOf(target, clients);
  const listed = await listLocations(s3Pages(clients.s3), locations, { walks: false });
  const files = listed.flat().flatMap(({ bucket, key }) => {
    const isWritten = [...queryIds].some((id) => key.includes(id));
    return isWritten && !key.includes(METADATA_FOLDER)
      ? formatS3Location({ bucket, prefix: key })
      : [];
  });
  return [...new Set(files)].sort();
}

/** The locations of a table: its own, and those of its partitions that are elsewhere. */
async function locationsOf(
  target: WriteTarget,
  { glue }: Pick<AwsClients, "glue">,
): Promise<string[]> {
  if ("location" in target) return [target.location];
  const { database, table } = target;
  const found = await findTable(glue, database, table);
  const location = found?.StorageDescriptor?.Location;
  if (location === undefined) return [];
  if (found?.PartitionKeys?.length === 0) return [location];
  const partitions = await listPartitions(glue, { DatabaseName: database, TableName: table });
  const folder = location.endsWith("/") ? location : `${location}/`;
  const elsewhere = partitions
    .flatMap(({ StorageDescriptor }) => StorageDescriptor?.Location ?? [])
    .filter((own) => !own.startsWith(folder));
  return [location, ...elsewhere];
}
