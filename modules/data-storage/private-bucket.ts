import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { S3BucketServerSideEncryptionConfigurationRuleA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../../model/naming/name-rules";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { bucketArn } from "../shared/aws-arn";
import { checkName } from "../shared/check-name";
import { PolicyDocument } from "../shared/policy-document";
import type { JustifiedStatement } from "../shared/policy-statement";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import { renderLifecycleRules, renderCleanUpRule } from "./bucket-lifecycle";
import type { LifecycleRule } from "./bucket-lifecycle";

/** Target of the server access logs of a bucket. */
export interface AccessLogTarget {
  readonly bucketName: string;
  /** Resources that must exist before the first log object is written. */
  readonly ready: readonly ITerraformDependable[];
}

/** Properties of any bucket of the lake. */
export interface PrivateBucketProps {
  readonly region: string;
  /** Globally unique. */
  readonly bucketName: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** Default encryption of objects. */
  readonly encryption: S3BucketServerSideEncryptionConfigurationRuleA;
  /**
   * Days for which a replaced or deleted version is kept.
   *
   * @default 30
   */
  readonly noncurrentVersionDays?: number;
  /**
   * Expiration of objects and transitions to cheaper storage classes.
   *
   * @default - objects are kept
   */
  readonly lifecycleRules?: readonly LifecycleRule[];
  /** @default - no access logs */
  readonly accessLogs?: AccessLogTarget;
  /**
   * Statements of the bucket policy in addition to the denial of plain HTTP.
   *
   * @default - none
   */
  readonly statements?: readonly JustifiedStatement[];
}

/**
 * Private, versioned, encrypted bucket.
 *
 * @example
 * new lake.PrivateBucket(stack, "reports", {
 *   ...location,
 *   bucketName: "shop-reports",
 *   encryption: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
 * });
 */
export class PrivateBucket extends Construct {
  readonly bucketName: string;
  readonly arn: string;
  /** Resources that must exist before the first object is written. */
  readonly ready: readonly ITerraformDependable[];

  /** ARN for policies, derived from the name. */
  protected readonly policyArn: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.bucket, props.bucketName) });
    const resource = new S3Bucket(this, "Default", {
      bucket: props.bucketName,
      forceDestroy: props.removalPolicy === "destroy",
      ...statefulLifecycle(props.removalPolicy),
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
      rule: [props.encryption],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    const lifecycle = new S3BucketLifecycleConfiguration(this, "ageing", {
      bucket,
      rule: [
        renderCleanUpRule(props.noncurrentVersionDays),
        ...renderLifecycleRules(props.lifecycleRules ?? []),
      ],
      // Rules for noncurrent versions need versioning.
      dependsOn: [versioning],
    });
    this.ready = [
      ownership,
      publicAccessBlock,
      encryption,
      versioning,
      lifecycle,
      this.addPolicy(publicAccessBlock, props.statements ?? []),
      ...this.logAccess(props),
    ];
  }

  private addPolicy(
    publicAccessBlock: ITerraformDependable,
    statements: readonly JustifiedStatement[],
  ): S3BucketPolicy {
    const document = new PolicyDocument(this, "policy_document", [
      ...statements,
      {
        sid: "DenyInsecureTransport",
        rationale: "No request without TLS is allowed, whoever sends it.",
        effect: "Deny",
        actions: ["s3:*"],
        resources: [this.policyArn, `${this.policyArn}/*`],
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
    return new S3BucketPolicy(this, "policy", {
      bucket: this.bucketName,
      policy: document.json,
      // S3 rejects concurrent changes of a bucket's access settings.
      dependsOn: [publicAccessBlock],
    });
  }

  private logAccess({ accessLogs, bucketName }: PrivateBucketProps): ITerraformDependable[] {
    if (accessLogs === undefined) return [];
    const logging = new S3BucketLoggingA(this, "access_log", {
      bucket: this.bucketName,
      targetBucket: accessLogs.bucketName,
      targetPrefix: `${bucketName}/`,
      // S3 rejects a target that log delivery may not write to.
      dependsOn: [...accessLogs.ready],
    });
    return [logging];
  }
}
