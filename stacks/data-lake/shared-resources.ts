import type { TerraformStack } from "cdktf";
import type { Dataset } from "../../model/dataset/dataset";
import { resolveDataset } from "../../model/dataset/resolve-dataset";
import { storageFormats } from "../../model/dataset/storage-format";
import type { StorageFormat } from "../../model/dataset/storage-format";
import type { ResolvedEnvironment } from "../../model/environment/resolved-environment";
import { lakeNames, namePrefix } from "../../model/naming/names";
import { ResultsBucket } from "../../modules/athena/results-bucket";
import { WorkGroup } from "../../modules/athena/work-group";
import { CrawlerSecurity } from "../../modules/crawler/crawler-security";
import { AccessLogBucket } from "../../modules/data-storage/access-log-bucket";
import { BucketKey } from "../../modules/data-storage/bucket-key";
import { DataLakeBucket } from "../../modules/data-storage/data-lake-bucket";
import { RawBucket } from "../../modules/data-storage/raw-bucket";
import { GlueDatabase } from "../../modules/glue-catalog/glue-database";
import { AlarmKey } from "../../modules/monitoring/alarm-key";
import { AlarmTopic } from "../../modules/monitoring/alarm-topic";
import { LakeDashboard } from "../../modules/monitoring/lake-dashboard";
import { LogKey } from "../../modules/monitoring/log-key";
import { StreamKey } from "../../modules/streaming/stream-key";
import { globalArn } from "../../modules/shared/aws-arn";
import { ServiceBoundKey } from "../../modules/shared/service-bound-key";
import { accountIdOf } from "../terraform/account-id";
import { lakeLifecycleProps } from "./lake-lifecycle-props";

/** Resources that all datasets of a lake share. */
export interface SharedResources {
  readonly accountId: string;
  readonly bucketKey: BucketKey;
  readonly streamKey: StreamKey;
  readonly logKey: LogKey;
  readonly lakeBucket: DataLakeBucket;
  readonly rawBucket: RawBucket;
  readonly resultsBucket: ResultsBucket;
  readonly accessLogBucket: AccessLogBucket;
  readonly database: GlueDatabase;
  readonly workGroup: WorkGroup;
  /** Undefined when partitions are projected. */
  readonly crawlerSecurity?: CrawlerSecurity | undefined;
  /** Topic of alarms. */
  readonly alarmTopic: AlarmTopic;
  readonly dashboard: LakeDashboard;
}

/**
 * Adds the resources that all datasets of a lake share.
 *
 * @param datasets those that the dashboard shows
 */
export function addSharedResources(
  stack: TerraformStack,
  environment: ResolvedEnvironment,
  datasets: readonly Dataset[],
): SharedResources {
  const { project, name, region, removalPolicy } = environment;
  const accountId = accountIdOf(stack, environment);
  const names = lakeNames({
    project,
    environment: name,
    accountId,
    existing: environment.existing,
  });
  const prefix = namePrefix(project, name);
  const common = { region, accountId, removalPolicy };
  const key = {
    ...common,
    ...(environment.github === undefined
      ? {}
      : { deployRoleArn: globalArn(common, "iam", `role/${names.gitHubDeployRole}`) }),
  };

  const crawls = environment.partitions.type === "crawler";
  const bucketKey = new BucketKey(stack, "bucket_key", { ...key, alias: names.bucketKeyAlias });
  const streamKey = new StreamKey(stack, "stream_key", { ...key, alias: names.streamKeyAlias });
  const logKey = new LogKey(stack, "log_key", {
    ...key,
    alias: names.logKeyAlias,
    namePrefix: prefix,
    crawls,
  });
  const accessLogBucket = new AccessLogBucket(stack, "access_log_bucket", {
    ...common,
    bucketName: names.accessLogBucket,
    sourceBuckets: [names.lakeBucket, names.rawBucket, names.resultsBucket],
    retentionDays: environment.accessLogRetentionDays,
  });
  const bucket = { region, key: bucketKey, removalPolicy, accessLogs: accessLogBucket };
  const lakeBucket = new DataLakeBucket(stack, "data_lake_bucket", {
    ...bucket,
    bucketName: names.lakeBucket,
    ...lakeLifecycleProps(environment),
  });
  const rawBucket = new RawBucket(stack, "raw_bucket", {
    ...bucket,
    bucketName: names.rawBucket,
    retentionDays: environment.rawRetentionDays,
  });
  const resultsBucket = new ResultsBucket(stack, "athena_results_bucket", {
    ...bucket,
    bucketName: names.resultsBucket,
    retentionDays: environment.queries.resultRetentionDays,
  });
  const database = new GlueDatabase(stack, "glue_database", {
    region,
    accountId,
    databaseName: names.database,
    catalogKey:
      environment.catalogKeyArn === undefined
        ? undefined
        : ServiceBoundKey.fromKeyArn({
            keyArn: environment.catalogKeyArn,
            region,
            service: "glue",
          }),
    lakeFormation: environment.lakeFormation,
  });
  const workGroup = new WorkGroup(stack, "work_group", {
    workGroupName: names.workGroup,
    resultsBucket,
    scanLimitMiB: environment.queries.scanLimitMiB,
    removalPolicy,
  });
  const crawlerSecurity = crawls
    ? new CrawlerSecurity(stack, "crawler_security", {
        configurationName: names.crawlerSecurityConfiguration,
        logKey,
      })
    : undefined;
  const alarmKey = new AlarmKey(stack, "alarm_key", {
    ...key,
    alias: names.alarmKeyAlias,
    namePrefix: prefix,
    notifyOnCrawlFailure: crawls,
  });
  const alarmTopic = new AlarmTopic(stack, "alarm_topic", {
    region,
    accountId,
    topicName: names.alarmTopic,
    key: alarmKey,
    emailAddresses: environment.monitoring.emailAddresses,
  });
  const existing = Object.values(environment.existing?.datasets ?? {});
  const dashboard = new LakeDashboard(stack, "dashboard", {
    dashboardName: names.dashboard,
    region,
    namePrefix: prefix,
    existingStreamNames: existing.flatMap(({ stream }) => stream ?? []),
    existingDeliveryStreamNames: existing.flatMap(({ deliveryStream }) => deliveryStream ?? []),
    workGroupName: names.workGroup,
    storageFormats: formatsOf(datasets),
  });
  return {
    accountId,
    bucketKey,
    streamKey,
    logKey,
    lakeBucket,
    rawBucket,
    resultsBucket,
    accessLogBucket,
    database,
    workGroup,
    crawlerSecurity,
    alarmTopic,
    dashboard,
  };
}

/** Formats of the tables; undefined if there is none yet. */
function formatsOf(datasets: readonly Dataset[]): readonly StorageFormat[] | undefined {
  if (datasets.length === 0) return undefined;
  const used = new Set(datasets.map((dataset) => resolveDataset(dataset).storage));
  return storageFormats.filter((each) => used.has(each));
}
