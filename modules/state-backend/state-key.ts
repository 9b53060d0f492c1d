import type { Construct } from "constructs";
import type { AwsLocation } from "../shared/aws-arn";
import { ServiceBoundKey } from "../shared/encryption-key";

/** How the key of the states is called. */
export interface StateKeyProps extends AwsLocation {
  readonly alias: string;
}

/**
 * Encrypts the Terraform states of an environment; usable through S3 only, and never destroyed by Terraform.
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
