import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { accountRootArn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import { statefulLifecycle } from "./stateful-lifecycle";

/** A statement of a key policy; its resource is always the key itself. */
export interface KeyPolicyStatement {
  readonly Sid: string;
  /** Why the statement is needed, in a sentence; not part of the policy. */
  readonly rationale: string;
  readonly Effect: "Allow";
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: readonly string[];
  readonly Resource: "*";
  readonly Condition?:
    Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
}

/** A KMS key, created here or elsewhere. */
export interface IEncryptionKey {
  readonly arn: string;
}

/** An existing key, whose policy already allows what uses it. */
export interface ImportedEncryptionKeyProps {
  readonly keyArn: string;
}

/** Properties of any key of the lake. */
export interface EncryptionKeyProps extends AwsLocation {
  /** `alias/` and a name. */
  readonly alias: string;
  readonly description: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * ARN of the role with which workflows deploy the key; the role need not exist yet.
   *
   * @default - only principals with permission by the account's IAM policies
   */
  readonly deployRoleArn?: string;
  /** Statements that allow encryption and decryption, in addition to the administration of the key. */
  readonly usage: readonly KeyPolicyStatement[];
}

// All actions that administer a key, and none that uses it.
const administrationActions = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:Put*",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

/** Actions of a deployment on a key: neither deletion nor use. */
export const deploymentKeyActions = [
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:EnableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
] as const;

/**
 * Customer managed key with rotation and an alias. The account administers it; only named services use it.
 *
 * @example
 * const key = new lake.EncryptionKey(stack, "queue_key", {
 *   ...location,
 *   alias: "alias/shop-queues",
 *   description: "Encrypts the messages of the shop's queues.",
 *   usage: [
 *     {
 *       Sid: "AllowTopics",
 *       rationale: "SNS encrypts the notifications that it delivers to the queues.",
 *       Effect: "Allow",
 *       Principal: { Service: "sns.amazonaws.com" },
 *       Action: ["kms:Decrypt", "kms:GenerateDataKey"],
 *       Resource: "*",
 *     },
 *   ],
 * });
 */
export class EncryptionKey extends Construct implements IEncryptionKey {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const statements = [administration(props), ...deployment(props), ...props.usage];
    const key = new KmsKey(this, "Default", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.removalPolicy === "destroy" ? 7 : 30,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map(withoutRationale),
      }),
      ...statefulLifecycle(props.removalPolicy),
    });
    // Next to the policy, which can't contain comments, under the property that Terraform's JSON syntax ignores.
    key.addOverride(
      "//.reasons",
      Object.fromEntries(statements.map(({ Sid, rationale }) => [Sid, rationale])),
    );
    new KmsAlias(this, "alias", { name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }

  /** A key that was created elsewhere. Its policy is not changed. */
  static fromKeyArn({ keyArn }: ImportedEncryptionKeyProps): IEncryptionKey {
    return { arn: keyArn };
  }
}

function withoutRationale(statement: KeyPolicyStatement): Omit<KeyPolicyStatement, "rationale"> {
  const { Sid, Effect, Principal, Action, Resource, Condition } = statement;
  return { Sid, Effect, Principal, Action, Resource, Condition };
}

function administration(location: AwsLocation): KeyPolicyStatement {
  return {
    Sid: "AllowAccountAdministration",
    rationale:
      "Without it nobody could change or delete the key; it allows no encryption or decryption.",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(location) },
    Action: administrationActions,
    Resource: "*",
  };
}

/**
 * The key policy names the deploy role: the role's own policy could not tell the lake's keys from others, since tags don't
 * protect keys from a role that may set tags. A principal in a policy must exist, but not a principal in a condition, so
 * the role can be created before or after the lake.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function deployment(props: EncryptionKeyProps): KeyPolicyStatement[] {
  const { deployRoleArn, accountId } = props;
  if (deployRoleArn === undefined) return [];
  return [
    {
      Sid: "AllowDeployRole",
      rationale:
        "The role with which workflows deploy the lake manages the keys that name it, and no other key.",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: deploymentKeyActions,
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": deployRoleArn },
        StringEquals: { "kms:CallerAccount": accountId },
      },
    },
  ];
}
