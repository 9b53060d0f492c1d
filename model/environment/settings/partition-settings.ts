/** How Athena finds the partition of a new hour. */
export type PartitionSettings = CrawlerPartitions | ProjectedPartitions;

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

/** Athena computes the partitions from table properties: no crawler, no cost, new hours are visible immediately. */
export interface ProjectedPartitions {
  readonly type: "projection";
  /** First and last year of the partitions; a query without a condition on the year lists every hour of all years. */
  readonly years: { readonly first: number; readonly last: number };
}
