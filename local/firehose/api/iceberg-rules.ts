import type {
  IcebergDestinationConfiguration,
  IcebergDestinationDescription,
  IcebergDestinationUpdate,
} from "@aws-sdk/client-firehose";
import { checkBucketSettings } from "./destination-rules";

/** A catalog of an account itself; those in it, such as that of S3 Tables, have a path. */
const ACCOUNT_CATALOG = /^arn:[^:]+:glue:[^:]+:\d{12}:catalog$/;

/** For the rules that concern the rest. */
const NO_BUCKET = { RoleARN: undefined, BucketARN: undefined };

/**
 * The rules of a destination of Iceberg tables that are broken, one line each, and what the embedded AWS lacks.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_IcebergDestinationConfiguration.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-considerations.html
 */
export function checkIcebergDestination(destination: IcebergDestinationConfiguration): string[] {
  const { S3Configuration: s3, BufferingHints, CloudWatchLoggingOptions } = destination;
  const { CatalogARN: catalog } = destination.CatalogConfiguration ?? {};
  return [
    ...(catalog === undefined
      ? ["CatalogConfiguration.CatalogARN must be given for Apache Iceberg Tables."]
      : []),
    ...checkBucketSettings({ ...NO_BUCKET, BufferingHints, CloudWatchLoggingOptions }),
    ...checkBucketSettings(s3 ?? NO_BUCKET).map((problem) => `S3Configuration: ${problem}`),
    ...unsupportedSettings(destination),
  ];
}

/**
 * The rules of an update that are broken, one line each; what it does not mention keeps its value.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_IcebergDestinationUpdate.html
 */
export function checkIcebergUpdate(
  deployed: IcebergDestinationDescription,
  update: IcebergDestinationUpdate,
): string[] {
  const { S3DestinationDescription: s3, ...settings } = deployed;
  const { AppendOnly: appendOnly } = update;
  return [
    ...(appendOnly !== undefined && appendOnly !== (deployed.AppendOnly ?? false)
      ? ["AppendOnly can only be set when the delivery stream is created."]
      : []),
    ...checkIcebergDestination({
      RoleARN: undefined,
      CatalogConfiguration: undefined,
      S3Configuration: s3,
      ...settings,
      ...update,
    }),
  ];
}

/** What would work on AWS. */
function unsupportedSettings(destination: IcebergDestinationConfiguration): string[] {
  const { CatalogConfiguration: catalog, ProcessingConfiguration: processing } = destination;
  const tables = destination.DestinationTableConfigurationList ?? [];
  const processors = processing?.Enabled === true ? (processing.Processors ?? []) : [];
  const { CatalogARN: arn } = catalog ?? {};
  const names = [
    ...(arn === undefined || ACCOUNT_CATALOG.test(arn) ? [] : [`the catalog ${arn}`]),
    ...(catalog?.WarehouseLocation === undefined
      ? []
      : ["CatalogConfiguration.WarehouseLocation, which is for tables that Firehose creates"]),
    ...(destination.SchemaEvolutionConfiguration?.Enabled === true
      ? ["SchemaEvolutionConfiguration"]
      : []),
    ...(destination.TableCreationConfiguration?.Enabled === true
      ? ["TableCreationConfiguration"]
      : []),
    ...(tables.length === 1
      ? []
      : [
          `a DestinationTableConfigurationList with ${tables.length} tables, which needs routing: name one`,
        ]),
    ...(tables.some(({ UniqueKeys: keys }) => keys !== undefined && keys.length > 0)
      ? ["UniqueKeys, by which records are updated and deleted"]
      : []),
    ...(tables.some(({ PartitionSpec: spec }) => spec !== undefined) ? ["PartitionSpec"] : []),
    ...processors.map(({ Type: type }) => `the processor ${type} for Iceberg tables`),
  ];
  return names.map((name) => `The embedded AWS does not support ${name}.`);
}
