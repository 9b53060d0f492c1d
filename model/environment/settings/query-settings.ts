/** Bounds for what is asked of the lake through Athena. */
export interface QuerySettings {
  /**
   * Mebibytes that one query may scan before Athena stops it, 10 at least. A terabyte costs about five dollars.
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
