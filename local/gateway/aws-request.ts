import type { IncomingMessage } from "node:http";

/** One AWS API call as it reached the gateway. */
export interface AwsRequest {
  /** Service of the credential scope, in AWS's signing names: `firehose`, `glue`, `athena`, `lambda`, `s3`, … */
  readonly service: string;
  /** Operation of an `X-Amz-Target` protocol (`StartCrawler`); empty for other protocols. */
  readonly operation: string;
  /** Region of the credential scope. */
  readonly region: string;
  /** Access key that signed the call; it tells which role made it. */
  readonly accessKeyId: string | undefined;
  readonly method: string;
  /** Path with the query string; a bucket of S3 is always in the path. */
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
