import type { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { EncryptedBucket } from "./encrypted-bucket";
import type { BucketProps } from "./encrypted-bucket";

/** The bucket of source records as they came. */
export interface RawBucketProps extends Omit<BucketProps, "noncurrentVersionDays"> {
  /**
   * Days after which objects expire.
   *
   * @default 30
   */
  readonly retentionDays?: number;
}

// Retention is a promise to forget: a week to put a wrong deletion right, then the records are gone.
const daysToUndelete = 7;

/**
 * Keeps source records for a while, so that a mistake in the schema can be put right.
 *
 * @example
 * const raw = new lake.RawBucket(stack, "raw", {
 *   ...location,
 *   bucketName: "shop-raw",
 *   key: bucketKey,
 *   retentionDays: 14,
 * });
 */
export class RawBucket extends EncryptedBucket {
  constructor(scope: Construct, id: string, props: RawBucketProps) {
    const retentionDays = props.retentionDays ?? defaultOf("rawRetentionDays");
    super(scope, id, {
      ...props,
      purpose: "Raw",
      noncurrentVersionDays: daysToUndelete,
      lifecycleRules: [{ id: "expire-raw-records", prefix: "", expireAfterDays: retentionDays }],
    });
  }
}
