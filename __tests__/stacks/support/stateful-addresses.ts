/**
 * Addresses of what holds data in the stack of one dataset. A changed address destroys the resource and what it holds, so
 * this list is written out and not computed.
 */
export const statefulAddresses: readonly string[] = [
  "aws_glue_catalog_database.glue_database",
  "aws_glue_catalog_table.sample_events_error_table",
  "aws_glue_catalog_table.sample_events_event_table",
  "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream",
  "aws_kinesis_stream.sample_events_event_stream",
  "aws_kms_key.alarm_key",
  "aws_kms_key.bucket_key",
  "aws_kms_key.log_key",
  "aws_kms_key.stream_key",
  "aws_s3_bucket.access_log_bucket",
  "aws_s3_bucket.athena_results_bucket",
  "aws_s3_bucket.data_lake_bucket",
  "aws_s3_bucket.raw_bucket",
];
