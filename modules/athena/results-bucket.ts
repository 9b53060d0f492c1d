import type { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { EncryptedBucket } from "../data-storage/encrypted-bucket";
import type { BucketProps } from "../data-storage/encrypted-bucket";

/** Properties of the bucket of query results. */
export interface ResultsBucketProps extends Omit<BucketProps, "noncurrentVersionDays"> {
  /**
   * Days after which results expire.
   *
   * @default 30
   */
  readonly retentionDays?: number;
}

/**
 * Bucket of query results, which expire.
 *
 * @example
 * const results = new lake.ResultsBucket(stack, "results", {
 *   ...location,
 *   bucketName: "shop-results",
 *   key: bucketKey,
 * });
 */
export class ResultsBucket extends EncryptedBucket {
  constructor(scope: Construct, id: string, props: ResultsBucketProps) {
    super(scope, id, {
      ...props,
      purpose: "Results",
      // Results can be recreated by repeating the query.
      noncurrentVersionDays: 1,
      lifecycleRules: [
        {
          id: "expire-results",
          prefix: "",
          expireAfterDays: props.retentionDays ?? defaultOf("queries.resultRetentionDays"),
        },
      ],
    });
  }
}
