import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import type { Dataset } from "../model/dataset/dataset";
import { effectiveRemovalPolicy } from "../model/environment/destroy-switch";
import type { Environment } from "../model/environment/environment";
import { lakeNames } from "../model/naming/names";
import { resolveEnvironment } from "../model/environment/resolve-environment";
import type { ResolvedEnvironment } from "../model/environment/resolved-environment";
import { ResultsBucket } from "../modules/athena/results-bucket";
import { WorkGroup } from "../modules/athena/work-group";
import { CrawlerSecurity } from "../modules/crawler/crawler-security";
import { AccessLogBucket } from "../modules/data-storage/access-log-bucket";
import { BucketKey } from "../modules/data-storage/bucket-key";
import { DataLakeBucket } from "../modules/data-storage/data-lake-bucket";
import { RawBucket } from "../modules/data-storage/raw-bucket";
import { GlueDatabase } from "../modules/glue-catalog/glue-database";
import { AlarmKey } from "../modules/monitoring/alarm-key";
import { AlarmTopic } from "../modules/monitoring/alarm-topic";
import { LakeDashboard } from "../modules/monitoring/lake-dashboard";
import { LogKey } from "../modules/monitoring/log-key";
import { globalArn } from "../modules/shared/aws-arn";
import type { PublisherPackage } from "../modules/streaming/publisher-package";
import { StreamKey } from "../modules/streaming/stream-key";
import { AddressedStack } from "./addressed-stack";
import { useBackend } from "./backend";
import { DatasetPipeline } from "./dataset-pipeline";
import type { SharedResources } from "./dataset-pipeline";
import { importExisting } from "./import-existing";
import { lakeLifecycleProps } from "./lake-lifecycle";
import { outputDataset, outputLake } from "./outputs";
import { PermissionsBoundary, rolesBoundaryArn } from "./permissions-boundary";
import { useAwsProvider } from "./provider";

/** A dataset and the deployment package of its publisher. */
export interface DatasetDeployment {
  readonly dataset: Dataset;
  readonly publisherPackage: PublisherPackage;
}

/** Properties of the stack of a lake. */
export interface DataLakeStackProps {
  readonly environment: Environment;
  readonly datasets: readonly DatasetDeployment[];
  /**
   * Name of the environment whose data may be destroyed, if its `removalPolicy` is "destroy", too.
   *
   * @default - the data of every environment on AWS is kept
   */
  readonly allowDestroy?: string | undefined;
}

/**
 * Stack of the data lake of one environment; its id is the name of the environment.
 *
 * @example
 * const shop = new lake.DataLakeStack(app, {
 *   environment,
 *   datasets: [{ dataset: orders, publisherPackage }],
 * });
 * shop.pipelineOf(orders).stream.grantPut(role);
 */
export class DataLakeStack extends AddressedStack {
  /** Resources that all datasets share. */
  readonly shared: SharedResources;
  private readonly pipelines = new Map<string, DatasetPipeline>();

  constructor(scope: Construct, { datasets, allowDestroy, ...props }: DataLakeStackProps) {
    super(scope, props.environment.name);
    const removalPolicy = effectiveRemovalPolicy(props.environment, allowDestroy);
    const environment = resolveEnvironment({ ...props.environment, removalPolicy });
    useBackend(this, environment);
    useAwsProvider(this, environment);
    importExisting(this, environment);

    const { lake, shared } = this.addSharedResources(environment);
    this.shared = shared;
    const boundaryArn = rolesBoundaryArn(environment, { ...environment, ...shared });
    if (boundaryArn !== undefined) Aspects.of(this).add(new PermissionsBoundary(boundaryArn));
    outputLake(this, lake);
    for (const { dataset, publisherPackage } of datasets) {
      const pipeline = new DatasetPipeline(this, dataset.name, {
        environment,
        dataset,
        publisherPackage,
        shared,
      });
      outputDataset(this, dataset.name, pipeline);
      this.pipelines.set(dataset.name, pipeline);
    }
  }

