import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { Construct } from "constructs";
import type { IEncryptionKey } from "../shared/encryption-key";
import type { IGrantee } from "../shared/grantee";

/** Properties of the security configuration of crawlers. */
export interface CrawlerSecurityProps {
  readonly configurationName: string;
  readonly logKey: IEncryptionKey;
}

/**
 * Security configuration that gives each crawler its own encrypted log group, instead of the one that all crawlers of an account
 * share.
 *
 * @example
 * const security = new lake.CrawlerSecurity(stack, "security", {
 *   configurationName: "shop-crawlers",
 *   logKey,
 * });
 */
export class CrawlerSecurity extends Construct {
  readonly configurationName: string;
  readonly logKey: IEncryptionKey;

  constructor(scope: Construct, id: string, props: CrawlerSecurityProps) {
    super(scope, id);
    const configuration = new GlueSecurityConfiguration(this, "Default", {
      name: props.configurationName,
      encryptionConfiguration: {
        cloudwatchEncryption: {
          cloudwatchEncryptionMode: "SSE-KMS",
          kmsKeyArn: props.logKey.arn,
        },
        // Crawlers keep no bookmarks and write no objects.
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "DISABLED" },
        s3Encryption: { s3EncryptionMode: "DISABLED" },
      },
    });
    this.configurationName = configuration.name;
    this.logKey = props.logKey;
  }

  /** Allows a role to read the configuration. */
  grantRead(role: IGrantee): void {
    role.addStatements({
      sid: "ReadSecurityConfiguration",
      rationale:
        "The crawler reads how to encrypt its logs; the action has no resource-level permissions.",
      actions: ["glue:GetSecurityConfiguration"],
      // No resource-level permissions:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
      resources: ["*"],
    });
  }
}
