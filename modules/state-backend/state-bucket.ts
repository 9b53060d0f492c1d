import type { Construct } from "constructs";
import { EncryptedBucket } from "../data-storage/encrypted-bucket";
import type { StateKey } from "./state-key";

/** The bucket of Terraform states. */
export interface StateBucketProps {
  readonly region: string;
  /** Unique in the world. */
  readonly bucketName: string;
  readonly key: StateKey;
  /** Folder of plans that wait to be approved. */
  readonly planPrefix: string;
}

// A state is replaced at each deploy: long enough to notice, after holidays too, that one went wrong.
const oldStateDays = 90;

/** Who has not approved a plan by then plans again: the state has moved on. */
const planDays = 7;

/**
 * Keeps Terraform states, each old version for 90 days; Terraform itself can't destroy it.
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
