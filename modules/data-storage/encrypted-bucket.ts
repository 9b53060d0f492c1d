import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../../config/name-rules";
import type { RemovalPolicy } from "../../config/removal-policy";
import { bucketArn } from "../shared/aws-arn";
import { checkName } from "../shared/check-name";
import type { ServiceBoundKey } from "../shared/encryption-key";
import type { ServiceRole } from "../shared/service-role";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import { renderAgeingRules, renderCleanUpRule } from "./bucket-lifecycle";
import type { AgeingRule } from "./bucket-lifecycle";

/** What every bucket of the lake is told. */
export interface BucketProps {
  readonly region: string;
  /** Unique in the world. */
  readonly bucketName: string;
  readonly key: ServiceBoundKey;
  readonly removalPolicy: RemovalPolicy;
  /**
   * Days for which a replaced or deleted version is kept.
   *
   * @default 30
   */
  readonly noncurrentVersionDays?: number;
}

/** What a kind of bucket adds. */
export interface EncryptedBucketProps extends BucketProps {
  /** Part of the ids of statements in the policies of roles: letters. */
  readonly purpose: string;
  readonly ageing: readonly AgeingRule[];
}

/** A private, versioned bucket whose objects are encrypted with the bucket key. */
export class EncryptedBucket extends Construct {
  readonly bucketName: string;
  readonly arn: string;
  /** What must be there before the first object. */
  readonly ready: readonly ITerraformDependable[];

  private readonly policyArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EncryptedBucketProps,
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.bucket, props.bucketName) });
    const resource = new S3Bucket(this, "Default", {
      bucket: props.bucketName,
      forceDestroy: props.removalPolicy === "destroy",
      lifecycle: statefulLifecycle(props.removalPolicy),
    });
    const bucket = resource.bucket;
    this.bucketName = bucket;
    this.arn = resource.arn;
    this.policyArn = bucketArn(props, props.bucketName);

    const ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public_access_block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          bucketKeyEnabled: true,
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: props.key.arn,
          },
        },
      ],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    const ageing = new S3BucketLifecycleConfiguration(this, "ageing", {
      bucket,
      rule: [renderCleanUpRule(props.noncurrentVersionDays), ...renderAgeingRules(props.ageing)],
      // Rules for old versions need versioning to be on.
      dependsOn: [versioning],
    });
    this.ready = [
      ownership,
      publicAccessBlock,
      encryption,
      versioning,
      ageing,
      this.refusePlainHttp(publicAccessBlock),
    ];
  }

  /** Lets a role write under the given folders, which end in a slash. */
  grantWrite(role: ServiceRole, folders: readonly string[]): void {
    const { purpose, key } = this.props;
    const objects = folders.map((folder) => `${this.policyArn}/${folder}*`);
    role.addStatements(
      {
        sid: `List${purpose}Bucket`,
        actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        resources: [this.policyArn],
      },
      {
        sid: `Write${purpose}Objects`,
        actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
        resources: objects,
      },
    );
    key.grant(role, {
      sid: `Encrypt${purpose}Objects`,
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
        actions: ["s3:GetBucketLocation"],
        resources: [this.policyArn],
      },
      {
        sid: `List${purpose}Folder`,
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
      { sid: `Read${purpose}Objects`, actions: ["s3:GetObject"], resources: [objects] },
    );
    key.grant(role, {
      sid: `Decrypt${purpose}Objects`,
      actions: ["kms:Decrypt"],
      context: { key: "aws:s3:arn", values: [this.policyArn, objects] },
    });
  }

  private refusePlainHttp(publicAccessBlock: ITerraformDependable): S3BucketPolicy {
    const document = new DataAwsIamPolicyDocument(this, "policy_document", {
      statement: [
        {
          sid: "RefusePlainHttp",
          effect: "Deny",
          actions: ["s3:*"],
          resources: [this.policyArn, `${this.policyArn}/*`],
          principals: [{ type: "*", identifiers: ["*"] }],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ],
    });
    return new S3BucketPolicy(this, "policy", {
      bucket: this.bucketName,
      policy: document.json,
      // S3 refuses two changes of a bucket's access at the same time.
      dependsOn: [publicAccessBlock],
    });
  }
}
