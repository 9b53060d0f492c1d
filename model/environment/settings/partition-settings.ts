import type { PartitionGranularity } from "../../dataset/partition-by";

/** How Athena finds new partitions, and by which keys tables are partitioned by the time of arrival. */
export type PartitionSettings = CrawlerPartitions | ProjectedPartitions | ProjectedYears;

/** A Glue crawler registers new partitions on a schedule. Each run is billed for at least ten minutes. */
export interface CrawlerPartitions {
  readonly type: "crawler";
  /**
   * When it runs, in UTC, as an AWS cron expression; `false` to start it only by hand.
   *
   * @default "cron(15,45 * ? * * *)"
   */
  readonly schedule?: string | false;
}

/**
 * Athena computes the partitions from table properties: no crawler, no cost, new partitions are visible immediately. Each
 * table has one partition key of the time of arrival, `arrival_hour` or `arrival_date`.
 */
export interface ProjectedPartitions {
  readonly type: "projection";
  /**
   * First day with data, `yyyy-MM-dd` in UTC. No query finds older data.
   *
   * @default - everything that has not expired (`lakeLifecycle.expireAfterDays`); required if nothing expires
   */
  readonly since?: string;
  /**
   * One partition for each hour or for each day. A query without a condition on the key lists every partition.
   *
   * @default - the `partitionGranularity` of each dataset
   */
  readonly granularity?: PartitionGranularity;
  readonly years?: never;
}

/**
 * Projection of the partition keys year, month, day and hour. A query without a condition on them lists 8,928 partitions
 * for each year: only for tables that were published with these keys.
 */
export interface ProjectedYears {
  readonly type: "projection";
  /** First and last year of the partitions. */
  readonly years: { readonly first: number; readonly last: number };
  readonly since?: never;
  readonly granularity?: never;
}
