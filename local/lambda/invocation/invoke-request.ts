import type { AwsRequest } from "../../gateway/aws-request";
import { AwsServiceError } from "../../gateway/emulated-service";
import { messageOf } from "../../../errors/message-of";

/** Parameters of an `Invoke` call. */
export interface InvokeRequest {
  readonly invocationType: "RequestResponse" | "Event" | "DryRun";
  /** Whether the caller requests the tail of the log. */
  readonly logTail: boolean;
  /** The event as JSON text. */
  readonly event: string;
  /** JSON text of the client context. */
  readonly clientContext?: string;
}

/**
 * Maximum size of events in bytes, of synchronous and asynchronous invocations.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAXIMUM_EVENT_BYTES = {
  RequestResponse: 6_291_456,
  DryRun: 6_291_456,
  Event: 1_048_576,
};

/**
 * Parses a call of `Invoke`.
 *
 * @throws AwsServiceError as Lambda answers: too large, not JSON, unknown invocation type
 */
export function readInvokeRequest({ headers, body }: AwsRequest): InvokeRequest {
  const invocationType = headerOf(headers["x-amz-invocation-type"]) ?? "RequestResponse";
  if (!isInvocationType(invocationType)) {
    throw new AwsServiceError(
      "InvalidParameterValueException",
      `Unsupported InvocationType: ${invocationType}`,
    );
  }
  const limit = MAXIMUM_EVENT_BYTES[invocationType];
  if (body.length > limit) {
    throw new AwsServiceError(
      "RequestTooLargeException",
      `${body.length} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
      413,
    );
  }
  const clientContext = headerOf(headers["x-amz-client-context"]);
  return {
    invocationType,
    logTail: headerOf(headers["x-amz-log-type"]) === "Tail",
    event: readJson(body.toString("utf8") || "{}", "Could not parse request body into json"),
    ...(clientContext === undefined
      ? {}
      : {
          clientContext: readJson(
            Buffer.from(clientContext, "base64").toString("utf8"),
            "Client context must be a valid Base64-encoded JSON object",
          ),
        }),
  };
}

function readJson(text: string, message: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const reason = messageOf(error);
    throw new AwsServiceError("InvalidRequestContentException", `${message}: ${reason}`);
  }
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function isInvocationType(type: string): type is InvokeRequest["invocationType"] {
  return Object.hasOwn(MAXIMUM_EVENT_BYTES, type);
}
