import type { Construct } from "constructs";
import { EncryptedBucket } from "../data-storage/encrypted-bucket";
import type { IServiceBoundKey } from "../shared/service-bound-key";

/** Properties of the bucket of Terraform states. */
export interface StateBucketProps {
  readonly region: string;
  /** Globally unique. */
  readonly bucketName: string;
  /** Encrypts the states. */
  readonly key: IServiceBoundKey;
  /** Prefix of plans that wait for approval. */
  readonly planPrefix: string;
}

// Every deploy replaces the state: long enough to notice a bad one, even after holidays.
const oldStateDays = 90;

/** A plan that is not approved by then has to be made again: the state has changed. */
const planDays = 7;

/**
 * Bucket of Terraform states. Noncurrent versions are kept for 90 days; Terraform can't destroy the bucket.
 *
 * @example
 * new lake.StateBucket(stack, "state", {
 *   region: location.region,
 *   bucketName: "shop-terraform-state",
 *   planPrefix: "shop/prod/plans/",
 *   key: new lake.StateKey(stack, "state_key", { ...location, alias: "alias/shop-state" }),
 * });
 */
export class StateBucket extends EncryptedBucket {
  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id, {
      ...props,
      purpose: "State",
      removalPolicy: "retain",
      noncurrentVersionDays: oldStateDays,
      lifecycleRules: [{ id: "expire-plans", prefix: props.planPrefix, expireAfterDays: planDays }],
    });
  }
}
