import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { Construct } from "constructs";
import type { IEncryptionKey } from "../shared/encryption-key";
import type { IGrantee } from "../shared/grantee";

/** A security configuration of crawlers, created here or elsewhere. */
export interface ICrawlerSecurity {
  readonly configurationName: string;
  /** Key of the log groups of crawlers, the one that the configuration names for CloudWatch. */
  readonly logKey: IEncryptionKey;
  /** Name of the log group to which a crawler with this role writes. */
  logGroupName(roleName: string): string;
  /** Allows a role to read the configuration. */
  grantRead(role: IGrantee): void;
}

/** Properties of the security configuration of crawlers. */
export interface CrawlerSecurityProps {
  readonly configurationName: string;
  /** Encrypts the log groups of crawlers. */
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
export class CrawlerSecurity extends Construct implements ICrawlerSecurity {
  readonly configurationName: string;
  readonly logKey: IEncryptionKey;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CrawlerSecurityProps,
  ) {
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

  /** A configuration that was created elsewhere, with SSE-KMS for CloudWatch and this key. */
  static fromConfigurationName(props: CrawlerSecurityProps): ICrawlerSecurity {
    return {
      ...props,
      logGroupName: (roleName) => crawlerLogGroupName(props, roleName),
      grantRead: grantReadConfigurations,
    };
  }

  logGroupName(roleName: string): string {
    return crawlerLogGroupName(this.props, roleName);
  }

  grantRead(role: IGrantee): void {
    grantReadConfigurations(role);
  }
}

/**
 * Glue derives the name of the log group from the role and the security configuration.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/console-security-configurations.html
 */
function crawlerLogGroupName(
  { configurationName }: Pick<CrawlerSecurityProps, "configurationName">,
  roleName: string,
): string {
  return `/aws-glue/crawlers-role/${roleName}-${configurationName}`;
}

function grantReadConfigurations(role: IGrantee): void {
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
