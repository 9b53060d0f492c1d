/** Limits of queries through Athena. */
export interface QuerySettings {
  /**
   * Mebibytes that one query may scan before Athena cancels it, at least 10. A terabyte costs about five dollars.
   *
   * @default 102400 - 100 GiB
   */
  readonly scanLimitMiB?: number;
  /**
   * Days for which query results are kept.
   *
   * @default 30
   */
  readonly resultRetentionDays?: number;
}
