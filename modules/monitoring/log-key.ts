import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../config/removal-policy";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";

/** How the key of the log groups is called, and whose logs it may encrypt. */
export interface LogKeyProps extends AwsLocation {
  readonly alias: string;
  /** What the names of all log groups of the lake contain. */
  readonly logGroupInfix: string;
  readonly removalPolicy: RemovalPolicy;
}

/** Encrypts the lake's log groups, and no others. */
export class LogKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id, {
      ...props,
      description: "Encrypts the log groups of the data lake.",
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
      usage: [
        {
          Sid: "CloudWatchLogsUses",
          Effect: "Allow",
          Principal: { Service: `logs.${props.region}.amazonaws.com` },
          Action: [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
          ],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": arn(
                props,
                "logs",
                `log-group:*${props.logGroupInfix}*`,
              ),
            },
          },
        },
      ],
    });
  }
}
