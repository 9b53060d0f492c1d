import type { Construct } from "constructs";
import type { AwsLocation } from "../shared/aws-arn";
import { ServiceBoundKey } from "../shared/service-bound-key";

/** Properties of the key of the states. */
export interface StateKeyProps extends AwsLocation {
  readonly alias: string;
}

/**
 * Key that encrypts the Terraform states of an environment; usable only through S3, and never destroyed by Terraform.
 *
 * @example
 * const key = new lake.StateKey(stack, "state_key", { ...location, alias: "alias/shop-state" });
 */
export class StateKey extends ServiceBoundKey {
  constructor(scope: Construct, id: string, props: StateKeyProps) {
    super(scope, id, {
      ...props,
      service: "s3",
      description: "Encrypts the Terraform states of the data lake.",
      removalPolicy: "retain",
    });
  }
}
