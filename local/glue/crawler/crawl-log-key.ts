import { AssociateKmsKeyCommand, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetSecurityConfigurationCommand } from "@aws-sdk/client-glue";
import type { Crawler } from "@aws-sdk/client-glue";
import type { AwsClients } from "../../aws-clients";

/**
 * Associates a crawler's log group with the key of its security configuration, with the crawler's role, as Glue does
 * before each run; a
 * missing group is created with the key.
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
  const encrypted = { logGroupName, kmsKeyId: encryption.KmsKeyArn };
  try {
    await role.logs.send(new AssociateKmsKeyCommand(encrypted));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
    await role.logs.send(new CreateLogGroupCommand(encrypted));
  }
}
