import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { Construct } from "constructs";
import { nameRules } from "../../config/name-rules";
import type { RemovalPolicy } from "../../config/removal-policy";
import type { StreamSettings } from "../../config/stream-settings";
import { resolveStream } from "../../model/environment/resolve-environment";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { checkName } from "../shared/check-name";
import type { ServiceRole } from "../shared/service-role";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import type { StreamKey } from "./stream-key";

/** The stream of one dataset. */
export interface EventStreamProps extends StreamSettings, AwsLocation {
  readonly streamName: string;
  readonly key: StreamKey;
  readonly removalPolicy: RemovalPolicy;
}

// https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-kinesis
const readActions = [
  "kinesis:DescribeStream",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
];

/** Takes the events of a dataset in and keeps them until delivery has read them. */
export class EventStream extends Construct {
  readonly streamName: string;
  readonly arn: string;
  private readonly key: StreamKey;
  private readonly policyArn: string;

  constructor(scope: Construct, id: string, props: EventStreamProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.stream, props.streamName) });
    const { capacity, retentionHours, shardLevelMetrics } = resolveStream(props);
    const stream = new KinesisStream(this, "Default", {
      name: props.streamName,
      streamModeDetails: {
        streamMode: capacity.mode === "on-demand" ? "ON_DEMAND" : "PROVISIONED",
      },
      shardCount: capacity.mode === "provisioned" ? capacity.shardCount : undefined,
      retentionPeriod: retentionHours,
      shardLevelMetrics: [...shardLevelMetrics],
      encryptionType: "KMS",
      kmsKeyId: props.key.arn,
      lifecycle: statefulLifecycle(props.removalPolicy),
    });
    this.streamName = stream.name;
    this.arn = stream.arn;
    this.key = props.key;
    this.policyArn = arn(props, "kinesis", `stream/${props.streamName}`);
  }

  /** Lets a role put records. */
  grantPut(role: ServiceRole): void {
    role.addStatements({
      sid: "PutEvents",
      why: "Putting events into its dataset's stream is the publisher's work.",
      actions: ["kinesis:PutRecords"],
      resources: [this.policyArn],
    });
    this.key.grant(role, {
      sid: "EncryptEvents",
      why: "Kinesis encrypts what is put with the streams' key.",
      actions: ["kms:GenerateDataKey"],
      context: { key: "aws:kinesis:arn", values: [this.policyArn] },
    });
  }

  /** Lets a role read every shard. */
  grantRead(role: ServiceRole): void {
    role.addStatements({
      sid: "ReadEvents",
      why: "Delivery reads every shard of its dataset's stream.",
      actions: readActions,
      resources: [this.policyArn],
    });
    this.key.grant(role, {
      sid: "DecryptEvents",
      why: "Kinesis decrypts what is read with the streams' key.",
      actions: ["kms:Decrypt"],
      context: { key: "aws:kinesis:arn", values: [this.policyArn] },
    });
  }
}
