import type { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { EncryptedBucket } from "./encrypted-bucket";
import type { BucketProps } from "./encrypted-bucket";

/** Properties of the bucket of source records. */
export interface RawBucketProps extends Omit<BucketProps, "noncurrentVersionDays"> {
  /**
   * Days after which objects expire.
   *
   * @default 30
   */
  readonly retentionDays?: number;
}

// Retention is also a promise to delete: a week to undo an accidental deletion, then the records are gone.
const daysToUndelete = 7;

/**
 * Bucket of unmodified source records, which expire; they can be replayed after a mistake in the schema.
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
