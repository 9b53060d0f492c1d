import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import {
  s3StateLocation,
  savedPlanPrefix,
  stateBackendStackName,
  stateBackendStateName,
} from "../model/naming/state-location";
import type { S3StateEnvironment } from "../model/naming/state-location";
import { StateBucket } from "../modules/state-backend/state-bucket";
import { StateKey } from "../modules/state-backend/state-key";
import { accountIdOf } from "./terraform/account-id";
import { AddressedStack } from "./terraform/addressed-stack";
import { useBackend } from "./backend";
import { useAwsProvider } from "./terraform/provider";

/**
 * Stack of the bucket and the key of an environment's Terraform states, including its own. `lake bootstrap` deploys it first;
 * afterwards it is a stack like any other.
 *
 * @example
 * new lake.StateBackendStack(app, { ...environment, state: { type: "s3", region: "eu-west-1" } });
 */
export class StateBackendStack extends AddressedStack {
  constructor(scope: Construct, environment: S3StateEnvironment) {
    super(scope, stateBackendStackName(environment.name));
    const { bucket: bucketName, region, keyAlias } = s3StateLocation(environment);
    useBackend(this, environment, stateBackendStateName);
    // The states may be in another region than the lake.
    useAwsProvider(this, { ...environment, region });
    const accountId = accountIdOf(this, environment);

    const key = new StateKey(this, "state_key", { region, accountId, alias: keyAlias });
    const bucket = new StateBucket(this, "state_bucket", {
      region,
      bucketName,
      key,
      planPrefix: savedPlanPrefix(environment),
    });
    new TerraformOutput(this, "state_bucket_name", {
      value: bucket.bucketName,
      description: "Bucket of the Terraform states of the environment.",
    });
    new TerraformOutput(this, "state_key_arn", {
      value: key.arn,
      description: "Key that encrypts the Terraform states of the environment.",
    });
  }
}
