import type { Columns, StructType, ValueOf } from "./column-type";
import type { FileSource } from "./file-source";
import type { PartitionField, PartitionGranularity } from "./partition-by";
import type { StorageFormat } from "./storage-format";

/** How the publisher handles events that violate the contract of their dataset. */
export const validationModes = ["off", "warn", "reject"] as const;

/** One of {@link validationModes}. */
export type ValidationMode = (typeof validationModes)[number];

/** Whether events with the same partition key keep their order. */
export const partitionKeyOrders = ["kept", "any"] as const;

/** One of {@link partitionKeyOrders}. */
export type PartitionKeyOrder = (typeof partitionKeyOrders)[number];

/** One kind of event: the single source of its schema, from which table, generator and event type are derived. */
export interface Dataset<Fields extends Columns = Columns> {
  /** Name of the Glue table and last part of the stream's name: lower-case letters, digits, underscores. */
  readonly name: string;
  /** One sentence for the Glue table. */
  readonly description: string;
  /** Columns in table order, without the partition keys. */
  readonly columns: Fields;
  /**
   * Format of the table. `parquet` is a table over Parquet objects in folders by time of arrival. `iceberg` is an Apache
   * Iceberg table, whose columns can be renamed, reordered, widened and dropped; it has no folders, so neither
   * `partitionGranularity` nor `partitionBy` applies. It can't be changed once the dataset has a lock.
   *
   * @default "parquet"
   */
  readonly storage?: StorageFormat;
  /**
   * Dotted path of the event field whose value is the Kinesis partition key. As in Firehose, letter case is ignored.
   *
   * @default - a random key for each event, which distributes them evenly
   */
  readonly partitionKeyPath?: string;
  /**
   * Whether events with the same partition key reach the stream in the order in which they were passed. `kept` sends at most
   * one event of a key in a request and waits until it is confirmed, so many events of few keys take many requests. `any`
   * fills requests, and events that Kinesis throttles arrive after the events behind them.
   *
   * @default "kept"
   */
  readonly partitionKeyOrder?: PartitionKeyOrder;
  /**
   * Dotted path of the field that uniquely identifies an event, as text or an integer; duplicates are detected by it. The
   * contract requires it in each event.
   *
   * @default - events that are equal in every column are duplicates
   */
  readonly eventIdPath?: string;
  /**
   * Dotted path of the timestamp at which the event was created; saved queries sort by it.
   *
   * @default - the hour of arrival
   */
  readonly eventTimePath?: string;
  /**
   * Dotted path of the field with the type of the event; a saved query counts events by it.
   *
   * @default - no such query
   */
  readonly eventTypePath?: string;
  /**
   * Whether the publisher validates events against the contract before it sends them: `warn` sends all events and logs
   * violations, `reject` sends nothing of a call that contains an invalid event.
   *
   * @default "off"
   */
  readonly validation?: ValidationMode;
  /**
   * Whether the table is partitioned by hour or by day; `day` is for datasets with few events.
   *
   * @default "hour"
   */
  readonly partitionGranularity?: PartitionGranularity;
  /**
   * Event fields that partition the table below the time of arrival, with Firehose's dynamic partitioning. Dynamic
   * partitioning can't be enabled or disabled for an existing delivery stream: Terraform replaces it.
   *
   * @default - none
   */
  readonly partitionBy?: readonly PartitionField[];
  /**
   * How `lake publish` reads the events from a file.
   *
   * @default - JSON, or CSV by the name of the file, of nothing but events
   */
  readonly source?: FileSource;
}

/** The JSON event of a dataset. */
export type EventOf<Source> =
  Source extends Dataset<infer Fields> ? ValueOf<StructType<Fields>> : never;

/** Defines a dataset and preserves its literal column types, so that {@link EventOf} knows every field. */
export function defineDataset<const Fields extends Columns>(
  dataset: Dataset<Fields>,
): Dataset<Fields> {
  return dataset;
}
