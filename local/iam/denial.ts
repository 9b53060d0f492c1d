import { jsonReply } from "../gateway/emulated-service";
import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import type { Permission } from "./permissions/permission";
import type { Caller } from "./policy/caller";
import type { Refusal } from "./policy/evaluation";

/**
 * The words in which AWS refuses an access.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(
  caller: Caller,
  { action, resource }: Permission,
  { kind, policyType }: Refusal,
): string {
  // S3 alone puts its resources in quotation marks.
  const named = action.startsWith("s3:") ? `"${resource}"` : resource;
  const refused = `User: ${nameOf(caller)} is not authorized to perform: ${action} on resource: ${named}`;
  // STS keeps a role's trust policy to itself.
  if (action === "sts:AssumeRole" && policyType === "resource-based policy") return refused;
  const article = /^i/.test(policyType) ? "an" : "a";
  return kind === "explicit-deny"
    ? `${refused} with an explicit deny in ${article} ${policyType}`
    : `${refused} because no ${policyType} allows the ${action} action`;
}

/** Refuses a call that no permission map knows; AWS would know it. */
export function unknownCallMessage(
  caller: Caller,
  { service, operation, method, url }: AwsRequest,
) {
  const call = operation === "" ? `${method} ${url}` : operation;
  return `User: ${nameOf(caller)} is not authorized to perform: ${service}:${call}. The embedded AWS does not know which permissions this call needs, so a role can't make it while permissions are enforced.`;
}

/** A refusal in the protocol of the called service. */
export function denialReply({ service }: AwsRequest, message: string, action?: string): AwsReply {
  switch (service) {
    case "s3":
      return xmlReply(
        `<Error><Code>AccessDenied</Code><Message>${escapeXml(message)}</Message></Error>`,
      );
    case "iam":
    case "sts":
      return xmlReply(
        `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`,
      );
    case "lambda":
      return jsonDenial(403, "AccessDeniedException", message);
    case "kinesis":
      return jsonDenial(
        400,
        action?.startsWith("kms:") === true ? "KMSAccessDeniedException" : "AccessDeniedException",
        message,
      );
    default:
      return jsonDenial(400, "AccessDeniedException", message);
  }
}

function nameOf(caller: Caller): string {
  return caller.type === "service" ? caller.principal : caller.arn;
}

function jsonDenial(status: number, code: string, message: string): AwsReply {
  return jsonReply(status, { __type: code, message, Message: message }, code);
}

function xmlReply(body: string): AwsReply {
  return {
    status: 403,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
