import type { Dataset } from "../../model/dataset/dataset";
import { validateEvents } from "./event-validation";
import type { EventValidation } from "./event-validation";
import { readEvents, toRecords } from "./publisher-input";
import { sendBatches } from "./sending/put-records";
import type { PutRecordsResponse } from "./sending/put-records";
import { toBatches } from "./sending/record-batches";
import type { StreamRecord } from "./sending/record-batches";
import { RecordsNotPublishedError } from "./sending/records-not-published-error";
import type { Settings } from "./settings";

/** What the function answers when every event is in the stream. */
export interface PublisherResult {
  /** Events that Kinesis confirmed. */
  readonly published: number;
  /** Always 0: when an event fails, the invocation fails. */
  readonly failed: number;
  /** `PutRecords` requests that the events were packed into. */
  readonly batches: number;
  /** Requests beyond those, for records that failed at first. */
  readonly retries: number;
  /** Violations of the contract, each of which was logged; there when events are validated. */
  readonly violations?: number;
}

/** The part of Lambda's context object that the function uses. */
export interface InvocationContext {
  /** Milliseconds until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number;
}

/** What the function works with. */
export interface PublisherParts {
  readonly dataset: Dataset;
  /** @default - events are not held against their contract */
  readonly validation?: EventValidation | undefined;
  /** @throws when the environment of the function is not complete */
  readonly settings: () => Settings;
  /** Sends one `PutRecords` request, without retries of its own. */
  readonly putRecords: (
    streamName: string,
    records: readonly StreamRecord[],
    signal: AbortSignal,
  ) => Promise<PutRecordsResponse>;
}

/**
 * Makes the Lambda handler: publishes one event, an array of events, or `{ "count": n }` generated ones.
 *
 * The handler throws `InvalidInputError` before anything is sent when an event is not an object, too large, or breaks the
 * contract of a dataset that rejects such events, and `RecordsNotPublishedError` when Kinesis did not take every event
 * in the time and tries there are.
 */
export function createHandler({ dataset, validation, settings, putRecords }: PublisherParts) {
  return async (input: unknown, context: InvocationContext): Promise<PublisherResult> => {
    const { streamName, partitionKeyPath } = settings();
    const events = readEvents(input, dataset);
    const records = toRecords(events, partitionKeyPath);
    const violations = validation === undefined ? undefined : validateEvents(events, validation);
    const order = dataset.partitionKeyOrder;
    const result = await sendBatches(toBatches(records, { order }), {
      order,
      putRecords: (batch, signal) => putRecords(streamName, batch, signal),
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    if (result.failed.length > 0) throw new RecordsNotPublishedError(result, events);
    return { ...result, failed: 0, ...(violations === undefined ? {} : { violations }) };
  };
}
