import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { accountRootArn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import type { IGrantee } from "./grantee";
import { statefulLifecycle } from "./stateful-lifecycle";

/** A statement of a key policy, whose resource is always the key itself. */
export interface KeyPolicyStatement {
  readonly Sid: string;
  /** Why it must be there, in a sentence; not part of the policy. */
  readonly rationale: string;
  readonly Effect: "Allow";
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: readonly string[];
  readonly Resource: "*";
  readonly Condition?:
    Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
}

/** A key that encrypts, made here or elsewhere. */
export interface IEncryptionKey {
  readonly arn: string;
}

/** A key that roles use through one AWS service, made here or elsewhere. */
export interface IServiceBoundKey extends IEncryptionKey {
  /** Lets a role use the key, through the key's service and for the given encryption context. */
  grant(role: IGrantee, use: KeyGrant): void;
}

/** A service through which the lake's roles use a key. */
export type KeyService = "s3" | "kinesis";

/** A key that exists. */
export interface ImportedKeyProps extends Pick<AwsLocation, "region"> {
  readonly keyArn: string;
  /** Through which roles use it; the key's policy must leave that to the policies of the account's roles. */
  readonly service: KeyService;
}

/** Properties of any key of the lake. */
export interface EncryptionKeyProps extends AwsLocation {
  /** `alias/` and a name. */
  readonly alias: string;
  readonly description: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * ARN of a role by which workflows deploy the key, whether or not the role is there yet.
   *
   * @default - only what the account's policies allow
   */
  readonly deployRoleArn?: string;
  /** Who may encrypt and decrypt, beside the account's administration of the key. */
  readonly usage: readonly KeyPolicyStatement[];
}

/** One use of a key by a role. */
export interface KeyGrant {
  readonly sid: string;
  /** Why the role needs it, in a sentence. */
  readonly rationale: string;
  readonly actions: readonly ("kms:Decrypt" | "kms:GenerateDataKey")[];
  /** Encryption context that the service sends. */
  readonly context: { readonly key: string; readonly values: readonly string[] };
}

// Everything that administers a key, nothing that uses it.
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

/** What a deployment changes of a key: neither its end nor its use. */
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

/** A rotated customer key with an alias. The account administers it; data passes through named services only. */
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
    // Beside the policy, which has no room for comments, under the key that Terraform's JSON keeps for them.
    key.addOverride(
      "//.reasons",
      Object.fromEntries(statements.map(({ Sid, rationale }) => [Sid, rationale])),
    );
    new KmsAlias(this, "alias", { name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/**
 * A key that the account's roles may use through one service only; their own policies say who and for what.
 *
 * @example
 * const key = lake.ServiceBoundKey.fromKeyArn({
 *   keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   region: "eu-west-1",
 *   service: "s3",
 * });
 */
export class ServiceBoundKey extends EncryptionKey implements IServiceBoundKey {
  private readonly viaService: string;

  constructor(
    scope: Construct,
    id: string,
    props: Omit<EncryptionKeyProps, "usage"> & { readonly service: KeyService },
  ) {
    const viaService = serviceEndpoint(props);
    super(scope, id, {
      ...props,
      usage: [
        {
          Sid: "AllowAccountThroughService",
          rationale:
            "The policies of the account's roles decide who reads and writes, through the one service.",
          Effect: "Allow",
          Principal: { AWS: accountRootArn(props) },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: { StringEquals: { "kms:ViaService": viaService } },
        },
      ],
    });
    this.viaService = viaService;
  }

  /** A key that something else made. */
  static fromKeyArn(props: ImportedKeyProps): IServiceBoundKey {
    const { keyArn } = props;
    return {
      arn: keyArn,
      grant: (role, use) => grantUse(role, keyArn, serviceEndpoint(props), use),
    };
  }

  grant(role: IGrantee, use: KeyGrant): void {
    grantUse(role, this.arn, this.viaService, use);
  }
}

function serviceEndpoint({ service, region }: Omit<ImportedKeyProps, "keyArn">): string {
  return `${service}.${region}.amazonaws.com`;
}

function grantUse(role: IGrantee, keyArn: string, viaService: string, use: KeyGrant): void {
  const { sid, rationale, actions, context } = use;
  role.addStatements({
    sid,
    rationale,
    actions: [...actions],
    resources: [keyArn],
    condition: [
      { test: "StringEquals", variable: "kms:ViaService", values: [viaService] },
      {
        test: "StringLike",
        variable: `kms:EncryptionContext:${context.key}`,
        values: [...context.values],
      },
    ],
  });
}

function withoutRationale(statement: KeyPolicyStatement): Omit<KeyPolicyStatement, "rationale"> {
  const { Sid, Effect, Principal, Action, Resource, Condition } = statement;
  return { Sid, Effect, Principal, Action, Resource, Condition };
}

function administration(location: AwsLocation): KeyPolicyStatement {
  return {
    Sid: "AllowAccountAdministration",
    rationale:
      "Without it nobody could change or delete the key again; it lets nobody encrypt or decrypt.",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(location) },
    Action: administrationActions,
    Resource: "*",
  };
}

/**
 * The key itself says who deploys it: a role that could change keys by its own policy would need a way to tell the lake's
 * from others, and tags are no such way for one that may set them. Whom a policy names must be there, whom a condition
 * names need not, so that the roles can be made before or after the lake.
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
        "The one role by which workflows deploy the lake changes the keys that name it, and no other key.",
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
