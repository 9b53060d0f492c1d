import { join } from "node:path";
import { readValidation } from "./event-validation";
import { createHandler } from "./handler";
import { kinesisClient, putRecordsTo } from "./sending/kinesis-client";
import { readDataset, readSettings } from "./settings";

const client = kinesisClient();
const dataset = readDataset(join(__dirname, "dataset.json"));

/** Entry point of the Lambda function. */
export const handler = createHandler({
  dataset,
  // With console.log, Lambda would prefix the JSON with a time and an id, so CloudWatch Logs would not discover its fields.
  validation: readValidation(dataset, join(__dirname, "contract.js"), (line) =>
    process.stdout.write(`${line}\n`),
  ),
  settings: () => readSettings(process.env),
  putRecords: (streamName, records, signal) => putRecordsTo(client, streamName)(records, signal),
});
