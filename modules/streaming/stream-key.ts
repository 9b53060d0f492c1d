import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { AwsLocation } from "../shared/aws-arn";
import { ServiceBoundKey } from "../shared/service-bound-key";

/** Properties of the key of the streams. */
export interface StreamKeyProps extends AwsLocation {
  readonly alias: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow manages the key */
  readonly deployRoleArn?: string;
}

/**
 * Key that encrypts the records of every stream of the lake; usable only through Kinesis.
 *
 * @example
 * const key = new lake.StreamKey(stack, "stream_key", { ...location, alias: "alias/shop-streams" });
 */
export class StreamKey extends ServiceBoundKey {
  constructor(scope: Construct, id: string, props: StreamKeyProps) {
    super(scope, id, {
      ...props,
      service: "kinesis",
      description: "Encrypts the records in the streams of the data lake.",
    });
  }
}
