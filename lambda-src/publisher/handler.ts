import { eventPath } from "../../model/dataset/json-keys";
import type { ResolvedDataset } from "../../model/dataset/resolve-dataset";
import { validateEvents } from "./event-validation";
import type { EventValidation } from "./event-validation";
import { readInvocationEvents, toRecords } from "./publisher-input";
import { sendBatches } from "./sending/put-records";
import type { PutRecordsResponse } from "./sending/put-records";
import { toBatches } from "./sending/record-batches";
import type { StreamRecord } from "./sending/record-batches";
import { RecordsNotPublishedError } from "./sending/records-not-published-error";
import type { Settings } from "./settings";

/** Response of the function when every event is in the stream. */
export interface PublisherResult {
  /** Events that Kinesis confirmed. */
  readonly published: number;
  /** Always 0: if an event fails, the invocation fails. */
  readonly failed: number;
  /** Batches that the events were sent in. */
  readonly batches: number;
  /** Further requests, for records that failed. */
  readonly retries: number;
  /** Number of violations of the contract, each of which was logged; undefined without validation. */
  readonly violations?: number;
}

/** The part of Lambda's context object that the function uses. */
export interface InvocationContext {
  /** Milliseconds until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number;
}

/** Dependencies of the handler. */
export interface PublisherParts {
  readonly dataset: ResolvedDataset;
  /** @default - events are not validated */
  readonly validation?: EventValidation | undefined;
  /** @throws Error when an environment variable of the function is missing */
  readonly settings: () => Settings;
  /** Sends one `PutRecords` request, without retries of its own. */
  readonly putRecords: (
    streamName: string,
    records: readonly StreamRecord[],
    signal: AbortSignal,
  ) => Promise<PutRecordsResponse>;
}

/**
 * Creates the Lambda handler, which publishes one event, an array of events, or `{ "count": n }` generated ones.
 *
 * The handler throws `InvalidInputError` before anything is sent if an event is not an object, is too large, or violates the
 * contract of a dataset with validation `reject`, and `RecordsNotPublishedError` if Kinesis did not confirm every event
 * within the time and the number of attempts.
 */
export function createHandler({ dataset, validation, settings, putRecords }: PublisherParts) {
  return async (input: unknown, context: InvocationContext): Promise<PublisherResult> => {
    const { streamName, partitionKeyPath } = settings();
    const events = readInvocationEvents(input, dataset);
    const records = toRecords(
      events,
      partitionKeyPath === undefined ? undefined : eventPath(dataset.columns, partitionKeyPath),
    );
    const violations = validation === undefined ? undefined : validateEvents(events, validation);
    const order = dataset.partitionKeyOrder;
    const result = await sendBatches(toBatches(records, order), {
      order,
      putRecords: (batch, signal) => putRecords(streamName, batch, signal),
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    if (result.failed.length > 0) throw new RecordsNotPublishedError(result, events);
    return { ...result, failed: 0, ...(violations === undefined ? {} : { violations }) };
  };
}
