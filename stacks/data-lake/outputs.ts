import { TerraformOutput } from "cdktf";
import type { TerraformStack } from "cdktf";
import { objectOutput } from "../terraform/object-output";
import type { DatasetPipeline } from "./dataset-pipeline";
import type { SharedResources } from "./shared-resources";

/** Outputs of the shared resources. */
export function outputLake(stack: TerraformStack, lake: SharedResources): void {
  output(
    stack,
    "lake_bucket_name",
    lake.lakeBucket.bucketName,
    "Bucket of the Parquet objects, under data/, and of the records that could not be converted, under errors/.",
  );
  output(
    stack,
    "raw_bucket_name",
    lake.rawBucket.bucketName,
    "Bucket of the unmodified source records.",
  );
  output(
    stack,
    "results_bucket_name",
    lake.resultsBucket.bucketName,
    "Bucket of the results of Athena queries.",
  );
  output(
    stack,
    "access_log_bucket_name",
    lake.accessLogBucket.bucketName,
    "Bucket of the access logs of the other buckets, under a prefix for each.",
  );
  output(
    stack,
    "database_name",
    lake.database.databaseName,
    "Glue database of the tables of the lake.",
  );
  output(
    stack,
    "work_group_name",
    lake.workGroup.workGroupName,
    "Athena workgroup for queries of the lake.",
  );
  output(
    stack,
    "alarm_topic_arn",
    lake.alarmTopic.arn,
    "SNS topic of every alarm; subscribe to it to be notified.",
  );
  output(
    stack,
    "dashboard_name",
    lake.dashboard.dashboardName,
    "CloudWatch dashboard of the whole lake.",
  );
}

/**
 * Outputs of one dataset, with its name as prefix.
 *
 * @param schemaVersion of the lock of an Iceberg table, whose resource ignores changed columns
 */
export function outputDataset(
  stack: TerraformStack,
  dataset: string,
  pipeline: DatasetPipeline,
  schemaVersion?: number,
): void {
  const { stream, publisher, deliveryStream, table, errorTable, crawler, savedQueries } = pipeline;
  const put = (id: string, value: unknown, description: string): void =>
    output(stack, `${dataset}_${id}`, value, description);
  put("stream_name", stream.streamName, `Kinesis stream that receives the events of ${dataset}.`);
  put(
    "function_name",
    publisher.functionName,
    `Lambda function that publishes events of ${dataset}.`,
  );
  put(
    "delivery_stream_name",
    deliveryStream.deliveryStreamName,
    `Firehose stream that delivers ${dataset} to the lake.`,
  );
  put("table_name", table.tableName, `Glue table of ${dataset}.`);
  if (schemaVersion !== undefined) {
    put(
      "schema_version",
      schemaVersion,
      `Version of the schema of ${dataset} in its lock, which \`lake evolve\` gives to the Iceberg table.`,
    );
  }
  put(
    "error_table_name",
    errorTable.tableName,
    `Glue table of the records of ${dataset} that could not be converted.`,
  );
  put(
    "data_location",
    `s3://${table.bucket.bucketName}/${table.dataPrefix}`,
    `Location of the Parquet objects of ${dataset}.`,
  );
  put(
    "error_location",
    deliveryStream.errorLocation,
    `Location of the records of ${dataset} that could not be converted, each with its reason.`,
  );
  if (crawler !== undefined) {
    put(
      "crawler_name",
      crawler.crawlerName,
      `Glue crawler that registers the partitions of ${dataset}.`,
    );
  }
  put(
    "saved_query_ids",
    objectOutput(savedQueries.idsByName),
    `Ids of the saved queries of ${dataset} in Athena, by name.`,
  );
}

function output(stack: TerraformStack, id: string, value: unknown, description: string): void {
  new TerraformOutput(stack, id, { value, description });
}
