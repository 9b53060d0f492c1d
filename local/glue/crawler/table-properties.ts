import {
  type GlueClient,
  type PartitionInput,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";

/** A crawl as it names itself in the table. */
export interface CrawlIdentity {
  readonly crawler: string;
  readonly runId: string;
}

/**
 * Writes the properties that crawlers set on tables, to the table and its storage descriptor. The estimates `recordCount` and
 * `averageRecordSize` are left out: they take the rows, which the embedded crawler does not read.
 *
 * AWS documents most of the properties. `CRAWL_RUN_ID`, `partition_filtering.enabled`, the owner and the number of buckets are
 * in the definitions of crawled tables that people have published.
 *
 * @param partitions all partitions of the table, with their own properties
 * @see https://docs.aws.amazon.com/glue/latest/dg/table-properties-crawler.html
 */
export async function writeTableProperties(
  glue: GlueClient,
  table: Table,
  { crawler, runId }: CrawlIdentity,
  partitions: readonly Pick<PartitionInput, "Parameters">[],
): Promise<void> {
  const total = (parameter: string) =>
    partitions.reduce((sum, { Parameters }) => sum + Number(Parameters?.[parameter] ?? 0), 0);
  const written = {
    CRAWL_RUN_ID: runId,
    CrawlerSchemaDeserializerVersion: "1.0",
    CrawlerSchemaSerializerVersion: "1.0",
    UPDATED_BY_CRAWLER: crawler,
    objectCount: String(total("objectCount")),
    "partition_filtering.enabled": "true",
    sizeKey: String(total("sizeKey")),
    typeOfData: "file",
  };
  const { StorageDescriptor: storage } = table;
  await glue.send(
    new UpdateTableCommand({
      DatabaseName: table.DatabaseName,
      TableInput: {
        ...inputOf(table),
        Owner: "owner",
        Parameters: { ...table.Parameters, ...written },
        StorageDescriptor: {
          ...storage,
          NumberOfBuckets: -1,
          Parameters: { ...storage?.Parameters, ...written },
        },
      },
    }),
  );
}

/** What of a table can be written. */
function inputOf(table: Table): TableInput {
  const { Name, Description, Retention, PartitionKeys, TableType } = table;
  const { LastAccessTime, LastAnalyzedTime, ViewOriginalText, ViewExpandedText } = table;
  return {
    ...{ Name, Description, Retention, PartitionKeys, TableType },
    ...{ LastAccessTime, LastAnalyzedTime, ViewOriginalText, ViewExpandedText },
  };
}
