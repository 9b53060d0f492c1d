import type { Columns, StructType, ValueOf } from "./column-type";
import type { PartitionField, PartitionGranularity } from "./partition-by";

/** What the publisher may do with events that break the contract of their dataset. */
export const validationModes = ["off", "warn", "reject"] as const;

/** One of {@link validationModes}. */
export type ValidationMode = (typeof validationModes)[number];

/** What becomes of the order of events with the same partition key. */
export const partitionKeyOrders = ["kept", "any"] as const;

/** One of {@link partitionKeyOrders}. */
export type PartitionKeyOrder = (typeof partitionKeyOrders)[number];

/** One kind of event: the single source of its schema, from which table, generator and event type derive. */
export interface Dataset<Fields extends Columns = Columns> {
  /** Name of the Glue table and last part of the stream's names: lower-case letters, digits, underscores. */
  readonly name: string;
  /** One sentence for the Glue table. */
  readonly description: string;
  /** Columns in table order; the partition keys come on top. */
  readonly columns: Fields;
  /**
   * Dotted path of the event field whose value is the Kinesis partition key. As for Firehose, letter case makes no other
   * field of it.
   *
   * @default - a random key for each event, which spreads evenly
   */
  readonly partitionKeyPath?: string;
  /**
   * Whether events of the same partition key reach the stream in the order in which they were given. `kept` puts one
   * event of a key into a request and waits until it is confirmed, so that many events of few keys take many requests;
   * `any` fills requests, and a part that Kinesis refuses arrives after what stood behind it.
   *
   * @default "kept"
   */
  readonly partitionKeyOrder?: PartitionKeyOrder;
  /**
   * Dotted path of the field that tells an event from every other, as text or a whole number; copies are known by it.
   * The contract demands it of each event.
   *
   * @default - copies are known by being equal in every column
   */
  readonly eventIdPath?: string;
  /**
   * Dotted path of the timestamp at which the event was made; saved queries sort by it.
   *
   * @default - the hour of arrival
   */
  readonly eventTimePath?: string;
  /**
   * Dotted path of the field that says what kind of event it is; saved queries count by it.
   *
   * @default - no such query
   */
  readonly eventTypePath?: string;
  /**
   * Whether the publisher holds events against the contract before it sends them: `warn` sends all and logs what is
   * wrong, `reject` sends nothing of a call that holds a wrong event.
   *
   * @default "off"
   */
  readonly validation?: ValidationMode;
  /**
   * Whether a day's events lie in folders of its hours, or in one: for a dataset of which little comes.
   *
   * @default "hour"
   */
  readonly partitionGranularity?: PartitionGranularity;
  /**
   * Fields of the event that partition the table below the time of arrival, by Firehose's dynamic partitioning. It can't
   * be switched on or off for a delivery stream that is there: Terraform replaces it.
   *
   * @default - none
   */
  readonly partitionBy?: readonly PartitionField[];
}

/** The JSON event of a dataset. */
export type EventOf<Source> =
  Source extends Dataset<infer Fields> ? ValueOf<StructType<Fields>> : never;

/** Keeps the literal column types of a dataset, so that {@link EventOf} knows every field. */
export function defineDataset<const Fields extends Columns>(
  dataset: Dataset<Fields>,
): Dataset<Fields> {
  return dataset;
}
