import type { ExistingResources } from "../environment/existing-resources";

/** What every name is derived from. */
export interface NameScope {
  readonly project: string;
  readonly environment: string;
  /** Twelve digits, or a Terraform token. */
  readonly accountId: string;
  /** @default - no existing resources, all names are derived */
  readonly existing?: ExistingResources | undefined;
}

/** Names of the resources that all datasets of a lake share. */
export interface LakeNames {
  readonly bucketKeyAlias: string;
  readonly streamKeyAlias: string;
  readonly logKeyAlias: string;
  readonly alarmKeyAlias: string;
  readonly lakeBucket: string;
  readonly rawBucket: string;
  readonly resultsBucket: string;
  readonly accessLogBucket: string;
  readonly database: string;
  readonly workGroup: string;
  readonly crawlerSecurityConfiguration: string;
  readonly alarmTopic: string;
  readonly dashboard: string;
  readonly gitHubReviewRole: string;
  readonly gitHubDeployRole: string;
  /** Permissions boundary of the roles of the lake's services, where workflows deploy it. */
  readonly gitHubBoundary: string;
}

/** Names of the resources of one dataset, and its S3 prefixes, which end in a slash. */
export interface DatasetNames {
  /** The dataset itself, with underscores: what `--dataset` of the command line takes. */
  readonly dataset: string;
  readonly stream: string;
  readonly publisherFunction: string;
  readonly publisherRole: string;
  readonly publisherLogGroup: string;
  readonly deliveryStream: string;
  readonly deliveryRole: string;
  readonly deliveryLogGroup: string;
  readonly table: string;
  /** Table of the records that could not be delivered. */
  readonly errorTable: string;
  /** Role of the upkeep of an Iceberg table. */
  readonly optimizerRole: string;
  readonly crawler: string;
  readonly crawlerRole: string;
  readonly crawlerLogGroup: string;
  /** EventBridge rule for failed crawls. */
  readonly crawlFailureRule: string;
  /**
   * Prefix of the names of the alarms, before a hyphen. It never contains the name of an existing resource: the policies of
   * the topic, of its key and of the roles that deploy admit alarms by project and environment.
   */
  readonly alarmPrefix: string;
  /** Prefix of the Parquet objects in the lake bucket. */
  readonly dataPrefix: string;
  /** Prefix of the records that could not be converted in the lake bucket, outside of what is crawled. */
  readonly errorPrefix: string;
  /** Prefix of the ledgers of replays in the lake bucket, outside of what is crawled. */
  readonly replayPrefix: string;
  /** Prefix of the source records in the raw bucket. */
  readonly rawPrefix: string;
  /** Prefix of the source records that could not be backed up in the raw bucket. */
  readonly rawErrorPrefix: string;
}

/** First level of the prefix of all error objects; no dataset may have this name. */
export const errorRoot = "errors";

/** Name of the table of a dataset's failed records. @param dataset its name, with underscores */
export function errorTableName(dataset: string): string {
  return `${dataset}_errors`;
}

/** Prefix of every name of an environment, followed by a hyphen or the end. */
export function namePrefix(project: string, environment: string): string {
  return `${project}-${environment}`;
}

/** Names of shared resources. Bucket names contain the account id, since they are global. */
export function lakeNames(scope: NameScope): LakeNames {
  const { project, environment, accountId, existing = {} } = scope;
  const base = namePrefix(project, environment);
  return {
    bucketKeyAlias: `alias/${base}-buckets`,
    streamKeyAlias: `alias/${base}-streams`,
    logKeyAlias: `alias/${base}-logs`,
    alarmKeyAlias: `alias/${base}-alarms`,
    lakeBucket: existing.lakeBucket ?? `${base}-${accountId}-lake`,
    rawBucket: existing.rawBucket ?? `${base}-${accountId}-raw`,
    resultsBucket: `${base}-${accountId}-athena-results`,
    accessLogBucket: `${base}-${accountId}-access-logs`,
    database: existing.database ?? base.replaceAll("-", "_"),
    workGroup: base,
    crawlerSecurityConfiguration: `${base}-crawlers`,
    alarmTopic: `${base}-alarms`,
    dashboard: base,
    gitHubReviewRole: `${base}-github-review`,
    gitHubDeployRole: `${base}-github-deploy`,
    gitHubBoundary: `${base}-github-boundary`,
  };
}

/** Names of the resources that store the Terraform states of an environment. */
export function stateBackendNames({ project, environment, accountId }: NameScope) {
  const base = `${project}-${environment}`;
  return {
    bucket: `${base}-${accountId}-terraform-state`,
    keyAlias: `alias/${base}-terraform-state`,
  };
}

/** @param dataset its name, with underscores */
export function datasetNames(
  { project, environment, existing }: Omit<NameScope, "accountId">,
  dataset: string,
): DatasetNames {
  const kept = existing?.datasets?.[dataset] ?? {};
  const base = `${project}-${environment}-${dataset.replaceAll("_", "-")}`;
  const lake = lakeNames({ project, environment, accountId: "" });
  return {
    dataset,
    stream: kept.stream ?? base,
    publisherFunction: `${base}-publisher`,
    publisherRole: `${base}-publisher`,
    publisherLogGroup: `/aws/lambda/${base}-publisher`,
    deliveryStream: kept.deliveryStream ?? base,
    deliveryRole: kept.deliveryRole ?? `${base}-delivery`,
    deliveryLogGroup: `/aws/kinesisfirehose/${base}`,
    table: kept.table ?? dataset,
    errorTable: errorTableName(dataset),
    optimizerRole: `${base}-optimizer`,
    crawler: base,
    crawlerRole: `${base}-crawler`,
    // Glue derives this name from the role and the security configuration:
    // https://docs.aws.amazon.com/glue/latest/dg/console-security-configurations.html
    crawlerLogGroup: `/aws-glue/crawlers-role/${base}-crawler-${lake.crawlerSecurityConfiguration}`,
    crawlFailureRule: `${base}-crawls`,
    alarmPrefix: base,
    dataPrefix: `data/${dataset}/`,
    errorPrefix: `${errorRoot}/${dataset}/`,
    replayPrefix: `replay/${dataset}/`,
    rawPrefix: `${dataset}/`,
    rawErrorPrefix: `${errorRoot}/${dataset}/`,
  };
}
