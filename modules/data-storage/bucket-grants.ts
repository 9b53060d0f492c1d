import type { IServiceBoundKey } from "../shared/service-bound-key";
import type { IGrantee } from "../shared/grantee";

/** The bucket that a grant refers to. */
export interface BucketGrantTarget {
  /** ARN for policies. */
  readonly policyArn: string;
  /** Part of the Sids in the policies of roles: letters. */
  readonly purpose: string;
  /** Undefined when objects are not encrypted with a customer managed key. */
  readonly key?: IServiceBoundKey | undefined;
}

/** Allows a role to write objects under the given prefixes, which end in a slash. */
export function grantWriteObjects(
  { policyArn, purpose, key }: BucketGrantTarget,
  role: IGrantee,
  prefixes: readonly string[],
): void {
  const objects = prefixes.map((prefix) => `${policyArn}/${prefix}*`);
  role.addStatements(
    {
      sid: `List${purpose}Bucket`,
      rationale:
        "Firehose looks up the bucket and its incomplete multipart uploads, as AWS documents.",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: [policyArn],
    },
    {
      sid: `Write${purpose}Objects`,
      rationale:
        "Delivery writes objects under its dataset's prefixes, large ones as multipart uploads.",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: objects,
    },
  );
  key?.grant(role, {
    sid: `Encrypt${purpose}Objects`,
    rationale:
      "S3 encrypts objects with the buckets' key, and decrypts parts to complete a multipart upload.",
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    // With S3 Bucket Keys the encryption context is the ARN of the bucket, otherwise that of the object.
    context: { key: "aws:s3:arn", values: [policyArn, ...objects] },
  });
}

/** Allows a role to delete objects under the given prefixes, which end in a slash. */
export function grantDeleteObjects(
  { policyArn, purpose }: BucketGrantTarget,
  role: IGrantee,
  prefixes: readonly string[],
): void {
  role.addStatements({
    sid: `Delete${purpose}Objects`,
    rationale:
      "Who writes an Iceberg table deletes the files of commits that failed, and those that no snapshot lists.",
    actions: ["s3:DeleteObject"],
    resources: prefixes.map((prefix) => `${policyArn}/${prefix}*`),
  });
}

/**
 * Allows a role to read objects under one prefix, which ends in a slash.
 *
 * AWS's pages disagree on what a crawler needs: one has `s3:GetObject` only, the other the access control list and the location
 * of buckets, too. Of the latter, `s3:ListAllMyBuckets` is left out: the table says where its objects are.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/create-service-policy.html
 */
export function grantReadObjects(
  { policyArn, purpose, key }: BucketGrantTarget,
  role: IGrantee,
  prefix: string,
): void {
  const folder = prefix.replace(/\/$/, "");
  // The folder's own object has the prefix as its key, with or without the slash, and belongs to no other dataset.
  const objects = [`${policyArn}/${folder}`, `${policyArn}/${prefix}*`];
  role.addStatements(
    {
      sid: `Locate${purpose}Bucket`,
      rationale: "Readers look up the bucket's region and access control list, as AWS documents.",
      actions: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
      resources: [policyArn],
    },
    {
      sid: `List${purpose}Folder`,
      rationale: "New partitions are found by listing the dataset's prefix, and no other.",
      actions: ["s3:ListBucket"],
      resources: [policyArn],
      condition: [
        {
          test: "StringLike",
          variable: "s3:prefix",
          values: [folder, `${prefix}*`],
        },
      ],
    },
    {
      sid: `Read${purpose}Objects`,
      rationale:
        "Readers read the schema and the data of Parquet objects, and the object that is the folder itself.",
      actions: ["s3:GetObject"],
      resources: objects,
    },
  );
  key?.grant(role, {
    sid: `Decrypt${purpose}Objects`,
    rationale: "S3 decrypts objects with the buckets' key.",
    actions: ["kms:Decrypt"],
    context: { key: "aws:s3:arn", values: [policyArn, ...objects] },
  });
}
