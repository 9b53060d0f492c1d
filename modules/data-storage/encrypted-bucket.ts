import type { Construct } from "constructs";
import type { ServiceBoundKey } from "../shared/encryption-key";
import type { ServiceRole } from "../shared/service-role";
import { PrivateBucket } from "./private-bucket";
import type { PrivateBucketProps } from "./private-bucket";

/** What every bucket of data is told. */
export interface BucketProps extends Omit<
  PrivateBucketProps,
  "ageing" | "encryption" | "statements"
> {
  readonly key: ServiceBoundKey;
}

/** What a kind of bucket adds. */
export interface EncryptedBucketProps extends BucketProps, Pick<PrivateBucketProps, "ageing"> {
  /** Part of the ids of statements in the policies of roles: letters. */
  readonly purpose: string;
}

/** A private bucket whose objects are encrypted with the bucket key. */
export class EncryptedBucket extends PrivateBucket {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EncryptedBucketProps,
  ) {
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
  }

  /** Lets a role write under the given folders, which end in a slash. */
  grantWrite(role: ServiceRole, folders: readonly string[]): void {
    const { purpose, key } = this.props;
    const objects = folders.map((folder) => `${this.policyArn}/${folder}*`);
    role.addStatements(
      {
        sid: `List${purpose}Bucket`,
        why: "Firehose looks the bucket up and its unfinished uploads; AWS's list has these.",
        actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        resources: [this.policyArn],
      },
      {
        sid: `Write${purpose}Objects`,
        why: "Delivery writes objects into its dataset's folders, large ones in parts.",
        actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
        resources: objects,
      },
    );
    key.grant(role, {
      sid: `Encrypt${purpose}Objects`,
      why: "S3 encrypts what is written with the buckets' key, and decrypts parts to join them.",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      // With S3 Bucket Keys the context is the bucket's ARN, without them the object's.
      context: { key: "aws:s3:arn", values: [this.policyArn, ...objects] },
    });
  }

  /** Lets a role read under one folder, which ends in a slash. */
  grantRead(role: ServiceRole, folder: string): void {
    const { purpose, key } = this.props;
    const objects = `${this.policyArn}/${folder}*`;
    role.addStatements(
      {
        sid: `Locate${purpose}Bucket`,
        why: "A reader asks in which region the bucket is.",
        actions: ["s3:GetBucketLocation"],
        resources: [this.policyArn],
      },
      {
        sid: `List${purpose}Folder`,
        why: "New partitions are found by listing the dataset's folder, and no other.",
        actions: ["s3:ListBucket"],
        resources: [this.policyArn],
        condition: [
          {
            test: "StringLike",
            variable: "s3:prefix",
            values: [folder.replace(/\/$/, ""), `${folder}*`],
          },
        ],
      },
      {
        sid: `Read${purpose}Objects`,
        why: "Parquet files say themselves how they are made.",
        actions: ["s3:GetObject"],
        resources: [objects],
      },
    );
    key.grant(role, {
      sid: `Decrypt${purpose}Objects`,
      why: "S3 decrypts what is read with the buckets' key.",
      actions: ["kms:Decrypt"],
      context: { key: "aws:s3:arn", values: [this.policyArn, objects] },
    });
  }
}
