import type { AwsReply } from "../gateway/aws-request";
import { AwsServiceError } from "../gateway/emulated-service";

/**
 * The control plane's JSON answer.
 *
 * @throws AwsServiceError with the control plane's own code and message when it refused the call
 */
export function parseAnswer(reply: AwsReply): Readonly<Record<string, unknown>> {
  const answer: unknown = JSON.parse(reply.body.toString() || "{}");
  if (typeof answer !== "object" || answer === null) {
    throw new AwsServiceError("InternalServiceException", "The control plane sent no object.", 500);
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
