import { join } from "node:path";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { readValidation } from "./event-validation";
import { createHandler } from "./handler";
import { readDataset, readSettings } from "./settings";

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
});

const dataset = readDataset(join(__dirname, "dataset.json"));

/** Entry point of the Lambda function. */
export const handler = createHandler({
  dataset,
  // By console.log Lambda would put a time and an id before the JSON, and its log would not find the fields.
  validation: readValidation(dataset, join(__dirname, "contract.js"), (line) =>
    process.stdout.write(`${line}\n`),
  ),
  settings: () => readSettings(process.env),
  putRecords: (streamName, records, signal) =>
    client.send(
      new PutRecordsCommand({
        StreamName: streamName,
        Records: records.map(({ data, partitionKey }) => ({
          Data: data,
          PartitionKey: partitionKey,
        })),
      }),
      { abortSignal: signal },
    ),
});
