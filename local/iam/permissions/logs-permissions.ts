import { regionalArn, text } from "./permission";
import type { CallToAuthorize, PermissionMap } from "./permission";

const GROUP_OPERATIONS = new Set([
  "AssociateKmsKey",
  "CreateLogGroup",
  "DeleteLogGroup",
  "DescribeLogGroups",
  "DescribeLogStreams",
  "DisassociateKmsKey",
  "FilterLogEvents",
  "PutRetentionPolicy",
  "StartQuery",
]);
const STREAM_OPERATIONS = new Set([
  "CreateLogStream",
  "DeleteLogStream",
  "GetLogEvents",
  "PutLogEvents",
]);

/**
 * Permissions of CloudWatch Logs calls. The resource of a log group is that of a log stream without a name, which is
 * why policies end the ARN of a group with `:*`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export const logsPermissions: PermissionMap = (call) => {
  const { operation } = call.request;
  const stream = STREAM_OPERATIONS.has(operation) ? text(call.input, "logStreamName") : "";
  if (stream === undefined || (stream === "" && !GROUP_OPERATIONS.has(operation))) return undefined;
  const resource = regionalArn(call, "logs", `log-group:${groupName(call)}:log-stream:${stream}`);
  return [{ action: `logs:${operation}`, resource }];
};

function groupName({ input }: CallToAuthorize): string {
  const identifier = text(input, "logGroupIdentifier");
  const name = identifier?.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/, "");
  return text(input, "logGroupName") ?? name ?? "";
}
