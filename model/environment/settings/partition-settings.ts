/** How Athena learns of a new hour's folder. */
export type PartitionSettings = CrawlerPartitions | ProjectedPartitions;

/** A Glue crawler registers new folders on a schedule. Each run is billed for ten minutes at least. */
export interface CrawlerPartitions {
  readonly type: "crawler";
  /**
   * When it runs, in UTC, as an AWS cron expression; `false` for only when started by hand.
   *
   * @default "cron(15,45 * ? * * *)"
   */
  readonly schedule?: string | false;
}

/** Athena computes the folders from the table's properties: no crawler, no cost, new hours are visible at once. */
export interface ProjectedPartitions {
  readonly type: "projection";
  /** First and last year that queries look at; a query without a condition on the year tries every hour of them. */
  readonly years: { readonly first: number; readonly last: number };
}
