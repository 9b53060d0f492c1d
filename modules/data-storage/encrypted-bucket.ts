import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { bucketArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import type { IServiceBoundKey } from "../shared/encryption-key";
import type { IGrantee } from "../shared/grantee";
import { grantReadObjects, grantWriteObjects } from "./bucket-grants";
import type { BucketGrantTarget } from "./bucket-grants";
import { PrivateBucket } from "./private-bucket";
import type { PrivateBucketProps } from "./private-bucket";

/** A bucket of data, made here or elsewhere. */
export interface IEncryptedBucket {
  readonly bucketName: string;
  readonly arn: string;
  /** What must be in place before the first object. */
  readonly ready: readonly ITerraformDependable[];
  /** Lets a role write under the given prefixes, which end in a slash. */
  grantWrite(role: IGrantee, prefixes: readonly string[]): void;
  /** Lets a role read under one prefix, which ends in a slash. */
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

/** What a kind of bucket adds. */
export interface EncryptedBucketProps
  extends BucketProps, Pick<PrivateBucketProps, "lifecycleRules"> {
  /** Part of the ids of statements in the policies of roles: letters. */
  readonly purpose: string;
}

/** A bucket that exists. */
export interface ImportedBucketProps extends Pick<AwsLocation, "region"> {
  readonly bucketName: string;
  /** @default - its objects are encrypted by no customer key */
  readonly key?: IServiceBoundKey;
  /**
   * Part of the ids of statements in the policies of roles: letters. Two buckets of one role need different ones.
   *
   * @default "Imported"
   */
  readonly purpose?: string;
}

/**
 * A private bucket whose objects are encrypted with a customer key.
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
  private readonly granted: BucketGrantTarget;

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
    this.granted = { policyArn: this.policyArn, purpose: props.purpose, key: props.key };
  }

  /** A bucket that something else made. */
  static fromBucketName(props: ImportedBucketProps): IEncryptedBucket {
    const { bucketName, key, purpose = "Imported" } = props;
    const granted = { policyArn: bucketArn(props, bucketName), purpose, key };
    return {
      bucketName,
      arn: granted.policyArn,
      ready: [],
      grantWrite: (role, prefixes) => grantWriteObjects(granted, role, prefixes),
      grantRead: (role, prefix) => grantReadObjects(granted, role, prefix),
    };
  }

  grantWrite(role: IGrantee, prefixes: readonly string[]): void {
    grantWriteObjects(this.granted, role, prefixes);
  }

  grantRead(role: IGrantee, prefix: string): void {
    grantReadObjects(this.granted, role, prefix);
  }
}
