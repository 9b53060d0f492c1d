import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { KinesisClientConfig } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { PutRecords } from "./put-records";

/**
 * Creates the Kinesis client of the publisher.
 *
 * @param config @default - region and credentials from the function's environment
 */
export function kinesisClient(config: KinesisClientConfig = {}): KinesisClient {
  const client = new KinesisClient({
    // sendBatches retries within the limits of attempts and time, so the SDK must not.
    maxAttempts: 1,
    // The Kinesis client uses HTTP/2 by default, which a plain-HTTP endpoint (AWS_ENDPOINT_URL) does not support.
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      // Without it the handler only warns, and a missing response would take all the time of the invocation.
      throwOnRequestTimeout: true,
    }),
    ...config,
  });
  // It copies every record of a request for a log that is not used.
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

/** `PutRecords` of a stream. */
export function putRecordsTo(kinesis: KinesisClient, streamName: string): PutRecords {
  return (records, signal) =>
    kinesis.send(
      new PutRecordsCommand({
        StreamName: streamName,
        Records: records.map(({ data, partitionKey }) => ({
          Data: data,
          PartitionKey: partitionKey,
        })),
      }),
      { abortSignal: signal },
    );
}
