import type { DeliverySettings } from "./settings/delivery-settings";
import type { EmulatorSettings } from "./settings/emulator-settings";
import type { Environment } from "./environment";
import type { GitHubSettings } from "./settings/github-settings";
import type { LakeFormationSettings } from "./settings/lake-formation-settings";
import type { LakeLifecycle } from "./settings/lake-lifecycle";
import type { MonitoringSettings } from "./settings/monitoring-settings";
import type { PartitionSettings } from "./settings/partition-settings";
import type { ServiceTrust } from "./settings/service-trust";
import type { StreamSettings } from "./settings/stream-settings";
import { defaultOf } from "./environment-defaults";
import type {
  ResolvedDelivery,
  ResolvedEnvironment,
  ResolvedLifecycle,
  ResolvedMonitoring,
} from "./resolved-environment";

/**
 * An environment with every default applied. A setting that is `undefined` gets its default, as one that is missing. Resolving
 * a resolved environment changes nothing.
 */
export function resolveEnvironment(environment: Environment): ResolvedEnvironment {
  const { lakeFormation, github, emulator, ...given } = environment;
  const rawRetentionDays = given.rawRetentionDays ?? defaultOf("rawRetentionDays");
  return {
    ...given,
    tags: resolveTags(given.tags),
    rawRetentionDays,
    accessLogRetentionDays: given.accessLogRetentionDays ?? defaultOf("accessLogRetentionDays"),
    lakeLifecycle: resolveLifecycle(given.lakeLifecycle, rawRetentionDays),
    stream: resolveStream(given.stream),
    delivery: resolveDelivery(given.delivery),
    partitions: resolvePartitions(given.partitions),
    queries: {
      scanLimitMiB: given.queries?.scanLimitMiB ?? defaultOf("queries.scanLimitMiB"),
      resultRetentionDays:
        given.queries?.resultRetentionDays ?? defaultOf("queries.resultRetentionDays"),
    },
    monitoring: resolveMonitoring(given.monitoring),
    serviceTrust: resolveServiceTrust(given.serviceTrust),
    ...(lakeFormation === undefined ? {} : { lakeFormation: resolveLakeFormation(lakeFormation) }),
    ...(github === undefined ? {} : { github: resolveGitHub(github) }),
    ...(emulator === undefined ? {} : { emulator: resolveEmulator(emulator) }),
  };
}

function resolveEmulator(emulator: EmulatorSettings): Required<EmulatorSettings> {
  return {
    ...emulator,
    sqlEngine: emulator.sqlEngine ?? defaultOf("emulator.sqlEngine"),
    trinoMemoryMiB: emulator.trinoMemoryMiB ?? defaultOf("emulator.trinoMemoryMiB"),
  };
}

/** Tags in addition to those of this project. A tag that is `undefined` is left out: it does not erase one of the project's. */
export function resolveTags(tags?: Environment["tags"]): Readonly<Record<string, string>> {
  // TypeScript rejects such a value; untyped code can pass it.
  const given: [string, string | undefined][] = Object.entries(tags ?? defaultOf("tags"));
  return Object.fromEntries(given.filter((tag): tag is [string, string] => tag[1] !== undefined));
}

/**
 * Lifecycle settings of the lake bucket, with every default applied.
 *
 * @param rawRetentionDays @default - the default of the environment
 */
export function resolveLifecycle(
  lifecycle: LakeLifecycle = {},
  rawRetentionDays: number = defaultOf("rawRetentionDays"),
): ResolvedLifecycle {
  return {
    ...lifecycle,
    // An error object contains the whole record, so it expires when the raw copy does.
    errorsExpireAfterDays: lifecycle.errorsExpireAfterDays ?? rawRetentionDays,
    noncurrentVersionsExpireAfterDays:
      lifecycle.noncurrentVersionsExpireAfterDays ??
      defaultOf("lakeLifecycle.noncurrentVersionsExpireAfterDays"),
  };
}

/** Stream settings with every default applied. */
export function resolveStream(stream: StreamSettings = {}): Required<StreamSettings> {
  return {
    capacity: stream.capacity ?? defaultOf("stream.capacity"),
    retentionHours: stream.retentionHours ?? defaultOf("stream.retentionHours"),
    shardLevelMetrics: stream.shardLevelMetrics ?? defaultOf("stream.shardLevelMetrics"),
  };
}

