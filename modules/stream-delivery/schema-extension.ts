/**
 * Ending of the Parquet objects' names, as `.schema-1a2b3c4d.parquet`: it says which schema wrote an object.
 *
 * It is there for more: a delivery stream has been seen to go on with an old schema although its schema version is
 * LATEST, until it was updated itself. The provider calls UpdateDestination when any argument but the tags differs, so
 * an argument must change with the columns. This one can be updated in place in every version of the provider, is part
 * of UpdateDestination, and changes nothing of what is written nor to which folder. A tag would not do, the table's
 * version number is not exported, and another log stream or prefix would move what people look for.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/39593
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/firehose/delivery_stream.go
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationUpdate.html
 */
export function schemaExtension(fingerprint: string): string {
  return `.schema-${fingerprint}.parquet`;
}
