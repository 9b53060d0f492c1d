import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import type { AwsClients } from "../../../local/aws-clients";
import { s3StateLocation, stateBackendStackName } from "../../../model/naming/state-location";
import type { S3StateEnvironment } from "../../../model/naming/state-location";
import { monthlyCents } from "../../cost/prices";
import { GIB } from "../../cost/usage";
import { byteCount } from "../../terminal/byte-count";
import { countOf } from "../../terminal/count-of";
import { countBucket } from "../buckets/bucket-contents";
import type { RemainingResource } from "./remaining-resource";

/** The bucket of the states and its key: `prevent_destroy` protects them, whatever the environment says. */
export async function remainingState(
  { s3, kms }: Pick<AwsClients, "s3" | "kms">,
  environment: S3StateEnvironment,
  accountId: string,
): Promise<RemainingResource[]> {
  const { bucket, region, keyAlias } = s3StateLocation(environment);
  const { versions, bytes } = await countBucket(s3, { bucket, accountId });
  const advice = `When no state is needed any more, remove it by hand: docs/deploy/your-first-deploy.md#5-take-it-all-away. Its stack is ${stateBackendStackName(environment.name)}.`;
  const hasKey = await isEnabled(kms, keyAlias);
  return [
    {
      what: `bucket of Terraform's states, ${countOf(versions, "version")}, ${byteCount(bytes)}`,
      name: bucket,
      centsPerMonth: monthlyCents(region, "s3Standard", bytes / GIB),
      advice,
    },
    ...(hasKey
      ? [
          {
            what: "its KMS key",
            name: keyAlias,
            centsPerMonth: monthlyCents(region, "kmsKey", 1),
            advice,
          },
        ]
      : []),
  ];
}

async function isEnabled(kms: AwsClients["kms"], alias: string): Promise<boolean> {
  try {
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: alias }));
    return key?.KeyState === "Enabled";
  } catch (error) {
    if (error instanceof Error && error.name === "NotFoundException") return false;
    throw error;
  }
}
