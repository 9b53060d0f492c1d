import type { IServiceBoundKey } from "../shared/encryption-key";
import type { IGrantee } from "../shared/grantee";

/** A bucket as grants see it. */
export interface BucketGrantTarget {
  /** ARN for policies. */
  readonly policyArn: string;
  /** Part of the ids of statements in the policies of roles: letters. */
  readonly purpose: string;
  /** Absent where objects are encrypted by no customer key. */
  readonly key?: IServiceBoundKey | undefined;
}

/** Lets a role write under the given prefixes, which end in a slash. */
export function grantWriteObjects(
  { policyArn, purpose, key }: BucketGrantTarget,
  role: IGrantee,
  prefixes: readonly string[],
): void {
  const objects = prefixes.map((prefix) => `${policyArn}/${prefix}*`);
  role.addStatements(
    {
      sid: `List${purpose}Bucket`,
      rationale: "Firehose looks the bucket up and its unfinished uploads; AWS's list has these.",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: [policyArn],
    },
    {
      sid: `Write${purpose}Objects`,
      rationale: "Delivery writes objects into its dataset's folders, large ones in parts.",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: objects,
    },
  );
  key?.grant(role, {
    sid: `Encrypt${purpose}Objects`,
    rationale:
      "S3 encrypts what is written with the buckets' key, and decrypts parts to join them.",
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    // With S3 Bucket Keys the context is the bucket's ARN, without them the object's.
    context: { key: "aws:s3:arn", values: [policyArn, ...objects] },
  });
}

/** Lets a role read under one prefix, which ends in a slash. */
export function grantReadObjects(
  { policyArn, purpose, key }: BucketGrantTarget,
  role: IGrantee,
  prefix: string,
): void {
  const objects = `${policyArn}/${prefix}*`;
  role.addStatements(
    {
      sid: `Locate${purpose}Bucket`,
      rationale: "A reader asks in which region the bucket is.",
      actions: ["s3:GetBucketLocation"],
      resources: [policyArn],
    },
    {
      sid: `List${purpose}Folder`,
      rationale: "New partitions are found by listing the dataset's folder, and no other.",
      actions: ["s3:ListBucket"],
      resources: [policyArn],
      condition: [
        {
          test: "StringLike",
          variable: "s3:prefix",
          values: [prefix.replace(/\/$/, ""), `${prefix}*`],
        },
      ],
    },
    {
      sid: `Read${purpose}Objects`,
      rationale: "Parquet files say themselves how they are made.",
      actions: ["s3:GetObject"],
      resources: [objects],
    },
  );
  key?.grant(role, {
    sid: `Decrypt${purpose}Objects`,
    rationale: "S3 decrypts what is read with the buckets' key.",
    actions: ["kms:Decrypt"],
    context: { key: "aws:s3:arn", values: [policyArn, objects] },
  });
}
