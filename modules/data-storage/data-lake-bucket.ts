import type { Construct } from "constructs";
import type { LakeLifecycle } from "../../model/environment/settings/lake-lifecycle";
import { resolveLifecycle } from "../../model/environment/resolve-environment";
import { dataLakeLifecycleRules } from "./bucket-lifecycle";
import { EncryptedBucket } from "./encrypted-bucket";
import type { BucketProps } from "./encrypted-bucket";

/** Properties of the data lake bucket. */
export interface DataLakeBucketProps extends Omit<BucketProps, "noncurrentVersionDays"> {
  /** @default - Parquet objects are kept indefinitely, error objects and noncurrent versions for 30 days */
  readonly lifecycle?: LakeLifecycle;
  /**
   * Days after which the ledgers of replays expire, as computed by `ledgerRetentionDays`.
   *
   * @default - never
   */
  readonly ledgersExpireAfterDays?: number;
}

/**
 * Bucket with Parquet objects under `data/`, records that could not be converted under `errors/`, and the ledgers of replays
 * under `replay/`.
 *
 * @example
 * const bucket = new lake.DataLakeBucket(stack, "lake", {
 *   ...location,
 *   bucketName: "shop-lake",
 *   key: bucketKey,
 *   lifecycle: { infrequentAccessAfterDays: 90 },
 * });
 */
export class DataLakeBucket extends EncryptedBucket {
  constructor(scope: Construct, id: string, props: DataLakeBucketProps) {
    const lifecycle = resolveLifecycle(props.lifecycle);
    super(scope, id, {
      ...props,
      purpose: "DataLake",
      noncurrentVersionDays: lifecycle.noncurrentVersionsExpireAfterDays,
      lifecycleRules: dataLakeLifecycleRules(lifecycle, props.ledgersExpireAfterDays),
    });
  }
}
