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
 * Encrypted log group with a retention period.
 *
 * @example
 * const logs = new lake.LogGroup(stack, "logs", { ...location, logGroupName: "/aws/lambda/shop" });
 * logs.grantWriteToOwnStreams(role);
 */
export class LogGroup extends Construct {
  readonly logGroupName: string;
  private readonly arn: string;
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

  /** Allows a role to associate the group with its key, which Glue does before each run. */
  grantAssociateKey(role: IGrantee): void {
    role.addStatements({
      sid: "EncryptLogs",
      rationale:
        "Glue associates the log group with the key of the security configuration before each run.",
      actions: ["logs:AssociateKmsKey"],
      resources: [this.arn, `${this.arn}:*`],
    });
  }
}
