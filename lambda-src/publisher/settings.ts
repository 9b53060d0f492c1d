import { readFileSync } from "node:fs";
import type { ResolvedDataset } from "../../model/dataset/resolve-dataset";

/** Settings of the function, from its environment variables. */
export interface Settings {
  /** `STREAM_NAME`: the Kinesis stream that receives the events. */
  readonly streamName: string;
  /**
   * `PARTITION_KEY_PATH`: dotted path of the event field whose value is the partition key.
   *
   * @default - a random key for each event
   */
  readonly partitionKeyPath?: string | undefined;
}

/**
 * Reads the function's environment variables.
 *
 * @throws Error when `STREAM_NAME` is missing
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const streamName = environment.STREAM_NAME;
  if (streamName === undefined || streamName === "") {
    throw new Error(
      "The environment variable STREAM_NAME is missing: set it to the name of the Kinesis stream that receives the events.",
    );
  }
  const partitionKeyPath = environment.PARTITION_KEY_PATH;
  return { streamName, ...(partitionKeyPath ? { partitionKeyPath } : {}) };
}

/** Reads the dataset in the deployment package. */
export function readDataset(path: string): ResolvedDataset {
  // The file is generated from a value of this type.
  return JSON.parse(readFileSync(path, "utf8")) as ResolvedDataset;
}
