import { DescribeKeyCommand, NotFoundException } from "@aws-sdk/client-kms";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { ImportBlock } from "../../model/environment/existing-resources";
import type { S3StateLocation } from "../../model/naming/state-location";

/** Address of the state bucket in its stack. */
export const stateBucketAddress = "aws_s3_bucket.state_bucket";

/** Existing resources of a state stack whose own state is lost, or never existed. */
export async function findAdoptableResources(
  kms: KMSClient,
  { bucket, keyAlias }: S3StateLocation,
): Promise<readonly ImportBlock[]> {
  const keyId = await keyOf(kms, keyAlias);
  return [
    { to: stateBucketAddress, id: bucket },
    ...(keyId === undefined
      ? []
      : [
          { to: "aws_kms_key.state_key", id: keyId },
          { to: "aws_kms_alias.state_key_alias", id: keyAlias },
        ]),
  ];
}

async function keyOf(kms: KMSClient, alias: string): Promise<string | undefined> {
  try {
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: alias }));
    return key?.KeyId;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
