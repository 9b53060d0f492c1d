import {
  type Crawler,
  type GlueClient,
  GetTableCommand,
  type PartitionInput,
  type Table,
} from "@aws-sdk/client-glue";
import {
  GetBucketLocationCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";

import {
  addPartitionParameters,
  createPartitions,
  deletePartitions,
  listPartitions,
  type TableName,
} from "../catalog/catalog-partitions";
import type { CrawlLog } from "./crawl-log";
import type { CrawlSummary } from "./crawler-runs";
import { type PartitionLocation, diffPartitions } from "../catalog/partition-diff";
import { findPartitionFolders, mapConcurrently } from "./partition-listing";
import { writeTableProperties } from "./table-properties";
import { formatS3Location, parseS3Folder } from "../catalog/s3-location";

/** What a crawl needs: clients with the crawler's role, its log, and a signal to stop. */
export interface CrawlContext {
  readonly glue: GlueClient;
  readonly s3: S3Client;
  readonly log: CrawlLog;
  /** Id of the run. */
  readonly runId: string;
  readonly signal: AbortSignal;
}

/** Table parameters that describe the data and that partitions inherit. */
const INHERITED_PARAMETERS = ["classification", "compressionType", "typeOfData"];

/** Crawls the table of a catalog target: new folders become partitions, columns don't change, properties do. */
export async function crawlCatalogTable(
  name: TableName,
  crawler: Pick<Crawler, "Name" | "SchemaChangePolicy" | "RecrawlPolicy">,
  { glue, s3, log, runId, signal }: CrawlContext,
): Promise<CrawlSummary> {
  const { Table: table } = await glue.send(
    new GetTableCommand({ DatabaseName: name.DatabaseName, Name: name.TableName }),
  );
  const keys = (table?.PartitionKeys ?? []).map((key) => ({
    name: key.Name ?? "",
    type: key.Type ?? "string",
  }));
  const location = parseS3Folder(table?.StorageDescriptor?.Location);
  await s3.send(new GetBucketLocationCommand({ Bucket: location.bucket }));
  const found = await findPartitionFolders(
    s3,
    location,
    keys,
    (folder) => {
      log.info(`Skipped ${folder}: not a partition of ${name.TableName}`);
    },
    signal,
  );
  if (table === undefined || keys.length === 0) {
    return { partitionsAdded: 0, partitionsDeleted: 0, partitionsUpdated: 0 };
  }
  const registered = (await listPartitions(glue, name)).map((partition) => ({
    partition,
    values: partition.Values ?? [],
    location: partition.StorageDescriptor?.Location ?? "",
  }));
  const { added, missing } = diffPartitions(formatS3Location(location), found, registered);
  const inputs = await mapConcurrently(added, (place) => inheritFromTable(s3, table, place));
  signal.throwIfAborted();
  const created = inputs.filter((input) => input !== undefined);
  await createPartitions(glue, name, created);
  if (created.length > 0) {
    const values = created.map(({ Values }) => `[${(Values ?? []).join(", ")}]`).join(", ");
    const partitions = [...registered.map(({ partition }) => partition), ...created];
    await writeTableProperties(glue, table, { crawler: crawler.Name ?? "", runId }, partitions);
    log.info(
      `Created partitions with values [${values}] for table ${name.TableName} in database ${name.DatabaseName}`,
    );
  }
  const changed = await handleMissing(
    name,
    missing.map(({ partition }) => partition),
    crawler,
    { glue, log },
  );
  return { partitionsAdded: created.length, ...changed };
}

async function handleMissing(
  name: TableName,
  missing: Parameters<typeof deletePartitions>[2],
  crawler: Pick<Crawler, "SchemaChangePolicy" | "RecrawlPolicy">,
  { glue, log }: Pick<CrawlContext, "glue" | "log">,
): Promise<Omit<CrawlSummary, "partitionsAdded">> {
  const none = { partitionsDeleted: 0, partitionsUpdated: 0 };
  // Incremental crawls only add new folders: https://docs.aws.amazon.com/glue/latest/dg/incremental-crawls.html
  if (missing.length === 0 || crawler.RecrawlPolicy?.RecrawlBehavior === "CRAWL_NEW_FOLDERS_ONLY") {
    return none;
  }
  const list = missing.map(({ Values }) => `[${(Values ?? []).join(", ")}]`).join(", ");
  const of = `partitions with values [${list}] of table ${name.TableName} in database ${name.DatabaseName}`;
  switch (crawler.SchemaChangePolicy?.DeleteBehavior ?? "DEPRECATE_IN_DATABASE") {
    case "DELETE_FROM_DATABASE":
      await deletePartitions(glue, name, missing);
      log.info(`Deleted ${of}`);
      return { ...none, partitionsDeleted: missing.length };
    case "DEPRECATE_IN_DATABASE": {
      const fresh = missing.filter(({ Parameters }) => Parameters?.[DEPRECATED] === undefined);
      await addPartitionParameters(glue, name, fresh, { [DEPRECATED]: String(Date.now()) });
      log.info(`Deprecated ${of}`);
      return { ...none, partitionsUpdated: fresh.length };
    }
    case "LOG":
    default:
      log.info(`No objects were found for ${of}; the schema change policy says LOG`);
      return none;
  }
}

/** Glue classifies an object by its content; here the read only checks the crawler's permission. */
async function readBeginning(s3: S3Client, Bucket: string, Key?: string): Promise<void> {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=0-15" }));
  await body?.transformToByteArray();
}

const DEPRECATED = "DEPRECATED_BY_CRAWLER";

/** The input for a new partition; undefined for a folder without data (only markers and hidden files). */
async function inheritFromTable(
  s3: S3Client,
  table: Table,
  { values, location }: PartitionLocation,
): Promise<PartitionInput | undefined> {
  const { bucket, prefix } = parseS3Folder(location);
  const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const data = (page.Contents ?? []).filter(
    ({ Key, Size }) => (Size ?? 0) > 0 && !/\/[_.][^/]*$/.test(Key ?? ""),
  );
  const [sample] = data;
  if (sample === undefined) return undefined;
  await readBeginning(s3, bucket, sample.Key);
  const inherited = INHERITED_PARAMETERS.flatMap((parameter) => {
    const value = table.Parameters?.[parameter];
    return value === undefined ? [] : [[parameter, value] as const];
  });
  return {
    Values: [...values],
    StorageDescriptor: { ...table.StorageDescriptor, Location: location },
    Parameters: {
      ...Object.fromEntries(inherited),
      objectCount: String(data.length),
      sizeKey: String(data.reduce((sum, { Size }) => sum + (Size ?? 0), 0)),
    },
  };
}
