import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import { errorReply } from "../gateway/routing/protocol-errors";
import type { Permission } from "./permissions/permission";
import type { Caller } from "./policy/caller";
import type { AccessDenial } from "./policy/evaluation";

/**
 * Renders the message with which AWS denies access.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(
  caller: Caller,
  { action, resource }: Permission,
  { kind, policyType }: AccessDenial,
): string {
  // Only S3 quotes resources.
  const named = action.startsWith("s3:") ? `"${resource}"` : resource;
  const unauthorized = `User: ${nameOf(caller)} is not authorized to perform: ${action} on resource: ${named}`;
  // STS does not disclose a role's trust policy.
  if (action === "sts:AssumeRole" && policyType === "resource-based policy") return unauthorized;
  const article = /^i/.test(policyType) ? "an" : "a";
  return kind === "explicit-deny"
    ? `${unauthorized} with an explicit deny in ${article} ${policyType}`
    : `${unauthorized} because no ${policyType} allows the ${action} action`;
}

/** Renders the message for a call whose required permissions are unknown here. */
export function unknownCallMessage(
  caller: Caller,
  { service, operation, method, url }: AwsRequest,
) {
  const call = operation === "" ? `${method} ${url}` : operation;
  return `User: ${nameOf(caller)} is not authorized to perform: ${service}:${call}. The embedded AWS does not know the permissions of this call, so a role can't make it while permissions are enforced.`;
}

/** Renders a denial in the protocol of the called service. */
export function denialReply({ service }: AwsRequest, message: string, action?: string): AwsReply {
  switch (service) {
    case "s3":
      return errorReply("rest-xml", { code: "AccessDenied", message, status: 403 });
    case "iam":
    case "sts":
      return errorReply("query", { code: "AccessDenied", message, status: 403 });
    case "lambda":
      return errorReply("rest-json", { code: "AccessDeniedException", message, status: 403 });
    default: {
      const isKey = service === "kinesis" && action?.startsWith("kms:") === true;
      const code = isKey ? "KMSAccessDeniedException" : "AccessDeniedException";
      return errorReply("json", { code, message, status: 400 });
    }
  }
}

function nameOf(caller: Caller): string {
  return caller.type === "service" ? caller.principal : caller.arn;
}
