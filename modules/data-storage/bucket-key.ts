import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { AwsLocation } from "../shared/aws-arn";
import { ServiceBoundKey } from "../shared/service-bound-key";

/** Properties of the key of the buckets. */
export interface BucketKeyProps extends AwsLocation {
  readonly alias: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow manages the key */
  readonly deployRoleArn?: string;
}

/**
 * Key that encrypts the objects of every bucket of the lake; usable only through S3.
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
