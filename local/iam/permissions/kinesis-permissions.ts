import { keyUse } from "./kms-permissions";
import { regionalArn, text } from "./permission";
import type { CallToAuthorize, PermissionMap } from "./permission";
import { ownValue } from "../../../formats/own-value";
import { tokenScope } from "../../kinesis/api/page-token";

/** Operations on a stream; the action has the operation's name. */
const STREAM_OPERATIONS = new Set([
  "AddTagsToStream",
  "CreateStream",
  "DecreaseStreamRetentionPeriod",
  "DeleteStream",
  "DescribeStream",
  "DescribeStreamSummary",
  "DisableEnhancedMonitoring",
  "EnableEnhancedMonitoring",
  "GetRecords",
  "GetShardIterator",
  "IncreaseStreamRetentionPeriod",
  "ListShards",
  "ListStreamConsumers",
  "ListTagsForStream",
  "MergeShards",
  "PutRecord",
  "PutRecords",
  "RegisterStreamConsumer",
  "RemoveTagsFromStream",
  "SplitShard",
  "StartStreamEncryption",
  "StopStreamEncryption",
  "UpdateMaxRecordSize",
  "UpdateShardCount",
  "UpdateStreamMode",
  "UpdateStreamWarmThroughput",
]);
const CONSUMER_OPERATIONS = new Set([
  "DeregisterStreamConsumer",
  "DescribeStreamConsumer",
  "SubscribeToShard",
]);
/** Operations on a stream or a consumer by its ARN. */
const RESOURCE_OPERATIONS = new Set([
  "DeleteResourcePolicy",
  "GetResourcePolicy",
  "ListTagsForResource",
  "PutResourcePolicy",
  "TagResource",
  "UntagResource",
]);
const ACCOUNT_OPERATIONS = new Set([
  "DescribeAccountSettings",
  "DescribeLimits",
  "ListStreams",
  "UpdateAccountSettings",
]);

/** How Kinesis uses the stream's key on behalf of the caller. */
const KEY_USES: Readonly<Record<string, "Decrypt" | "GenerateDataKey">> = {
  PutRecord: "GenerateDataKey",
  PutRecords: "GenerateDataKey",
  GetRecords: "Decrypt",
  SubscribeToShard: "Decrypt",
};

/**
 * Permissions of Kinesis Data Streams calls.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
 * @see https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
 */
export const kinesisPermissions: PermissionMap = async (call) => {
  const { operation, region } = call.request;
  const action = `kinesis:${operation}`;
  if (ACCOUNT_OPERATIONS.has(operation)) return [{ action, resource: "*" }];
  if (RESOURCE_OPERATIONS.has(operation)) {
    return [{ action, resource: text(call.input, "ResourceARN") ?? "*" }];
  }
  const isConsumers = CONSUMER_OPERATIONS.has(operation);
  if (!isConsumers && !STREAM_OPERATIONS.has(operation)) return undefined;
  const consumer = isConsumers ? text(call.input, "ConsumerARN") : undefined;
  const stream = consumer?.replace(/\/consumer\/.*$/, "") ?? streamArn(call);
  const permission = { action, resource: consumer ?? stream };
  const use = ownValue(KEY_USES, operation);
  const keyArn = use === undefined ? undefined : await call.resources.streamKeyArn(region, stream);
  if (use === undefined || keyArn === undefined) return [permission];
  return [permission, keyUse(call, use, keyArn, { service: "kinesis", arn: stream })];
};

function streamArn(call: CallToAuthorize): string {
  const named = text(call.input, "StreamARN");
  if (named !== undefined) return named;
  const iterator = text(call.input, "ShardIterator");
  const token = text(call.input, "NextToken");
  const name =
    text(call.input, "StreamName") ??
    (iterator === undefined ? undefined : streamOfIterator(iterator)) ??
    (token === undefined ? "" : tokenScope(token));
  return regionalArn(call, "kinesis", `stream/${name}`);
}

/** Iterators begin with the stream's name, in base64. */
function streamOfIterator(iterator: string): string {
  return Buffer.from(iterator, "base64").toString("utf8").split(":")[0] ?? "";
}
