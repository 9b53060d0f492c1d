import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { jsonCall, restCall } from "./calls";
import { ACCOUNT, keyArn, names } from "./deployed-lake";
import type { RoleOf } from "./deployed-lake";

const { lakeBucket, rawBucket, database: DatabaseName, table: TableName } = names;
const streamArn = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${names.stream}`;
const hour = "year=2026/month=11/day=23/hour=01/";
const iterator = Buffer.from(`${names.stream}:shardId-000000000000:0`).toString("base64");
const encrypted = {
  "x-amz-server-side-encryption": "aws:kms",
  "x-amz-server-side-encryption-aws-kms-key-id": keyArn("bucket_key"),
};

const put = (bucket: string, key: string) => restCall("s3", `PUT /${bucket}/${key}`, encrypted);
const logEvents = (logGroupName: string, logStreamName: string) =>
  jsonCall("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents: [] });

/** The calls of each role while events pass through the pipeline, including a record that can't be converted. */
export const pipelineCalls: Readonly<Record<RoleOf, readonly AwsRequest[]>> = {
  publisher: [
    jsonCall("logs", "CreateLogStream", {
      logGroupName: names.publisherLogGroup,
      logStreamName: "2026/11/23/[$LATEST]e3ac",
    }),
    logEvents(names.publisherLogGroup, "2026/11/23/[$LATEST]e3ac"),
    jsonCall("kinesis", "PutRecords", { StreamName: names.stream, Records: [] }),
  ],
  delivery_stream: [
    jsonCall("kinesis", "ListShards", { StreamARN: streamArn }),
    jsonCall("kinesis", "GetShardIterator", { StreamARN: streamArn, ShardId: "shardId-0" }),
    jsonCall("kinesis", "GetRecords", { ShardIterator: iterator }),
    jsonCall("glue", "GetTable", { DatabaseName, Name: TableName }),
    restCall("s3", `GET /${lakeBucket}?location`),
    put(lakeBucket, `${names.dataPrefix}${hour}object.parquet`),
    put(lakeBucket, `${names.errorPrefix}format-conversion-failed/${hour}object`),
    restCall("s3", `GET /${rawBucket}?location`),
    put(rawBucket, `${names.rawPrefix}${hour}object`),
    logEvents(names.deliveryLogGroup, "DestinationDelivery"),
    logEvents(names.deliveryLogGroup, "BackupDelivery"),
  ],
  crawler: [
    jsonCall("glue", "GetSecurityConfiguration", { Name: names.crawlerSecurityConfiguration }),
    // Where the log group is missing.
    jsonCall("logs", "CreateLogGroup", { logGroupName: names.crawlerLogGroup }),
    jsonCall("logs", "AssociateKmsKey", {
      logGroupName: names.crawlerLogGroup,
      kmsKeyId: keyArn("log_key"),
    }),
    jsonCall("glue", "GetTable", { DatabaseName, Name: TableName }),
    restCall("s3", `GET /${lakeBucket}?location`),
    restCall("s3", `GET /${lakeBucket}?list-type=2&prefix=${names.dataPrefix}&delimiter=%2F`),
    jsonCall("glue", "GetPartitions", { DatabaseName, TableName }),
    restCall("s3", `GET /${lakeBucket}?list-type=2&prefix=${names.dataPrefix}${hour}`),
    restCall("s3", `GET /${lakeBucket}/${names.dataPrefix}${hour}object.parquet`),
    jsonCall("glue", "BatchCreatePartition", { DatabaseName, TableName, PartitionInputList: [] }),
    jsonCall("glue", "UpdateTable", { DatabaseName, TableInput: { Name: TableName } }),
    jsonCall("logs", "CreateLogStream", {
      logGroupName: names.crawlerLogGroup,
      logStreamName: names.crawler,
    }),
    logEvents(names.crawlerLogGroup, names.crawler),
  ],
};
