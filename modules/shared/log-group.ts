import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { arn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import type { IEncryptionKey } from "./encryption-key";
import type { IGrantee } from "./grantee";

/** Properties of a log group. */
export interface LogGroupProps extends AwsLocation {
  readonly logGroupName: string;
  /**
   * Days for which log lines are kept.
   *
   * @default 30
   */
  readonly retentionDays?: number | undefined;
  /** @default - CloudWatch's own encryption */
  readonly key?: IEncryptionKey | undefined;
  /**
   * Names of log streams to create, by construct id: for services that write to streams with fixed names.
   *
   * @default - none, the service creates its own
   */
  readonly streams?: Readonly<Record<string, string>>;
}

/**
 * Actions on the key of a log group, one by one: `GenerateDataKey*` and `ReEncrypt*` on AWS's page, without those for pairs of
 * keys.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const logKeyActions: readonly string[] = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/**
 * Encrypted log group with a retention period.
 *
 * @example
 * const logs = new lake.LogGroup(stack, "logs", { ...location, logGroupName: "/aws/lambda/shop" });
 * logs.grantWriteToOwnStreams(role);
 */
export class LogGroup extends Construct {
  readonly logGroupName: string;
  private readonly arn: string;
  private readonly key: IEncryptionKey | undefined;
  /** Resources that must exist before anything is written. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Default", {
      name: props.logGroupName,
      retentionInDays: props.retentionDays ?? defaultOf("monitoring.logRetentionDays"),
      ...(props.key === undefined ? {} : { kmsKeyId: props.key.arn }),
    });
    const streams = Object.entries(props.streams ?? {}).map(
      ([streamId, name]) =>
        new CloudwatchLogStream(this, streamId, { name, logGroupName: group.name }),
    );
    this.logGroupName = group.name;
    this.arn = arn(props, "logs", `log-group:${props.logGroupName}`);
    this.key = props.key;
    this.ready = [group, ...streams];
  }

  /** Allows a role to write to the given log streams of the group. */
  grantWriteTo(role: IGrantee, streamNames: readonly string[]): void {
    role.addStatements({
      sid: "WriteLogs",
      rationale: "Errors are written to the log streams that exist for this purpose.",
      actions: ["logs:PutLogEvents"],
      resources: streamNames.map((name) => `${this.arn}:log-stream:${name}`),
    });
  }

  /** Allows a role to create log streams in the group and write to them. */
  grantWriteToOwnStreams(role: IGrantee): void {
    role.addStatements({
      sid: "WriteLogs",
      rationale: "The service creates a log stream for each of its instances or runs.",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${this.arn}:*`],
    });
  }

  /**
   * Allows a role to create the group and to encrypt it with its key, which Glue does with the role of a crawler before each
   * run.
   *
   * AWS's pages disagree. One gives the role `logs:AssociateKmsKey` and the key to CloudWatch Logs alone; the other gives the
   * use of the key to the role too. The role has both, but uses the key for this group only.
   *
   * @see https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html
   * @see https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
   */
  grantCreateEncrypted(role: IGrantee): void {
    const group = [this.arn, `${this.arn}:*`];
    role.addStatements(
      {
        sid: "CreateLogGroup",
        rationale:
          "Glue creates the log group of a crawler where it finds none, as AWS's own policy for crawlers allows.",
        actions: ["logs:CreateLogGroup"],
        resources: group,
      },
      {
        sid: "EncryptLogs",
        rationale:
          "Glue associates the log group with the key of the security configuration before each run.",
        actions: ["logs:AssociateKmsKey"],
        resources: group,
      },
    );
    if (this.key === undefined) return;
    role.addStatements(
      {
        sid: "UseLogKey",
        rationale:
          "AWS documents that the role of a crawler uses the key of its logs; here only for the crawler's own log group.",
        actions: [...logKeyActions],
        resources: [this.key.arn],
        condition: [
          { test: "ArnEquals", variable: "kms:EncryptionContext:aws:logs:arn", values: [this.arn] },
        ],
      },
      {
        sid: "DescribeLogKey",
        rationale: "A description of the key has no encryption context, and reveals no data.",
        actions: ["kms:DescribeKey"],
        resources: [this.key.arn],
      },
    );
  }
}
