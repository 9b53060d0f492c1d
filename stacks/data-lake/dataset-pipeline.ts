import { Construct } from "constructs";
import type { Dataset } from "../../model/dataset/dataset";
import { datasetNames } from "../../model/naming/names";
import { partitionKeysOf } from "../../model/dataset/partition-keys";
import type { ResolvedEnvironment } from "../../model/environment/resolved-environment";
import type { LockedFields } from "../../model/schema-evolution/locked-type";
import { SavedQueries } from "../../modules/athena/saved-queries";
import { PartitionCrawler } from "../../modules/crawler/partition-crawler";
import type { ErrorTable } from "../../modules/glue-catalog/error-table";
import type { EventTable } from "../../modules/glue-catalog/event-table";
import type { IcebergTable } from "../../modules/glue-catalog/iceberg-table";
import { DatasetAlarms } from "../../modules/monitoring/dataset-alarms";
import { CrawlFailureRule } from "../../modules/monitoring/crawl-failure-rule";
import type { DeliveryStream } from "../../modules/stream-delivery/delivery-stream";
import type { IcebergDeliveryStream } from "../../modules/stream-delivery/iceberg-delivery-stream";
import { EventStream } from "../../modules/streaming/event-stream";
import { PublisherFunction } from "../../modules/streaming/publisher-function";
import type { PublisherPackage } from "../../modules/streaming/publisher-package";
import { addDatasetStorage } from "./dataset-storage";
import type { SharedResources } from "./shared-resources";

/** Properties of the pipeline of one dataset. */
export interface DatasetPipelineProps {
  /** From `resolveEnvironment`. */
  readonly environment: ResolvedEnvironment;
  readonly dataset: Dataset;
  readonly publisherPackage: PublisherPackage;
  /**
   * Columns with which the Iceberg table is created, from the lock.
   *
   * @default - those of the dataset
   */
  readonly createdWith?: LockedFields | undefined;
  readonly shared: SharedResources;
}

/**
 * Pipeline of one dataset: publisher, stream, delivery stream, tables, crawler, saved queries and alarms.
 *
 * @example
 * // In the stack of a lake, for a dataset that is not among the `datasets` of the stack.
 * const shop = new lake.DataLakeStack(app, { environment, datasets: [] });
 * const pipeline = new lake.DatasetPipeline(shop, orders.name, {
 *   environment: lake.resolveEnvironment(environment),
 *   dataset: orders,
 *   publisherPackage,
 *   shared: shop.shared,
 * });
 * pipeline.stream.grantPut(role);
 */
export class DatasetPipeline extends Construct {
  readonly stream: EventStream;
  readonly publisher: PublisherFunction;
  readonly table: EventTable | IcebergTable;
  readonly errorTable: ErrorTable;
  readonly deliveryStream: DeliveryStream | IcebergDeliveryStream;
  /** Undefined when partitions are projected, and of an Iceberg table. */
  readonly crawler?: PartitionCrawler;
  readonly savedQueries: SavedQueries;

  constructor(scope: Construct, id: string, props: DatasetPipelineProps) {
    super(scope, id);
    const { environment, dataset, shared } = props;
    const { removalPolicy } = environment;
    const { database, logKey } = shared;
    const location = { region: environment.region, accountId: shared.accountId };
    const names = datasetNames(
      {
        project: environment.project,
        environment: environment.name,
        existing: environment.existing,
      },
      dataset.name,
    );
    const { partitions, serviceTrust: trust } = environment;
    const { logRetentionDays } = environment.monitoring;
    const partitionKeys = partitionKeysOf(dataset, partitions);

    this.stream = new EventStream(this, "event_stream", {
      ...environment.stream,
      ...location,
      streamName: names.stream,
      key: shared.streamKey,
      removalPolicy,
    });
    this.publisher = new PublisherFunction(this, "publisher_function", {
      functionName: names.publisherFunction,
      roleName: names.publisherRole,
      logGroupName: names.publisherLogGroup,
      logRetentionDays,
      logKey,
      ...location,
      trust: trust.lambda,
      package: props.publisherPackage,
      stream: this.stream,
      partitionKeyPath: dataset.partitionKeyPath,
      reservedConcurrency: environment.publisherReservedConcurrency,
    });
    const storage = addDatasetStorage(this, { ...props, names, location, source: this.stream });
    this.table = storage.table;
    this.errorTable = storage.errorTable;
    this.deliveryStream = storage.deliveryStream;
    const notifications = {
      environmentName: environment.name,
      region: environment.region,
      names,
      topic: shared.alarmTopic,
    };
    const { crawlerSecurity: security } = shared;
    const { eventTable } = storage;
    if (eventTable !== undefined && partitions.type === "crawler" && security !== undefined) {
      this.crawler = new PartitionCrawler(this, "crawler", {
        names,
        ...location,
        trust: trust.glue,
        table: eventTable,
        security,
        logRetentionDays,
        schedule: partitions.schedule,
      });
      new CrawlFailureRule(this, "failed_crawls", notifications);
    }
    this.savedQueries = new SavedQueries(this, "saved_queries", {
      dataset,
      partitionKeys,
      database,
      tables: names,
      workGroup: shared.workGroup,
    });
    new DatasetAlarms(this, "alarms", {
      ...environment.monitoring,
      ...notifications,
      storage: dataset.storage,
      stream: this.stream,
      publisher: this.publisher,
      deliveryStream: this.deliveryStream,
    });
  }
}
