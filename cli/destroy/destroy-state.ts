import type { AwsClients } from "../../local/aws-clients";
import type { Environment } from "../../model/environment/environment";
import { hasS3State, s3StateLocation, stateObjectKey } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";
import { hasObject, stateBucketOwner } from "../bootstrap/state-bucket-owner";
import { parseState } from "../bootstrap/state-file";
import type { TerraformProps } from "../terraform/run-terraform";
import { requireValidState } from "../target/require-environment";
import { terraformStatePull } from "../terraform/terraform-state";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { deployedResources } from "./deployed-resources";

/**
 * Requires that an environment with its state in S3 was deployed once: Terraform would stop at a missing bucket with advice
 * to create it.
 *
 * @throws UserError if `state` is invalid, there is no state, or its bucket belongs to another account
 */
export async function requireStateInS3(
  { s3 }: Pick<AwsClients, "s3">,
  environment: Environment,
  accountId: string,
): Promise<void> {
  requireValidState(environment);
  if (!hasS3State(environment)) return;
  const location = s3StateLocation(environment);
  const key = stateObjectKey(environment);
  const place = `s3://${location.bucket}/${key}`;
  if ((await stateBucketOwner(s3, location, accountId)) === "none") {
    throw neverDeployed(environment.name, `the bucket of ${place} does not exist`);
  }
  if (!(await hasObject(s3, location.bucket, key))) {
    throw neverDeployed(environment.name, `there is no ${place}`);
  }
}

/**
 * The resources in the state of a stack whose backend is initialized; none if everything was destroyed before.
 *
 * @throws UserError if there is no state
 */
export async function readDeployed(
  terraform: TerraformProps,
  name: string,
): Promise<TerraformResource[]> {
  const text = await terraformStatePull(terraform);
  if (text.trim() === "") throw neverDeployed(name, "Terraform has no state of it");
  return deployedResources(parseState(text, `The state of ${name}`));
}

function neverDeployed(name: string, why: string): UserError {
  return new UserError(
    `${name} was never deployed: ${why}. Nothing was destroyed.`,
    "If it is deployed, its state is elsewhere: check `state` and `accountId` in config/environments.ts, and your credentials.",
  );
}
