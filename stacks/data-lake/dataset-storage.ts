import type { Construct } from "constructs";
import type { Dataset } from "../../model/dataset/dataset";
import { partitionKeysOf } from "../../model/dataset/partition-keys";
import { projectionRangeOf } from "../../model/environment/projection-range";
import type { ProjectionRange } from "../../model/environment/projection-range";
import type { ResolvedEnvironment } from "../../model/environment/resolved-environment";
import type { DatasetNames } from "../../model/naming/names";
import type { LockedFields } from "../../model/schema-evolution/locked-type";
import { schemaOf } from "../../model/schema-evolution/schema-lock";
import { ErrorTable } from "../../modules/glue-catalog/error-table";
import { EventTable } from "../../modules/glue-catalog/event-table";
import { IcebergTable } from "../../modules/glue-catalog/iceberg-table";
import { TableOptimizers } from "../../modules/glue-catalog/table-optimizers";
import type { AwsLocation } from "../../modules/shared/aws-arn";
import { DeliveryStream } from "../../modules/stream-delivery/delivery-stream";
import { IcebergDeliveryStream } from "../../modules/stream-delivery/iceberg-delivery-stream";
import type { EventStream } from "../../modules/streaming/event-stream";
import type { SharedResources } from "./shared-resources";

/** Where the events of a dataset are stored, and what delivers them there. */
export interface DatasetStorage {
  readonly table: EventTable | IcebergTable;
  /** The same table, if it is one of Parquet objects. */
  readonly eventTable?: EventTable;
  readonly errorTable: ErrorTable;
  readonly deliveryStream: DeliveryStream | IcebergDeliveryStream;
}

/** What the storage of a dataset is made from. */
export interface DatasetStorageProps {
  readonly environment: ResolvedEnvironment;
  readonly dataset: Dataset;
  readonly createdWith?: LockedFields | undefined;
  readonly shared: SharedResources;
  readonly names: DatasetNames;
  readonly location: AwsLocation;
  readonly source: EventStream;
}

/** Adds the tables and the delivery stream of a dataset, in the format of its storage. */
export function addDatasetStorage(scope: Construct, props: DatasetStorageProps): DatasetStorage {
  const { environment, dataset, shared, names, location } = props;
  const { removalPolicy, lakeFormation, serviceTrust: trust } = environment;
  const common = { database: shared.database, removalPolicy, lakeFormation };
  const errors = { ...common, tableName: names.errorTable, dataset: dataset.name };
  const table = {
    ...common,
    tableName: names.table,
    description: dataset.description,
    bucket: shared.lakeBucket,
    dataPrefix: names.dataPrefix,
  };
  const delivery = {
    ...environment.delivery,
    names,
    ...location,
    trust: trust.firehose,
    source: props.source,
    rawBucket: shared.rawBucket,
    logKey: shared.logKey,
    logRetentionDays: environment.monitoring.logRetentionDays,
    removalPolicy,
    isEmulated: environment.emulator !== undefined,
  };
  if (dataset.storage === "iceberg") {
    const icebergTable = new IcebergTable(scope, "iceberg_table", {
      ...table,
      createdWith: props.createdWith ?? schemaOf(dataset).columns,
      comments: commentsOf(dataset),
    });
    // An Iceberg destination has one bucket for source records and for those that fail.
    const errorTable = new ErrorTable(scope, "error_table", {
      ...errors,
      bucket: shared.rawBucket,
      errorPrefix: names.rawErrorPrefix,
    });
    const deliveryStream = new IcebergDeliveryStream(scope, "delivery_stream", {
      ...delivery,
      table: icebergTable,
    });
    new TableOptimizers(scope, "optimizers", {
      ...location,
      table: icebergTable,
      roleName: names.optimizerRole,
      trust: trust.glue,
    });
    return { table: icebergTable, errorTable, deliveryStream };
  }
  const eventTable = new EventTable(scope, "event_table", {
    ...table,
    columns: dataset.columns,
    partitionKeys: partitionKeysOf(dataset, environment.partitions),
    projection: requireProjectionRange(environment),
  });
  const errorTable = new ErrorTable(scope, "error_table", {
    ...errors,
    bucket: shared.lakeBucket,
    errorPrefix: names.errorPrefix,
  });
  const deliveryStream = new DeliveryStream(scope, "delivery_stream", {
    ...delivery,
    table: eventTable,
  });
  return { table: eventTable, eventTable, errorTable, deliveryStream };
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

function commentsOf({ columns }: Dataset): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, { notes }]) =>
      notes.description === undefined ? [] : [[name, notes.description] as const],
    ),
  );
}
