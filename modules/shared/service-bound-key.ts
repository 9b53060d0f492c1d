import type { Construct } from "constructs";
import { accountRootArn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import { EncryptionKey } from "./encryption-key";
import type {
  EncryptionKeyProps,
  IEncryptionKey,
  ImportedEncryptionKeyProps,
} from "./encryption-key";
import type { IGrantee } from "./grantee";
import type { JustifiedStatement } from "./policy-statement";

/** A KMS key that roles use through one AWS service, created here or elsewhere. */
export interface IServiceBoundKey extends IEncryptionKey {
  /** Allows a role to use the key, through the key's service and for the given encryption context. */
  grant(role: IGrantee, use: KeyGrant): void;
}

/** A service through which the lake's roles use a key. */
export type KeyService = "glue" | "kinesis" | "s3";

/** An existing key. */
export interface ImportedKeyProps extends ImportedEncryptionKeyProps, Pick<AwsLocation, "region"> {
  /** Service through which roles use it; the key policy must delegate access to the IAM policies of the account. */
  readonly service: KeyService;
}

/** One use of a key by a role. */
export interface KeyGrant {
  readonly sid: string;
  /** Why the role needs it, in a sentence. */
  readonly rationale: string;
  readonly actions: readonly ("kms:Decrypt" | "kms:Encrypt" | "kms:GenerateDataKey")[];
  /** Encryption context that the service passes. */
  readonly context: { readonly key: string; readonly values: readonly string[] };
}

/**
 * Key that the account's roles can use only through one service, if their own policies allow it.
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
    props: Omit<EncryptionKeyProps, "usage"> & { readonly service: Exclude<KeyService, "glue"> },
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

  /** A key that was created elsewhere. Its policy is not changed. */
  static override fromKeyArn(props: ImportedKeyProps): IServiceBoundKey {
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

/** The value of `kms:ViaService`. */
export function serviceEndpoint({ service, region }: Omit<ImportedKeyProps, "keyArn">): string {
  return `${service}.${region}.amazonaws.com`;
}

function grantUse(role: IGrantee, keyArn: string, viaService: string, use: KeyGrant): void {
  role.addStatements(keyUseStatement(keyArn, viaService, use));
}

/** The statement that allows a use of a key. */
export function keyUseStatement(
  keyArn: string,
  viaService: string,
  { sid, rationale, actions, context }: KeyGrant,
): JustifiedStatement {
  return {
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
  };
}
