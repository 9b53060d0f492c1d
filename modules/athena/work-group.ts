import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import type { AthenaWorkgroupConfigurationResultConfigurationEncryptionConfiguration } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";

/** A workgroup, created here or elsewhere: any object with its name. */
export interface IWorkGroup {
  readonly workGroupName: string;
}

/** Properties of a workgroup. */
export interface WorkGroupProps {
  readonly workGroupName: string;
  /** Bucket of the results, whose key encrypts them. */
  readonly resultsBucket: IEncryptedBucket;
  /**
   * Mebibytes that a query may scan.
   *
   * @default 102400 - 100 GiB
   */
  readonly scanLimitMiB?: number;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
}

const bytesPerMiB = 1024 * 1024;

/**
 * Workgroup with enforced settings: results are encrypted and stored in the lake's own bucket whatever a client requests.
 *
 * @example
 * new lake.WorkGroup(stack, "work_group", {
 *   workGroupName: "analysts",
 *   resultsBucket: bucket,
 *   scanLimitMiB: 10_240,
 * });
 */
export class WorkGroup extends Construct implements IWorkGroup {
  readonly workGroupName: string;

  constructor(scope: Construct, id: string, props: WorkGroupProps) {
    super(scope, id);
    const workGroup = new AthenaWorkgroup(this, "Default", {
      name: props.workGroupName,
      description: "Queries of the streaming data lake.",
      forceDestroy: props.removalPolicy === "destroy",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery:
          (props.scanLimitMiB ?? defaultOf("queries.scanLimitMiB")) * bytesPerMiB,
        resultConfiguration: {
          outputLocation: `s3://${props.resultsBucket.bucketName}/results/`,
          encryptionConfiguration: renderEncryption(props.resultsBucket),
        },
      },
      dependsOn: [...props.resultsBucket.ready],
    });
    this.workGroupName = workGroup.name;
  }
}

/**
 * Enforced results are encrypted as the workgroup says, whatever the bucket does by default.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_EncryptionConfiguration.html
 */
function renderEncryption({
  key,
}: IEncryptedBucket): AthenaWorkgroupConfigurationResultConfigurationEncryptionConfiguration {
  return key === undefined
    ? { encryptionOption: "SSE_S3" }
    : { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn };
}
