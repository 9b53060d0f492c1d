import { DescribeKeyCommand, ListResourceTagsCommand, paginateListKeys } from "@aws-sdk/client-kms";
import type { KeyMetadata, KMSClient } from "@aws-sdk/client-kms";
import { isDenied } from "../../../errors/is-denied";
import type { Environment } from "../../../model/environment/environment";
import { awsCommand } from "./aws-command";
import type { CommandTarget } from "./aws-command";
import type { RemainingResource } from "./remaining-resource";

/**
 * The keys of an environment that wait for their deletion, also those that an earlier run has scheduled: by their ids, or by
 * the tags that every resource has.
 *
 * AWS charges nothing for such a key: https://aws.amazon.com/kms/pricing/
 *
 * @param known ids of its keys
 * @param target where the keys are
 */
export async function pendingKeys(
  kms: KMSClient,
  environment: Pick<Environment, "project" | "name">,
  known: ReadonlySet<string>,
  target: CommandTarget,
): Promise<RemainingResource[]> {
  const found: RemainingResource[] = [];
  for await (const { Keys: keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId: keyId = "" } of keys) {
      const key = await pendingKey(kms, keyId);
      if (key === undefined) continue;
      if (!known.has(keyId) && !(await hasTags(kms, keyId, environment))) continue;
      found.push({
        what: "KMS key, scheduled for deletion",
        name: `${keyId} (${key.Description ?? "no description"})`,
        ...(key.DeletionDate === undefined ? {} : { until: key.DeletionDate.toISOString() }),
        centsPerMonth: 0,
        advice: `To keep what it encrypted readable: ${awsCommand(`kms cancel-key-deletion --key-id ${keyId}`, target)}`,
      });
    }
  }
  return found;
}

async function pendingKey(kms: KMSClient, keyId: string): Promise<KeyMetadata | undefined> {
  try {
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
    return key?.KeyState === "PendingDeletion" ? key : undefined;
  } catch (error) {
    // Keys of others may deny to be described.
    if (isDenied(error)) return undefined;
    throw error;
  }
}

async function hasTags(
  kms: KMSClient,
  keyId: string,
  { project, name }: Pick<Environment, "project" | "name">,
): Promise<boolean> {
  try {
    const { Tags: tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId: keyId }));
    const valueOf = (key: string) => tags.find(({ TagKey }) => TagKey === key)?.TagValue;
    return valueOf("Project") === project && valueOf("Environment") === name;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}
