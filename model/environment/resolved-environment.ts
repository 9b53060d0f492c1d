import type { BufferingSettings, DeliverySettings } from "./settings/delivery-settings";
import type { EmulatorSettings } from "./settings/emulator-settings";
import type { Environment } from "./environment";
import type { GitHubSettings } from "./settings/github-settings";
import type { LakeFormationSettings } from "./settings/lake-formation-settings";
import type { LakeLifecycle } from "./settings/lake-lifecycle";
import type { AlarmTolerance, MonitoringSettings } from "./settings/monitoring-settings";
import type { CrawlerPartitions, PartitionSettings } from "./settings/partition-settings";
import type { QuerySettings } from "./settings/query-settings";
import type { ServiceTrust } from "./settings/service-trust";
import type { StreamSettings } from "./settings/stream-settings";

/** Delivery settings, all set. */
export interface ResolvedDelivery extends Required<Omit<DeliverySettings, "backup" | "buffering">> {
  readonly buffering: Required<BufferingSettings>;
  readonly backup: {
    readonly buffering: Required<BufferingSettings>;
    readonly compression: NonNullable<NonNullable<DeliverySettings["backup"]>["compression"]>;
  };
}

/** Monitoring settings, all set. */
export interface ResolvedMonitoring extends Required<MonitoringSettings> {
  readonly tolerance: Required<AlarmTolerance>;
}

/** Lifecycle settings of the lake bucket; objects without a number of days are kept. */
export interface ResolvedLifecycle extends LakeLifecycle {
  readonly errorsExpireAfterDays: number;
  readonly noncurrentVersionsExpireAfterDays: number;
}

/** An environment in which every setting that has a default is set. */
export interface ResolvedEnvironment extends Environment {
  readonly tags: Readonly<Record<string, string>>;
  readonly rawRetentionDays: number;
  readonly accessLogRetentionDays: number;
  readonly lakeLifecycle: ResolvedLifecycle;
  readonly stream: Required<StreamSettings>;
  readonly delivery: ResolvedDelivery;
  readonly partitions: Required<CrawlerPartitions> | Exclude<PartitionSettings, CrawlerPartitions>;
  readonly queries: Required<QuerySettings>;
  readonly monitoring: ResolvedMonitoring;
  readonly serviceTrust: Required<ServiceTrust>;
  readonly lakeFormation?: Required<LakeFormationSettings>;
  readonly github?: Required<GitHubSettings>;
  readonly emulator?: Required<EmulatorSettings>;
}
