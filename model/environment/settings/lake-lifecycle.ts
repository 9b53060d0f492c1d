/** Lifecycle of objects in the data lake bucket. */
export interface LakeLifecycle {
  /**
   * Days after which Parquet objects move to S3 Standard-IA, 30 at least.
   *
   * @default - never
   */
  readonly infrequentAccessAfterDays?: number;
  /**
   * Days after which Parquet objects move to S3 Glacier Instant Retrieval, which Athena can still query.
   *
   * @default - never
   */
  readonly archiveAfterDays?: number;
  /**
   * Days after which Parquet objects expire.
   *
   * @default - never
   */
  readonly expireAfterDays?: number;
  /**
   * Days after which error objects expire. Each contains a whole record that could not be converted.
   *
   * @default - as long as the raw copies are kept
   */
  readonly errorsExpireAfterDays?: number;
  /**
   * Days for which a replaced or deleted version can be restored.
   *
   * @default 30
   */
  readonly noncurrentVersionsExpireAfterDays?: number;
}
