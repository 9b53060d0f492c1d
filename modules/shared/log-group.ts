import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { arn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import type { IEncryptionKey } from "./encryption-key";
import type { IGrantee } from "./grantee";

/** A log group and the streams that must be there from the start. */
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
   * Names of streams to create, by their construct ids: for services that write to streams of fixed names.
   *
   * @default - none, the service makes its own
   */
  readonly streams?: Readonly<Record<string, string>>;
}

/**
 * An encrypted log group that expires its lines.
 *
 * @example
 * const logs = new lake.LogGroup(stack, "logs", { ...location, logGroupName: "/aws/lambda/shop" });
 * logs.grantWriteToOwnStreams(role);
 */
export class LogGroup extends Construct {
  readonly logGroupName: string;
  private readonly arn: string;
  /** What must be there before anything writes. */
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

  /** Lets a role write to named streams of the group. */
  grantWriteTo(role: IGrantee, streamNames: readonly string[]): void {
    role.addStatements({
      sid: "WriteLogs",
      rationale: "Errors are told in the log streams that were made for it.",
      actions: ["logs:PutLogEvents"],
      resources: streamNames.map((name) => `${this.arn}:log-stream:${name}`),
    });
  }

  /** Lets a role make streams in the group and write to them. */
  grantWriteToOwnStreams(role: IGrantee): void {
    role.addStatements({
      sid: "WriteLogs",
      rationale: "The service makes a log stream for each instance or run of its own.",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${this.arn}:*`],
    });
  }

  /** Lets a role bind the group to its key, which Glue does before each run. */
  grantAssociateKey(role: IGrantee): void {
    role.addStatements({
      sid: "EncryptLogs",
      rationale:
        "Glue binds the log group to the key of the security configuration before each run.",
      actions: ["logs:AssociateKmsKey"],
      resources: [this.arn, `${this.arn}:*`],
    });
  }
}
