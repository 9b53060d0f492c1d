import type { AwsReply } from "../aws-request";
import { errorReply, unknownOperation } from "./protocol-errors";
import type { Protocol } from "./pipeline-services";

const PAGE = /^\s*<(?:!doctype html|html)\b/i;

/** Header that marks operations that moto lacks, see `moto_operations.py`. */
const NOT_IMPLEMENTED = "x-lake-not-implemented";

/** Returns moto's reply, or AWS's error in place of one that SDKs can't parse. */
export function toAwsReply(reply: AwsReply, protocol: Protocol | "ec2", call: string): AwsReply {
  if (reply.status < 300) return reply;
  if (reply.headers[NOT_IMPLEMENTED] !== undefined) {
    return unknownOperation(protocol, `The embedded AWS does not support the ${call}`);
  }
  if (!PAGE.test(reply.body.toString("utf8", 0, 100))) return withType(reply, protocol);
  if (reply.status < 500)
    return unknownOperation(protocol, `The embedded AWS does not support the ${call}`);
  const message = `Internal error of the embedded AWS in the ${call}`;
  const code = protocol === "rest-xml" ? "InternalError" : "InternalFailure";
  return errorReply(protocol, { code, message, status: reply.status });
}

/** moto declares most of its errors as HTML, which they are not. */
function withType(reply: AwsReply, protocol: Protocol | "ec2"): AwsReply {
  if (!String(reply.headers["content-type"] ?? "").startsWith("text/html")) return reply;
  const type = protocol === "json" || protocol === "rest-json" ? "application/json" : "text/xml";
  return { ...reply, headers: { ...reply.headers, "content-type": type } };
}
