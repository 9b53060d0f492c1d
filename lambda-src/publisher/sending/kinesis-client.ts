import { KinesisClient } from "@aws-sdk/client-kinesis";
import type { KinesisClientConfig } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/**
 * The client by which the publisher sends.
 *
 * @param config where and as whom; @default - as the function's environment says
 */
export function kinesisClient(config: KinesisClientConfig = {}): KinesisClient {
  const client = new KinesisClient({
    // Retries count against the records' own tries and time, so the SDK makes none beneath them.
    maxAttempts: 1,
    // The Kinesis client speaks HTTP/2 by default, which a plain-HTTP endpoint (AWS_ENDPOINT_URL) doesn't.
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      // Without it the handler only warns, and one answer that never comes takes all the time of the invocation.
      throwOnRequestTimeout: true,
    }),
    ...config,
  });
  // It copies every record of a request for a log that nobody reads.
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}
