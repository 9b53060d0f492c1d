import { Construct } from "constructs";
import type { Dataset } from "../../model/dataset/dataset";
import { datasetNames } from "../../model/naming/names";
import { partitionKeysOf } from "../../model/dataset/partition-keys";
import { projectionRangeOf } from "../../model/environment/projection-range";
import type { ProjectionRange } from "../../model/environment/projection-range";
import type { ResolvedEnvironment } from "../../model/environment/resolved-environment";
import { SavedQueries } from "../../modules/athena/saved-queries";
import { PartitionCrawler } from "../../modules/crawler/partition-crawler";
import { ErrorTable } from "../../modules/glue-catalog/error-table";
import { EventTable } from "../../modules/glue-catalog/event-table";
import { DatasetAlarms } from "../../modules/monitoring/dataset-alarms";
import { CrawlFailureRule } from "../../modules/monitoring/crawl-failure-rule";
import { DeliveryStream } from "../../modules/stream-delivery/delivery-stream";
import { EventStream } from "../../modules/streaming/event-stream";
import { PublisherFunction } from "../../modules/streaming/publisher-function";
import type { PublisherPackage } from "../../modules/streaming/publisher-package";
import type { SharedResources } from "./shared-resources";

/** Properties of the pipeline of one dataset. */
export interface DatasetPipelineProps {
  /** From `resolveEnvironment`. */
  readonly environment: ResolvedEnvironment;
  readonly dataset: Dataset;
  readonly publisherPackage: PublisherPackage;
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
  readonly table: EventTable;
  readonly errorTable: ErrorTable;
  readonly deliveryStream: DeliveryStream;
  /** Undefined when partitions are projected. */
  readonly crawler?: PartitionCrawler;
  readonly savedQueries: SavedQueries;

  constructor(scope: Construct, id: string, props: DatasetPipelineProps) {
    super(scope, id);
    const { environment, dataset, shared } = props;
    if (dataset.storage === "iceberg") {
      throw new Error(`datasets.${dataset.name}.storage is iceberg, which no stack can have yet.`);
    }
    const { removalPolicy, lakeFormation } = environment;
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
    this.table = new EventTable(this, "event_table", {
      database,
      tableName: names.table,
      description: dataset.description,
      columns: dataset.columns,
      partitionKeys,
      bucket: shared.lakeBucket,
      dataPrefix: names.dataPrefix,
      projection: requireProjectionRange(environment),
      removalPolicy,
      lakeFormation,
    });
    this.errorTable = new ErrorTable(this, "error_table", {
      database,
      tableName: names.errorTable,
      dataset: dataset.name,
      bucket: shared.lakeBucket,
      errorPrefix: names.errorPrefix,
      removalPolicy,
      lakeFormation,
    });
    this.deliveryStream = new DeliveryStream(this, "delivery_stream", {
      ...environment.delivery,
      names,
      ...location,
      trust: trust.firehose,
      source: this.stream,
      table: this.table,
      rawBucket: shared.rawBucket,
      logKey,
      logRetentionDays,
      removalPolicy,
      isEmulated: environment.emulator !== undefined,
    });
    const notifications = {
      environmentName: environment.name,
      region: environment.region,
      names,
      topic: shared.alarmTopic,
    };
    if (partitions.type === "crawler" && shared.crawlerSecurity !== undefined) {
      this.crawler = new PartitionCrawler(this, "crawler", {
        names,
        ...location,
        trust: trust.glue,
        table: this.table,
        security: shared.crawlerSecurity,
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
      stream: this.stream,
      publisher: this.publisher,
      deliveryStream: this.deliveryStream,
    });
  }
}

/** @throws for an environment whose configuration was not validated */
function requireProjectionRange(environment: ResolvedEnvironment): ProjectionRange | undefined {
  const range = projectionRangeOf(environment);
  if (environment.partitions.type === "projection" && range === undefined) {
    throw new Error(
      `environments.${environment.name}.partitions.since is missing: required where events don't expire.`,
    );
  }
  return range;
}
