import type { Construct } from "constructs";
import type { LakeLifecycle } from "../../model/environment/settings/lake-lifecycle";
import { resolveLifecycle } from "../../model/environment/resolve-environment";
import { dataLakeLifecycleRules } from "./bucket-lifecycle";
import { EncryptedBucket } from "./encrypted-bucket";
import type { BucketProps } from "./encrypted-bucket";

/** The bucket of the lake itself. */
export interface DataLakeBucketProps extends Omit<BucketProps, "noncurrentVersionDays"> {
  /** @default - Parquet objects are kept, error objects and old versions for 30 days */
  readonly lifecycle?: LakeLifecycle;
  /**
   * Days after which the ledgers of replays expire, by {@link ledgerRetentionDays}.
   *
   * @default - never
   */
  readonly ledgersExpireAfterDays?: number;
}

/**
 * Parquet objects under `data/`, records that could not be converted under `errors/`, what replays keep under `replay/`.
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
