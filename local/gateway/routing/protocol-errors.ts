import { escapeXml } from "../../../formats/escape-xml";
import type { AwsReply } from "../aws-request";
import { jsonReply } from "../emulated-service";
import type { Protocol } from "./pipeline-services";

/** An error independent of the protocol. */
export interface ProtocolError {
  /** AWS's code, for example `UnknownOperationException`. */
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/** Renders an error in a form from which every SDK reads code and message. */
export function errorReply(
  protocol: Protocol | "ec2",
  { code, message, status }: ProtocolError,
): AwsReply {
  const error = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  switch (protocol) {
    case "json":
    case "rest-json":
      return jsonReply(status, { __type: code, message, Message: message }, code);
    case "query":
      return xmlReply(
        status,
        `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`,
      );
    case "ec2":
      return xmlReply(status, `<Response><Errors><Error>${error}</Error></Errors></Response>`);
    case "rest-xml":
      return xmlReply(status, `<Error>${error}</Error>`);
  }
}

/** Renders the error for an unsupported operation. */
export function unknownOperation(protocol: Protocol | "ec2", message: string): AwsReply {
  switch (protocol) {
    case "json":
      return errorReply(protocol, { code: "UnknownOperationException", message, status: 400 });
    case "rest-json":
      return errorReply(protocol, { code: "UnknownOperationException", message, status: 404 });
    case "query":
    case "ec2":
      return errorReply(protocol, { code: "InvalidAction", message, status: 400 });
    case "rest-xml":
      return errorReply(protocol, { code: "NotImplemented", message, status: 501 });
  }
}

/** Renders the error for a request body that exceeds the limit. */
export function tooLarge(service: string, protocol: Protocol | "ec2", limit: number): AwsReply {
  if (service === "s3") {
    const message = `Your proposed upload exceeds the maximum allowed size of ${limit} bytes.`;
    return errorReply(protocol, { code: "EntityTooLarge", message, status: 400 });
  }
  const message = `Request must be smaller than ${limit} bytes for the service ${service}`;
  return errorReply(protocol, { code: "RequestEntityTooLargeException", message, status: 413 });
}

/** Renders the error for a request body that is sent too slowly. */
export function tooSlow(service: string, protocol: Protocol | "ec2"): AwsReply {
  const message =
    "Your socket connection to the server was not read from or written to within the timeout period.";
  return service === "s3"
    ? errorReply(protocol, { code: "RequestTimeout", message, status: 400 })
    : errorReply(protocol, { code: "RequestTimeoutException", message, status: 408 });
}

function xmlReply(status: number, body: string): AwsReply {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
