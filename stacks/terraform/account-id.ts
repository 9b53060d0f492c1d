import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { TerraformStack } from "cdktf";
import type { Environment } from "../../model/environment/environment";

/**
 * Id of the account of a stack: that of the environment, or a token for the account of Terraform's credentials. Called once for
 * a stack.
 */
export function accountIdOf(stack: TerraformStack, { accountId }: Environment): string {
  return accountId ?? new DataAwsCallerIdentity(stack, "current").accountId;
}
