import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import type { RemovalPolicy } from "../../config/removal-policy";
import type { EncryptedBucket } from "../data-storage/encrypted-bucket";
import type { EncryptionKey } from "../shared/encryption-key";

/** How the lake is queried. */
export interface WorkGroupProps {
  readonly workGroupName: string;
  readonly resultsBucket: EncryptedBucket;
  readonly bucketKey: EncryptionKey;
  /**
   * Mebibytes that one query may scan.
   *
   * @default 102400 - 100 GiB
   */
  readonly scanLimitMiB?: number;
  readonly removalPolicy: RemovalPolicy;
}

const bytesPerMiB = 1024 * 1024;

/** Where queries run: results are encrypted and in the lake's own bucket whatever a client asks for. */
export class WorkGroup extends Construct {
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
          encryptionConfiguration: {
            encryptionOption: "SSE_KMS",
            kmsKeyArn: props.bucketKey.arn,
          },
        },
      },
      dependsOn: [...props.resultsBucket.ready],
    });
    this.workGroupName = workGroup.name;
  }
}
