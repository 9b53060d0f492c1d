import { readFunctionRequest } from "../../lambda/function-request";
import { athenaPermissions } from "./athena-permissions";
import { gluePermissions } from "./glue-permissions";
import { kinesisPermissions } from "./kinesis-permissions";
import { kmsPermissions } from "./kms-permissions";
import { logsPermissions } from "./logs-permissions";
import { regionalArn, text } from "./permission";
import type { PermissionMap } from "./permission";
import { s3Permissions } from "./s3-permissions";

const DELIVERY_STREAM_OPERATIONS = new Set([
  "DeleteDeliveryStream",
  "DescribeDeliveryStream",
  "ListTagsForDeliveryStream",
  "PutRecord",
  "PutRecordBatch",
  "UpdateDestination",
]);

const firehosePermissions: PermissionMap = (call) => {
  const { operation } = call.request;
  const action = `firehose:${operation}`;
  if (operation === "ListDeliveryStreams") return [{ action, resource: "*" }];
  if (!DELIVERY_STREAM_OPERATIONS.has(operation)) return undefined;
  const name = text(call.input, "DeliveryStreamName") ?? "";
  return [{ action, resource: regionalArn(call, "firehose", `deliverystream/${name}`) }];
};

const lambdaPermissions: PermissionMap = (call) => {
  const known = readFunctionRequest(call.request);
  // Creating a function also needs iam:PassRole, which this map does not evaluate.
  if (known === undefined || known.operation === "CreateFunction") return undefined;
  const { operation, functionName, qualifier } = known;
  const name = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
  const resource = regionalArn(call, "lambda", `function:${name}`);
  return [{ action: `lambda:${operation === "Invoke" ? "InvokeFunction" : operation}`, resource }];
};

/** GetCallerIdentity needs no permission. */
const stsPermissions: PermissionMap = ({ request }) =>
  new URLSearchParams(request.body.toString("utf8")).get("Action") === "GetCallerIdentity"
    ? []
    : undefined;

/** Permissions of the calls of each service, by its signing name. */
export const permissionMaps: Readonly<Record<string, PermissionMap>> = {
  athena: athenaPermissions,
  firehose: firehosePermissions,
  glue: gluePermissions,
  kinesis: kinesisPermissions,
  kms: kmsPermissions,
  lambda: lambdaPermissions,
  logs: logsPermissions,
  s3: s3Permissions,
  sts: stsPermissions,
};
