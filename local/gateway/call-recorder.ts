import { isUtf8 } from "node:buffer";
import { appendFileSync } from "node:fs";
import { readS3Request } from "../iam/permissions/s3-request";
import type { AwsRequest } from "./aws-request";
import { PRIVATE_FILE_MODE } from "../home/private-files";

/** A call as it was sent, one line of JSON each in the recording. */
export interface RecordedCall {
  /** Signing name of the service. */
  readonly service: string;
  /** Operation of an `X-Amz-Target` protocol; empty for other protocols. */
  readonly operation: string;
  readonly method: string;
  /** Path with the query string, without signatures; a bucket of S3 is in the path. */
  readonly url: string;
  /** Headers that are members of a request or say how it is written; never credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; undefined for objects of S3, whose bytes are not recorded. */
  readonly text?: string;
  /** A body that is not text, in base64. */
  readonly base64?: string;
}

const RECORDED_HEADERS =
  /^(?:content-(?!length)|x-amz-|if-|(?:user-agent|range|expires|cache-control)$)/;

/** Session tokens, keys that a caller encrypts its objects with, and signatures in an address. */
const SECRET_HEADERS = /^x-amz-(?:security-token|.*customer-key$)/;
const SECRET_PARAMETERS =
  /^(?:X-Amz-(?:Algorithm|Credential|Signature|Security-Token)|Signature|AWSAccessKeyId)$/i;

/** Parameters by which S3 asks for a part of an object, and not for a document about it. */
const OBJECT_PARAMETERS = new Set(["x-id", "partNumber", "uploadId", "versionId"]);

/** Writes calls into a file, so that a test can hold them against the models that AWS publishes. */
export class CallRecorder {
  /** @param file gets a {@link RecordedCall} a line; only its owner can read it */
  constructor(private readonly file: string) {}

  /** Whether the body of a call is to be read before it is answered: every one but those that are data. */
  readsBody(call: AwsRequest): boolean {
    if (call.service !== "s3") return true;
    const { key, method, parameters } = readS3Request(call);
    return (
      key === "" ||
      [...parameters.keys()].some((name) => !OBJECT_PARAMETERS.has(name)) ||
      // The list of parts that completes an upload.
      (method === "POST" && parameters.has("uploadId"))
    );
  }

  /** @param hasBody whether the body was read */
  record({ service, operation, method, url, headers, body }: AwsRequest, hasBody: boolean): void {
    const call: RecordedCall = {
      service,
      operation,
      method,
      url: withoutSecrets(url),
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          value !== undefined && RECORDED_HEADERS.test(name) && !SECRET_HEADERS.test(name)
            ? [[name, String(value)]]
            : [],
        ),
      ),
      ...(!hasBody
        ? {}
        : isUtf8(body)
          ? { text: body.toString("utf8") }
          : { base64: body.toString("base64") }),
    };
    appendFileSync(this.file, `${JSON.stringify(call)}\n`, { mode: PRIVATE_FILE_MODE });
  }
}

function withoutSecrets(url: string): string {
  const [path = "", query] = url.split(/\?(.*)/s);
  if (query === undefined) return url;
  const kept = query.split("&").filter((each) => !SECRET_PARAMETERS.test(each.split("=")[0] ?? ""));
  return `${path}?${kept.join("&")}`;
}
