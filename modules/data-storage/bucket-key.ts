import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { AwsLocation } from "../shared/aws-arn";
import { ServiceBoundKey } from "../shared/encryption-key";

/** How the key of the buckets is called and kept. */
export interface BucketKeyProps extends AwsLocation {
  readonly alias: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow administers the key */
  readonly deployRoleArn?: string;
}

/**
 * Encrypts the objects of every bucket of the lake; usable through S3 only.
 *
 * @example
 * const key = new lake.BucketKey(stack, "bucket_key", { ...location, alias: "alias/shop-buckets" });
 */
export class BucketKey extends ServiceBoundKey {
  constructor(scope: Construct, id: string, props: BucketKeyProps) {
    super(scope, id, {
      ...props,
      service: "s3",
      description: "Encrypts the objects in the buckets of the data lake.",
    });
  }
}
