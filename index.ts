/**
 * What another CDKTF project imports: the whole lake as a stack, each part of it as a construct, and what describes
 * both. Nothing else of the package is its interface.
 *
 * @packageDocumentation
 */
import { join } from "node:path";

/**
 * Absolute path of the publisher function's sources in the installed package, for {@link packageDatasets}: they are
 * bundled on the user's machine, together with the dataset.
 */
export const publisherSourceFolder = join(__dirname, "..", "lambda-src", "publisher");

// What is deployed, and where.
export { checkConfiguration } from "./config/check-configuration";
export type { Configuration, ConfigurationCheck } from "./config/check-configuration";
export { column } from "./config/column-type";
export type { Columns, ColumnType } from "./config/column-type";
export { defineDataset } from "./config/dataset";
export type { Dataset, EventOf, ValidationMode } from "./config/dataset";
export type { DeliverySettings } from "./config/delivery-settings";
export type { Environment } from "./config/environment";
export type { ExistingResources } from "./config/existing-resources";
export { faultLine } from "./config/fault";
export type { Fault } from "./config/fault";
export type { GitHubSettings } from "./config/github-settings";
export type { LakeLifecycle } from "./config/lake-lifecycle";
export type { MonitoringSettings } from "./config/monitoring-settings";
export { datasetNames, lakeNames } from "./config/names";
export type { DatasetNames, LakeNames } from "./config/names";
export type { PartitionField, PartitionGranularity } from "./config/partition-by";
export { partitionKeysOf } from "./config/partition-keys";
export type { PartitionKey } from "./config/partition-keys";
export type { PartitionSettings } from "./config/partition-settings";
export type { QuerySettings } from "./config/query-settings";
export type { RemovalPolicy } from "./config/removal-policy";
export { serviceTrustDefaults } from "./config/service-trust";
export type { ServiceTrust, TrustCondition } from "./config/service-trust";
export type { StateSettings } from "./config/state-settings";
export type { StreamSettings } from "./config/stream-settings";
export { validateConfiguration } from "./config/validate-configuration";

// Whole stacks.
export { AddressedStack } from "./stacks/addressed-stack";
export { useBackend } from "./stacks/backend";
export { DataLakeStack } from "./stacks/data-lake-stack";
export type { DataLakeStackProps, DatasetDeployment } from "./stacks/data-lake-stack";
export { DatasetPipeline } from "./stacks/dataset-pipeline";
export type { DatasetPipelineProps, SharedResources } from "./stacks/dataset-pipeline";
export { addEnvironmentStacks } from "./stacks/environment-stacks";
export { findViolations } from "./stacks/find-violations";
export { GitHubAccessStack } from "./stacks/github-access-stack";
export type { GitHubAccessStackProps } from "./stacks/github-access-stack";
export { packageDatasets } from "./stacks/package-datasets";
export type { PackagingProps } from "./stacks/package-datasets";
export { useAwsProvider } from "./stacks/provider";
export { copyProviderLock } from "./stacks/provider-lock";
export { StateBackendStack } from "./stacks/state-backend-stack";

// Data storage.
export { AccessLogBucket } from "./modules/data-storage/access-log-bucket";
export type { AccessLogBucketProps } from "./modules/data-storage/access-log-bucket";
export { BucketKey } from "./modules/data-storage/bucket-key";
export type { BucketKeyProps } from "./modules/data-storage/bucket-key";
export { DataLakeBucket } from "./modules/data-storage/data-lake-bucket";
export type { DataLakeBucketProps } from "./modules/data-storage/data-lake-bucket";
export type { AccessLogTarget } from "./modules/data-storage/private-bucket";
export { RawBucket } from "./modules/data-storage/raw-bucket";
export type { RawBucketProps } from "./modules/data-storage/raw-bucket";

// Streaming.
export { EventStream } from "./modules/streaming/event-stream";
export type { EventStreamProps } from "./modules/streaming/event-stream";
export { PublisherFunction } from "./modules/streaming/publisher-function";
export type { PublisherFunctionProps } from "./modules/streaming/publisher-function";
export { buildPublisherPackage } from "./modules/streaming/publisher-package";
export type {
  PublisherPackage,
  PublisherPackageProps,
} from "./modules/streaming/publisher-package";
export { StreamKey } from "./modules/streaming/stream-key";
export type { StreamKeyProps } from "./modules/streaming/stream-key";

// Stream delivery.
export { DeliveryStream } from "./modules/stream-delivery/delivery-stream";
export type { DeliveryStreamProps } from "./modules/stream-delivery/delivery-stream";

// Glue catalog.
export { ErrorTable } from "./modules/glue-catalog/error-table";
export type { ErrorTableProps } from "./modules/glue-catalog/error-table";
export { EventTable } from "./modules/glue-catalog/event-table";
export type { EventTableProps } from "./modules/glue-catalog/event-table";
export { GlueDatabase } from "./modules/glue-catalog/glue-database";
export type { GlueDatabaseProps } from "./modules/glue-catalog/glue-database";

// Crawler.
export { CrawlerSecurity } from "./modules/crawler/crawler-security";
export type { CrawlerSecurityProps } from "./modules/crawler/crawler-security";
export { PartitionCrawler } from "./modules/crawler/partition-crawler";
export type { PartitionCrawlerProps } from "./modules/crawler/partition-crawler";

// Athena.
export { ResultsBucket } from "./modules/athena/results-bucket";
export type { ResultsBucketProps } from "./modules/athena/results-bucket";
export { SavedQueries } from "./modules/athena/saved-queries";
export type { SavedQueriesProps } from "./modules/athena/saved-queries";
export { WorkGroup } from "./modules/athena/work-group";
export type { WorkGroupProps } from "./modules/athena/work-group";

// Monitoring.
export { AlarmKey } from "./modules/monitoring/alarm-key";
export type { AlarmKeyProps } from "./modules/monitoring/alarm-key";
export { AlarmTopic } from "./modules/monitoring/alarm-topic";
export type { AlarmTopicProps } from "./modules/monitoring/alarm-topic";
export { DatasetAlarms } from "./modules/monitoring/dataset-alarms";
export type { DatasetAlarmsProps } from "./modules/monitoring/dataset-alarms";
export { FailedCrawls } from "./modules/monitoring/failed-crawls";
export type { FailedCrawlsProps } from "./modules/monitoring/failed-crawls";
export { LakeDashboard } from "./modules/monitoring/lake-dashboard";
export type { LakeDashboardProps } from "./modules/monitoring/lake-dashboard";
export { LogKey } from "./modules/monitoring/log-key";
export type { LogKeyProps } from "./modules/monitoring/log-key";

// What several parts share.
export type { AwsLocation } from "./modules/shared/aws-arn";
export { EncryptionKey, ServiceBoundKey } from "./modules/shared/encryption-key";
export type { EncryptionKeyProps, KeyGrant } from "./modules/shared/encryption-key";
export { LogGroup } from "./modules/shared/log-group";
export type { LogGroupProps } from "./modules/shared/log-group";
export { PolicyDocument } from "./modules/shared/policy-document";
export type { ReasonedStatement } from "./modules/shared/policy-statement";
export { ServiceRole } from "./modules/shared/service-role";
export type { ServiceRoleProps } from "./modules/shared/service-role";