/** Delivery settings with every default applied. */
export function resolveDelivery(delivery: DeliverySettings = {}): ResolvedDelivery {
  const { buffering = {}, backup = {} } = delivery;
  return {
    buffering: {
      sizeMiB: buffering.sizeMiB ?? defaultOf("delivery.buffering.sizeMiB"),
      intervalSeconds: buffering.intervalSeconds ?? defaultOf("delivery.buffering.intervalSeconds"),
    },
    parquetCompression: delivery.parquetCompression ?? defaultOf("delivery.parquetCompression"),
    backup: {
      buffering: {
        sizeMiB: backup.buffering?.sizeMiB ?? defaultOf("delivery.backup.buffering.sizeMiB"),
        intervalSeconds:
          backup.buffering?.intervalSeconds ??
          defaultOf("delivery.backup.buffering.intervalSeconds"),
      },
      compression: backup.compression ?? defaultOf("delivery.backup.compression"),
    },
  };
}

function resolvePartitions(partitions?: PartitionSettings): ResolvedEnvironment["partitions"] {
  if (partitions?.type === "projection") return partitions;
  return {
    type: defaultOf("partitions.type"),
    schedule: partitions?.schedule ?? defaultOf("partitions.schedule"),
  };
}

/** Monitoring settings with every default applied. */
export function resolveMonitoring(monitoring: MonitoringSettings = {}): ResolvedMonitoring {
  const { tolerance = {} } = monitoring;
  return {
    emailAddresses: monitoring.emailAddresses ?? defaultOf("monitoring.emailAddresses"),
    alarmActionArns: monitoring.alarmActionArns ?? defaultOf("monitoring.alarmActionArns"),
    freshnessThresholdSeconds:
      monitoring.freshnessThresholdSeconds ?? defaultOf("monitoring.freshnessThresholdSeconds"),
    iteratorAgeThresholdSeconds:
      monitoring.iteratorAgeThresholdSeconds ?? defaultOf("monitoring.iteratorAgeThresholdSeconds"),
    tolerance: {
      failedConversions:
        tolerance.failedConversions ?? defaultOf("monitoring.tolerance.failedConversions"),
      throttledWrites:
        tolerance.throttledWrites ?? defaultOf("monitoring.tolerance.throttledWrites"),
      throttledReads: tolerance.throttledReads ?? defaultOf("monitoring.tolerance.throttledReads"),
      failedPuts: tolerance.failedPuts ?? defaultOf("monitoring.tolerance.failedPuts"),
      functionErrors: tolerance.functionErrors ?? defaultOf("monitoring.tolerance.functionErrors"),
      functionThrottles:
        tolerance.functionThrottles ?? defaultOf("monitoring.tolerance.functionThrottles"),
    },
    logRetentionDays: monitoring.logRetentionDays ?? defaultOf("monitoring.logRetentionDays"),
  };
}

function resolveServiceTrust(trust: ServiceTrust = {}): Required<ServiceTrust> {
  return {
    firehose: trust.firehose ?? defaultOf("serviceTrust.firehose"),
    glue: trust.glue ?? defaultOf("serviceTrust.glue"),
    lambda: trust.lambda ?? defaultOf("serviceTrust.lambda"),
  };
}

function resolveLakeFormation(settings: LakeFormationSettings): Required<LakeFormationSettings> {
  return {
    locationRegistered:
      settings.locationRegistered ?? defaultOf("lakeFormation.locationRegistered"),
    readers: settings.readers ?? defaultOf("lakeFormation.readers"),
    viewCreators: settings.viewCreators ?? defaultOf("lakeFormation.viewCreators"),
  };
}

/** GitHub settings with every default applied. */
export function resolveGitHub(github: GitHubSettings): Required<GitHubSettings> {
  return {
    repository: github.repository,
    branch: github.branch ?? defaultOf("github.branch"),
    identityProvider: github.identityProvider ?? defaultOf("github.identityProvider"),
    rolesMadeBy: github.rolesMadeBy ?? defaultOf("github.rolesMadeBy"),
  };
}
