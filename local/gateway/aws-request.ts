import type { IncomingMessage } from "node:http";
import type { Writable } from "node:stream";

/** An AWS API call as the gateway received it. */
export interface AwsRequest {
  /** Service of the credential scope, by its signing name: `firehose`, `glue`, `athena`, `lambda`, `s3`, … */
  readonly service: string;
  /** Operation of an `X-Amz-Target` protocol (`StartCrawler`); empty for other protocols. */
  readonly operation: string;
  /** Region of the credential scope. */
  readonly region: string;
  /** Access key that signed the call; it identifies the role session. */
  readonly accessKeyId: string | undefined;
  readonly method: string;
  /** Path with the query string; S3 buckets are always in the path. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** The gateway's response to a call. */
export interface AwsReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string;
  /** Writes the body, over any time, in place of `body`, and ends it. @default - the reply is complete */
  readonly writeTo?: (output: Writable) => void;
}
