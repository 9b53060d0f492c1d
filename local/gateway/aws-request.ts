import type { IncomingMessage } from "node:http";

/** One AWS API call as it reached the gateway. */
export interface AwsRequest {
  /** Service of the credential scope, in AWS's signing names: `firehose`, `glue`, `athena`, `lambda`, `s3`, … */
  readonly service: string;
  /** Operation of an `X-Amz-Target` protocol (`StartCrawler`); empty for REST protocols. */
  readonly operation: string;
  /** Region of the credential scope. */
  readonly region: string;
  /** Access key that signed the call; it tells which role made it. */
  readonly accessKeyId: string | undefined;
  readonly method: string;
  /** Path with the query string, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** What the gateway sends back. */
export interface AwsReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string;
}

const CREDENTIAL_SCOPE = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** Reads service, operation and region of a signed call; unsigned calls keep empty names and go to the control plane. */
export function describeRequest(message: IncomingMessage, body: Buffer): AwsRequest {
  const { headers } = message;
  const url = message.url ?? "/";
  const scope = CREDENTIAL_SCOPE.exec(headers.authorization ?? "") ?? presignedScope(url) ?? [];
  const target = headers["x-amz-target"];
  const operation = typeof target === "string" ? target.slice(target.lastIndexOf(".") + 1) : "";
  return {
    service: scope[3] ?? "",
    operation,
    region: scope[2] ?? "us-east-1",
    accessKeyId: scope[1],
    method: message.method ?? "GET",
    url,
    headers,
    body,
  };
}

function presignedScope(url: string): RegExpExecArray | null {
  const credential = new URL(url, "http://localhost").searchParams.get("X-Amz-Credential");
  return credential === null ? null : CREDENTIAL_SCOPE.exec(`Credential=${credential}`);
}
