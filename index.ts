/**
 * Public API of the library for other CDKTF projects: the whole lake as a stack, its parts as constructs, and their
 * configuration. Nothing else in the package is public.
 *
 * @packageDocumentation
 */
// First: it refuses a Node.js that is too old for what follows.
import "./errors/require-node.cjs";
import { join } from "node:path";

/**
 * Absolute path of the publisher function's sources in the installed package, for `packageDatasets`, which bundles them
 * together with the dataset.
 */
export const publisherSourceFolder = join(__dirname, "..", "lambda-src", "publisher");

// Configuration.
export {
  checkConfiguration,
  type Configuration,
  type ConfigurationCheck,
} from "./model/validation/check-configuration";
export { column, type Columns, type ColumnType } from "./model/dataset/column-type";
export {
  defineDataset,
  type Dataset,
  type EventOf,
  type ValidationMode,
} from "./model/dataset/dataset";
export type {
  BackupSettings,
  BufferingSettings,
  DeliverySettings,
} from "./model/environment/settings/delivery-settings";
export type { Environment } from "./model/environment/environment";
export type { EmulatorSettings, SqlEngine } from "./model/environment/settings/emulator-settings";
export type {
  ExistingDatasetResources,
  ExistingResources,
} from "./model/environment/existing-resources";
export { violationLine, type ConfigViolation } from "./model/validation/config-violation";
export type { GitHubSettings } from "./model/environment/settings/github-settings";
export type { LakeFormationSettings } from "./model/environment/settings/lake-formation-settings";
export type { LakeLifecycle } from "./model/environment/settings/lake-lifecycle";
export type {
  AlarmTolerance,
  MonitoringSettings,
} from "./model/environment/settings/monitoring-settings";
export { datasetNames, lakeNames, type DatasetNames, type LakeNames } from "./model/naming/names";
export {
  datasetDefaultOf,
  datasetDefaults,
  type DefaultedDatasetSetting,
} from "./model/dataset/dataset-defaults";
export { resolveDataset, type ResolvedDataset } from "./model/dataset/resolve-dataset";
export type { PartitionField, PartitionGranularity } from "./model/dataset/partition-by";
export type { StorageFormat } from "./model/dataset/storage-format";
export { partitionKeysOf, type PartitionKey } from "./model/dataset/partition-keys";
export type {
  CrawlerPartitions,
  PartitionSettings,
  ProjectedPartitions,
  ProjectedYears,
} from "./model/environment/settings/partition-settings";
export type { QuerySettings } from "./model/environment/settings/query-settings";
export type { RemovalPolicy } from "./model/environment/removal-policy";
export type { ServiceTrust, TrustCondition } from "./model/environment/settings/service-trust";
export type {
  CloudStateSettings,
  LocalStateSettings,
  S3StateSettings,
  StateSettings,
} from "./model/environment/settings/state-settings";
export type {
  ShardLevelMetric,
  StreamCapacity,
  StreamSettings,
} from "./model/environment/settings/stream-settings";
export {
  defaultOf,
  environmentDefaults,
  type DefaultedSetting,
  type SettingDefault,
} from "./model/environment/environment-defaults";
export { resolveEnvironment } from "./model/environment/resolve-environment";
export type { ResolvedEnvironment } from "./model/environment/resolved-environment";
export { validateConfiguration } from "./model/validation/validate-configuration";

// Whole stacks.
export { AddressedStack } from "./stacks/terraform/addressed-stack";
export { useBackend } from "./stacks/backend";
export {
  DataLakeStack,
  type DataLakeStackProps,
  type DatasetDeployment,
} from "./stacks/data-lake-stack";
export { DatasetPipeline, type DatasetPipelineProps } from "./stacks/data-lake/dataset-pipeline";
export type { SharedResources } from "./stacks/data-lake/shared-resources";
export { addEnvironmentStacks } from "./stacks/environment-stacks";
export { findViolations } from "./stacks/find-violations";
export { GitHubAccessStack, type GitHubAccessStackProps } from "./stacks/github-access-stack";
export { packageDatasets, type PackagingProps } from "./stacks/data-lake/package-datasets";
export { PermissionsBoundary } from "./stacks/permissions-boundary";
export { useAwsProvider } from "./stacks/terraform/provider";
export { copyProviderLock } from "./stacks/terraform/provider-lock";
export { StateBackendStack } from "./stacks/state-backend-stack";

// Data storage.
export {
  AccessLogBucket,
  type AccessLogBucketProps,
} from "./modules/data-storage/access-log-bucket";
export { BucketKey, type BucketKeyProps } from "./modules/data-storage/bucket-key";
export { DataLakeBucket, type DataLakeBucketProps } from "./modules/data-storage/data-lake-bucket";
export {
  EncryptedBucket,
  type BucketProps,
  type EncryptedBucketProps,
  type IEncryptedBucket,
  type ImportedBucketProps,
} from "./modules/data-storage/encrypted-bucket";
export {
  PrivateBucket,
  type AccessLogTarget,
  type PrivateBucketProps,
} from "./modules/data-storage/private-bucket";
export { RawBucket, type RawBucketProps } from "./modules/data-storage/raw-bucket";

