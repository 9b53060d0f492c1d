/**
 * Properties that crawlers write to tables of files. AWS documents most; `CRAWL_RUN_ID` and `partition_filtering.enabled` are in
 * the definitions of crawled tables that people have published.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/table-properties-crawler.html
 */
const crawlerProperties = [
  "CRAWL_RUN_ID",
  "CrawlerSchemaDeserializerVersion",
  "CrawlerSchemaSerializerVersion",
  "UPDATED_BY_CRAWLER",
  "averageRecordSize",
  "compressionType",
  "objectCount",
  "partition_filtering.enabled",
  "recordCount",
  "sizeKey",
  "typeOfData",
];

/**
 * Attributes of a table that crawlers change: they are not drift, and Terraform must not reverse them. The `compressionType` of
 * the table is not among them: Terraform sets it, and would not set it on a table of an earlier deployment if it were ignored.
 */
export const crawlerChanges: readonly string[] = [
  ...crawlerProperties.flatMap((name) => [
    ...(name === "compressionType" ? [] : [`parameters["${name}"]`]),
    `storage_descriptor[0].parameters["${name}"]`,
  ]),
  // In published definitions of crawled tables the owner is "owner", and the number of buckets -1.
  "owner",
  "storage_descriptor[0].number_of_buckets",
];
