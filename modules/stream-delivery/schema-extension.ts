/**
 * File extension of the Parquet objects, such as `.schema-1a2b3c4d.parquet`, which shows the schema of an object.
 *
 * It has another purpose: delivery streams have been observed to use an old schema, although their schema version is LATEST,
 * until they were updated. The provider calls UpdateDestination when any argument but the tags changes, so an argument has
 * to change with the columns. The file extension can be updated in place with every version of the provider, is part of
 * UpdateDestination, and changes neither the content nor the prefix of objects. Tags are not part of the update, the version
 * of the table is not exported, and a new log stream or prefix would move logs or objects.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/39593
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/firehose/delivery_stream.go
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationUpdate.html
 */
export function schemaExtension(fingerprint: string): string {
  return `.schema-${fingerprint}.parquet`;
}