// Streaming.
export {
  EventStream,
  type EventStreamProps,
  type IEventStream,
  type ImportedStreamProps,
} from "./modules/streaming/event-stream";
export {
  PublisherFunction,
  type PublisherFunctionProps,
} from "./modules/streaming/publisher-function";
export {
  buildPublisherPackage,
  type PublisherPackage,
  type PublisherPackageProps,
} from "./modules/streaming/publisher-package";
export { StreamKey, type StreamKeyProps } from "./modules/streaming/stream-key";

// Stream delivery.
export {
  DeliveryStream,
  type DeliveryStreamProps,
} from "./modules/stream-delivery/delivery-stream";
export {
  IcebergDeliveryStream,
  type IcebergDeliveryStreamProps,
} from "./modules/stream-delivery/iceberg-delivery-stream";

// Glue catalog.
export { ErrorTable, type ErrorTableProps } from "./modules/glue-catalog/error-table";
export {
  EventTable,
  type EventTableProps,
  type IEventTable,
  type ImportedTableProps,
  type JsonKeys,
} from "./modules/glue-catalog/event-table";
export {
  IcebergTable,
  type IcebergTableProps,
  type IIcebergTable,
} from "./modules/glue-catalog/iceberg-table";
export {
  TableOptimizers,
  type TableOptimizersProps,
} from "./modules/glue-catalog/table-optimizers";
export type { LockedFields } from "./model/schema-evolution/locked-type";
export type { JsonKeySettings } from "./model/dataset/json-keys";
export {
  GlueDatabase,
  type GlueDatabaseProps,
  type IGlueDatabase,
} from "./modules/glue-catalog/glue-database";

// Lake Formation.
export { ReaderGrants, type ReaderGrantsProps } from "./modules/lake-formation/reader-grants";
export { TableGrants, type TableGrantsProps } from "./modules/lake-formation/table-grants";

// Crawler.
export {
  CrawlerSecurity,
  type CrawlerSecurityProps,
  type ICrawlerSecurity,
} from "./modules/crawler/crawler-security";
export { PartitionCrawler, type PartitionCrawlerProps } from "./modules/crawler/partition-crawler";

// Athena.
export { ResultsBucket, type ResultsBucketProps } from "./modules/athena/results-bucket";
export { SavedQueries, type SavedQueriesProps } from "./modules/athena/saved-queries";
export { WorkGroup, type IWorkGroup, type WorkGroupProps } from "./modules/athena/work-group";

// Monitoring.
export {
  AlarmKey,
  type AlarmKeyProps,
  type AlarmPublishers,
  type IAlarmKey,
  type ImportedAlarmKeyProps,
} from "./modules/monitoring/alarm-key";
export {
  AlarmTopic,
  type AlarmTopicProps,
  type IAlarmTopic,
} from "./modules/monitoring/alarm-topic";
export { DatasetAlarms, type DatasetAlarmsProps } from "./modules/monitoring/dataset-alarms";
export {
  CrawlFailureRule,
  type CrawlFailureRuleProps,
} from "./modules/monitoring/crawl-failure-rule";
export { LakeDashboard, type LakeDashboardProps } from "./modules/monitoring/lake-dashboard";
export { LogKey, type LogKeyProps } from "./modules/monitoring/log-key";

// Terraform state.
export { StateBucket, type StateBucketProps } from "./modules/state-backend/state-bucket";
export { StateKey, type StateKeyProps } from "./modules/state-backend/state-key";

// Access of GitHub workflows.
export { LakeArns, type LakeArnsProps } from "./modules/github-access/lake-arns";
export {
  IdentityProvider,
  type IdentityProviderProps,
  type IIdentityProvider,
} from "./modules/github-access/identity-provider";
export { RolesBoundary, type RolesBoundaryProps } from "./modules/github-access/roles-boundary";
export { WorkflowRole, type WorkflowRoleProps } from "./modules/github-access/workflow-role";

// Shared constructs.
export type { AwsLocation } from "./modules/shared/aws-arn";
export {
  EncryptionKey,
  type EncryptionKeyProps,
  type IEncryptionKey,
  type ImportedEncryptionKeyProps,
  type KeyPolicyStatement,
} from "./modules/shared/encryption-key";
export {
  ServiceBoundKey,
  type IServiceBoundKey,
  type ImportedKeyProps,
  type KeyGrant,
} from "./modules/shared/service-bound-key";
export type { IGrantee } from "./modules/shared/grantee";
export { ImportedRole, type ImportedRoleProps } from "./modules/shared/imported-role";
export { LogGroup, type LogGroupProps } from "./modules/shared/log-group";
export { PolicyDocument } from "./modules/shared/policy-document";
export type { JustifiedStatement } from "./modules/shared/policy-statement";
export {
  ServiceRole,
  type LakeService,
  type ServiceRoleProps,
} from "./modules/shared/service-role";
