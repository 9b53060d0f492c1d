import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { bucketArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import type { IServiceBoundKey } from "../shared/service-bound-key";
import type { IGrantee } from "../shared/grantee";
import { grantDeleteObjects, grantReadObjects, grantWriteObjects } from "./bucket-grants";
import type { BucketGrantTarget } from "./bucket-grants";
import { PrivateBucket } from "./private-bucket";
import type { PrivateBucketProps } from "./private-bucket";

/** A bucket of data, created here or elsewhere. */
export interface IEncryptedBucket {
  readonly bucketName: string;
  readonly arn: string;
  /** Encrypts the objects; undefined when no customer managed key does. */
  readonly key: IServiceBoundKey | undefined;
  /** Resources that must exist before the first object is written. */
  readonly ready: readonly ITerraformDependable[];
  /** Allows a role to write objects under the given prefixes, which end in a slash. */
  grantWrite(role: IGrantee, prefixes: readonly string[]): void;
  /** Allows a role to delete objects under the given prefixes, which end in a slash. */
  grantDelete(role: IGrantee, prefixes: readonly string[]): void;
  /** Allows a role to read objects under one prefix, which ends in a slash. */
  grantRead(role: IGrantee, prefix: string): void;
}

/** Properties of every bucket of data. */
export interface BucketProps extends Omit<
  PrivateBucketProps,
  "lifecycleRules" | "encryption" | "statements"
> {
  /** Encrypts the objects. */
  readonly key: IServiceBoundKey;
}

/** Properties of an encrypted bucket. */
export interface EncryptedBucketProps
  extends BucketProps, Pick<PrivateBucketProps, "lifecycleRules"> {
  /** Part of the Sids in the policies of roles: letters. */
  readonly purpose: string;
}

/** An existing bucket. */
export interface ImportedBucketProps extends Pick<AwsLocation, "region"> {
  readonly bucketName: string;
  /** @default - its objects are not encrypted with a customer managed key */
  readonly key?: IServiceBoundKey;
  /**
   * Part of the Sids in the policies of roles: letters. Two buckets that are granted to the same role need different ones.
   *
   * @default "Imported"
   */
  readonly purpose?: string;
}

/**
 * Private bucket whose objects are encrypted with a customer managed key.
 *
 * @example
 * const bucket = new lake.EncryptedBucket(stack, "exports", {
 *   ...location,
 *   bucketName: "shop-exports",
 *   key: bucketKey,
 *   purpose: "Exports",
 * });
 * bucket.grantRead(role, "daily/");
 */
export class EncryptedBucket extends PrivateBucket implements IEncryptedBucket {
  /** Encrypts the objects. */
  readonly key: IServiceBoundKey;

  private readonly grantTarget: BucketGrantTarget;

  constructor(scope: Construct, id: string, props: EncryptedBucketProps) {
    super(scope, id, {
      ...props,
      encryption: {
        bucketKeyEnabled: true,
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: props.key.arn,
        },
      },
    });
    this.key = props.key;
    this.grantTarget = { policyArn: this.policyArn, purpose: props.purpose, key: props.key };
  }

  /** A bucket that was created elsewhere. */
  static fromBucketName(props: ImportedBucketProps): IEncryptedBucket {
    const { bucketName, key, purpose = "Imported" } = props;
    const target = { policyArn: bucketArn(props, bucketName), purpose, key };
    return {
      bucketName,
      arn: target.policyArn,
      key,
      ready: [],
      grantWrite: (role, prefixes) => grantWriteObjects(target, role, prefixes),
      grantDelete: (role, prefixes) => grantDeleteObjects(target, role, prefixes),
      grantRead: (role, prefix) => grantReadObjects(target, role, prefix),
    };
  }

  grantWrite(role: IGrantee, prefixes: readonly string[]): void {
    grantWriteObjects(this.grantTarget, role, prefixes);
  }

  grantDelete(role: IGrantee, prefixes: readonly string[]): void {
    grantDeleteObjects(this.grantTarget, role, prefixes);
  }

  grantRead(role: IGrantee, prefix: string): void {
    grantReadObjects(this.grantTarget, role, prefix);
  }
}
