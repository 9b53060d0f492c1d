import type { AwsReply, AwsRequest } from "./aws-request";
import { AwsServiceError } from "./emulated-service";

/** Builds another call to the same `X-Amz-Target` service by the same caller. */
export function sameServiceCall(request: AwsRequest, operation: string, input: object): AwsRequest {
  const target = String(request.headers["x-amz-target"]);
  return {
    ...request,
    operation,
    headers: {
      ...request.headers,
      "x-amz-target": `${target.slice(0, target.lastIndexOf(".") + 1)}${operation}`,
    },
    body: Buffer.from(JSON.stringify(input)),
  };
}

/**
 * Parses the control plane's JSON reply.
 *
 * @throws AwsServiceError with the control plane's code and message if it rejected the call
 */
export function parseReply(reply: AwsReply): Readonly<Record<string, unknown>> {
  const answer: unknown = JSON.parse(reply.body.toString() || "{}");
  if (typeof answer !== "object" || answer === null) {
    throw new AwsServiceError(
      "InternalServiceException",
      "The control plane returned no JSON object.",
      500,
    );
  }
  // A JSON object has string keys and unknown values.
  const fields = answer as Readonly<Record<string, unknown>>;
  if (reply.status < 400) return fields;
  const text = (value: unknown, otherwise: string) =>
    typeof value === "string" ? value : otherwise;
  const code = text(fields["__type"], text(fields["code"], "InternalServiceException"));
  const message = text(fields["message"], text(fields["Message"], ""));
  throw new AwsServiceError(code.slice(code.lastIndexOf("#") + 1), message, reply.status);
}