  /**
   * The pipeline of a dataset, for other resources that put events into its stream or read its table.
   *
   * @throws Error when the dataset is not in the stack
   */
  pipelineOf({ name }: Pick<Dataset, "name">): DatasetPipeline {
    const pipeline = this.pipelines.get(name);
    if (pipeline !== undefined) return pipeline;
    const known = [...this.pipelines.keys()].join(", ") || "none";
    throw new Error(
      `The stack ${this.node.id} has no dataset ${name}, expected one of: ${known}. Add it to the datasets of the stack.`,
    );
  }

  private addSharedResources(environment: ResolvedEnvironment) {
    const { project, name, region, removalPolicy } = environment;
    const accountId = environment.accountId ?? new DataAwsCallerIdentity(this, "current").accountId;
    const names = lakeNames({
      project,
      environment: name,
      accountId,
      existing: environment.existing,
    });
    const namePrefix = `${project}-${name}`;
    const common = { region, accountId, removalPolicy };
    const key = {
      ...common,
      ...(environment.github === undefined
        ? {}
        : { deployRoleArn: globalArn(common, "iam", `role/${names.gitHubDeployRole}`) }),
    };

    const bucketKey = new BucketKey(this, "bucket_key", { ...key, alias: names.bucketKeyAlias });
    const streamKey = new StreamKey(this, "stream_key", { ...key, alias: names.streamKeyAlias });
    const logKey = new LogKey(this, "log_key", {
      ...key,
      alias: names.logKeyAlias,
      namePrefix,
    });
    const accessLogBucket = new AccessLogBucket(this, "access_log_bucket", {
      ...common,
      bucketName: names.accessLogBucket,
      sourceBuckets: [names.lakeBucket, names.rawBucket, names.resultsBucket],
      retentionDays: environment.accessLogRetentionDays,
    });
    const bucket = { region, key: bucketKey, removalPolicy, accessLogs: accessLogBucket };
    const lakeBucket = new DataLakeBucket(this, "data_lake_bucket", {
      ...bucket,
      bucketName: names.lakeBucket,
      ...lakeLifecycleProps(environment),
    });
    const rawBucket = new RawBucket(this, "raw_bucket", {
      ...bucket,
      bucketName: names.rawBucket,
      retentionDays: environment.rawRetentionDays,
    });
    const resultsBucket = new ResultsBucket(this, "athena_results_bucket", {
      ...bucket,
      bucketName: names.resultsBucket,
      retentionDays: environment.queries.resultRetentionDays,
    });
    const database = new GlueDatabase(this, "glue_database", {
      region,
      accountId,
      databaseName: names.database,
      lakeFormation: environment.lakeFormation,
    });
    const workGroup = new WorkGroup(this, "work_group", {
      workGroupName: names.workGroup,
      resultsBucket,
      bucketKey,
      scanLimitMiB: environment.queries.scanLimitMiB,
      removalPolicy,
    });
    const crawls = environment.partitions.type === "crawler";
    const crawlerSecurity = crawls
      ? new CrawlerSecurity(this, "crawler_security", {
          configurationName: names.crawlerSecurityConfiguration,
          logKey,
        })
      : undefined;
    const alarmKey = new AlarmKey(this, "alarm_key", {
      ...key,
      alias: names.alarmKeyAlias,
      namePrefix,
      notifyOnCrawlFailure: crawls,
    });
    const alarmTopic = new AlarmTopic(this, "alarm_topic", {
      region,
      accountId,
      topicName: names.alarmTopic,
      key: alarmKey,
      namePrefix,
      notifyOnCrawlFailure: crawls,
      emailAddresses: environment.monitoring.emailAddresses,
    });
    const dashboard = new LakeDashboard(this, "dashboard", {
      dashboardName: names.dashboard,
      region,
      namePrefix,
      workGroupName: names.workGroup,
    });
    const shared: SharedResources = {
      accountId,
      bucketKey,
      streamKey,
      logKey,
      lakeBucket,
      rawBucket,
      database,
      workGroup,
      crawlerSecurity,
      alarmTopic,
    };
    const lake = {
      lakeBucket,
      rawBucket,
      resultsBucket,
      accessLogBucket,
      database,
      workGroup,
      alarmTopic,
      dashboard,
    };
    return { lake, shared };
  }
}
