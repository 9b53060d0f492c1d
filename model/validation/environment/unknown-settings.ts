import { isRecord } from "../../../errors/is-record";
import type { Environment } from "../../environment/environment";
import type { EmulatorSettings } from "../../environment/settings/emulator-settings";
import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../environment/existing-resources";
import type {
  BackupSettings,
  BufferingSettings,
  DeliverySettings,
} from "../../environment/settings/delivery-settings";
import type { GitHubSettings } from "../../environment/settings/github-settings";
import type { LakeFormationSettings } from "../../environment/settings/lake-formation-settings";
import type { LakeLifecycle } from "../../environment/settings/lake-lifecycle";
import type {
  AlarmTolerance,
  MonitoringSettings,
} from "../../environment/settings/monitoring-settings";
import type {
  PartitionSettings,
  ProjectedYears,
} from "../../environment/settings/partition-settings";
import type { QuerySettings } from "../../environment/settings/query-settings";
import type { ServiceTrust } from "../../environment/settings/service-trust";
import type { CloudStateSettings, StateSettings } from "../../environment/settings/state-settings";
import type { StreamCapacity, StreamSettings } from "../../environment/settings/stream-settings";
import { renamedSettings } from "../../environment/renamed-settings";
import type { RenamedSetting } from "../../environment/renamed-settings";
import { editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { propertiesOf, rejectUnknownProperties } from "../unknown-properties";

const buffering = propertiesOf<BufferingSettings>({ sizeMiB: true, intervalSeconds: true });

/** Settings of each group, by its path; `*` stands for any name, and the environment has the empty path. */
const settings: Readonly<Record<string, readonly string[]>> = {
  "": propertiesOf<Environment>({
    name: true,
    project: true,
    region: true,
    accountId: true,
    tags: true,
    removalPolicy: true,
    state: true,
    rawRetentionDays: true,
    accessLogRetentionDays: true,
    lakeLifecycle: true,
    stream: true,
    delivery: true,
    partitions: true,
    queries: true,
    monitoring: true,
    publisherReservedConcurrency: true,
    permissionsBoundaryArn: true,
    catalogKeyArn: true,
    lakeFormation: true,
    serviceTrust: true,
    github: true,
    existing: true,
    emulator: true,
    providerRange: true,
    terraformBinary: true,
  }),
  state: propertiesOf<StateSettings>({
    type: true,
    bucket: true,
    region: true,
    kmsKeyId: true,
    roleArn: true,
    organization: true,
    workspace: true,
    project: true,
    hostname: true,
    folder: true,
  }),
  "state.workspace": propertiesOf<CloudStateSettings["workspace"]>({ name: true, tags: true }),
  lakeLifecycle: propertiesOf<LakeLifecycle>({
    infrequentAccessAfterDays: true,
    archiveAfterDays: true,
    expireAfterDays: true,
    errorsExpireAfterDays: true,
    noncurrentVersionsExpireAfterDays: true,
  }),
  stream: propertiesOf<StreamSettings>({
    capacity: true,
    retentionHours: true,
    shardLevelMetrics: true,
  }),
  "stream.capacity": propertiesOf<StreamCapacity>({ mode: true, shardCount: true }),
  delivery: propertiesOf<DeliverySettings>({
    buffering: true,
    parquetCompression: true,
    backup: true,
  }),
  "delivery.buffering": buffering,
  "delivery.backup": propertiesOf<BackupSettings>({ buffering: true, compression: true }),
  "delivery.backup.buffering": buffering,
  partitions: propertiesOf<PartitionSettings>({
    type: true,
    schedule: true,
    since: true,
    granularity: true,
    years: true,
  }),
  "partitions.years": propertiesOf<ProjectedYears["years"]>({ first: true, last: true }),
  queries: propertiesOf<QuerySettings>({ scanLimitMiB: true, resultRetentionDays: true }),
  monitoring: propertiesOf<MonitoringSettings>({
    emailAddresses: true,
    alarmActionArns: true,
    freshnessThresholdSeconds: true,
    iteratorAgeThresholdSeconds: true,
    tolerance: true,
    logRetentionDays: true,
  }),
  "monitoring.tolerance": propertiesOf<AlarmTolerance>({
    failedConversions: true,
    throttledWrites: true,
    throttledReads: true,
    failedPuts: true,
    functionErrors: true,
    functionThrottles: true,
  }),
  lakeFormation: propertiesOf<LakeFormationSettings>({
    locationRegistered: true,
    readers: true,
    viewCreators: true,
  }),
  serviceTrust: propertiesOf<ServiceTrust>({ firehose: true, glue: true, lambda: true }),
  github: propertiesOf<GitHubSettings>({
    repository: true,
    branch: true,
    identityProvider: true,
    rolesMadeBy: true,
  }),
  existing: propertiesOf<ExistingResources>({
    lakeBucket: true,
    rawBucket: true,
    bucketKeyId: true,
    streamKeyId: true,
    database: true,
    datasets: true,
  }),
  "existing.datasets.*": propertiesOf<ExistingDatasetResources>({
    stream: true,
    table: true,
    deliveryStream: true,
    deliveryRole: true,
  }),
  emulator: propertiesOf<EmulatorSettings>({
    endpointUrl: true,
    sqlEngine: true,
    trinoMemoryMiB: true,
  }),
};

/**
 * Rejects settings that an environment does not have, in every group at once.
 *
 * @param renamed settings whose old names an environment may have, too
 */
export function rejectUnknownSettings(
  path: string,
  environment: Environment,
  renamed: readonly RenamedSetting[] = renamedSettings,
): ConfigViolation[] {
  const oldNames = renamed.map(({ from }) => from.split("."));
  return Object.entries(settings).flatMap(([group, known]) => {
    const names = oldNames.filter((old) => old.slice(0, -1).join(".") === group);
    const accepted = [...known, ...names.flatMap((old) => old.slice(-1))];
    return groupsAt(environment, group === "" ? [] : group.split(".")).flatMap(({ at, value }) =>
      rejectUnknownProperties([path, ...at].join("."), value, accepted, editEnvironments),
    );
  });
}

interface Group {
  /** Names on the way to it. */
  readonly at: readonly string[];
  readonly value: unknown;
}

function groupsAt(
  value: unknown,
  [first, ...rest]: readonly string[],
  at: readonly string[] = [],
): Group[] {
  if (first === undefined) return [{ at, value }];
  if (!isRecord(value)) return [];
  const names = first === "*" ? Object.keys(value) : [first];
  return names
    .filter((name) => Object.hasOwn(value, name))
    .flatMap((name) => groupsAt(value[name], rest, [...at, name]));
}
