import { AssociateKmsKeyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetSecurityConfigurationCommand } from "@aws-sdk/client-glue";
import type { Crawler } from "@aws-sdk/client-glue";
import type { AwsClients } from "../../aws-clients";

/**
 * Associates a crawler's log group with the key of its security configuration, with the crawler's role, as Glue does
 * before each run.
 *
 * @throws the error of the Glue API or of the CloudWatch Logs API
 * @see https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html
 */
export async function associateLogKey(
  crawler: Crawler,
  role: AwsClients,
  logGroupName: string,
): Promise<void> {
  const name = crawler.CrawlerSecurityConfiguration;
  if (name === undefined || name === "") return;
  const { SecurityConfiguration: configuration } = await role.glue.send(
    new GetSecurityConfigurationCommand({ Name: name }),
  );
  const encryption = configuration?.EncryptionConfiguration?.CloudWatchEncryption;
  if (encryption?.CloudWatchEncryptionMode !== "SSE-KMS") return;
  try {
    await role.logs.send(
      new AssociateKmsKeyCommand({ logGroupName, kmsKeyId: encryption.KmsKeyArn }),
    );
  } catch (error) {
    // A missing log group is created when the log is written.
    if (error instanceof Error && error.name === "ResourceNotFoundException") return;
    throw error;
  }
}
