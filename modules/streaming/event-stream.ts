import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { Construct } from "constructs";
import { nameRules } from "../../model/naming/name-rules";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { StreamSettings } from "../../model/environment/settings/stream-settings";
import { resolveStream } from "../../model/environment/resolve-environment";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { checkName } from "../shared/check-name";
import type { IServiceBoundKey } from "../shared/service-bound-key";
import type { IGrantee } from "../shared/grantee";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import { grantPutRecords, grantReadRecords } from "./stream-grants";

/** A Kinesis stream, created here or elsewhere. */
export interface IEventStream {
  readonly streamName: string;
  readonly arn: string;
  /** Allows a role to put records. */
  grantPut(role: IGrantee): void;
  /** Allows a role to read every shard. */
  grantRead(role: IGrantee): void;
}

/** Properties of the stream of one dataset. */
export interface EventStreamProps extends StreamSettings, AwsLocation {
  readonly streamName: string;
  /** Encrypts the records. */
  readonly key: IServiceBoundKey;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
}

/** An existing stream. */
export interface ImportedStreamProps extends AwsLocation {
  readonly streamName: string;
  /** @default - the records are not encrypted with a customer managed key */
  readonly key?: IServiceBoundKey;
}

/**
 * Kinesis stream of the events of a dataset.
 *
 * @example
 * const stream = new lake.EventStream(stack, "orders", {
 *   ...location,
 *   streamName: "shop-orders",
 *   key: new lake.StreamKey(stack, "stream_key", { ...location, alias: "alias/shop-streams" }),
 *   capacity: { mode: "on-demand" },
 * });
 * stream.grantPut(role);
 */
export class EventStream extends Construct implements IEventStream {
  readonly streamName: string;
  readonly arn: string;
  private readonly grantTarget: { readonly policyArn: string; readonly key: IServiceBoundKey };

  constructor(scope: Construct, id: string, props: EventStreamProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.stream, props.streamName) });
    const { capacity, retentionHours, shardLevelMetrics } = resolveStream(props);
    const stream = new KinesisStream(this, "Default", {
      name: props.streamName,
      streamModeDetails: {
        streamMode: capacity.mode === "on-demand" ? "ON_DEMAND" : "PROVISIONED",
      },
      ...(capacity.mode === "provisioned" ? { shardCount: capacity.shardCount } : {}),
      retentionPeriod: retentionHours,
      shardLevelMetrics: [...shardLevelMetrics],
      encryptionType: "KMS",
      kmsKeyId: props.key.arn,
      ...statefulLifecycle(props.removalPolicy),
    });
    this.streamName = stream.name;
    this.arn = stream.arn;
    this.grantTarget = {
      policyArn: arn(props, "kinesis", `stream/${props.streamName}`),
      key: props.key,
    };
  }

  /** A stream that was created elsewhere. */
  static fromStreamName(props: ImportedStreamProps): IEventStream {
    const policyArn = arn(props, "kinesis", `stream/${props.streamName}`);
    const target = { policyArn, key: props.key };
    return {
      streamName: props.streamName,
      arn: policyArn,
      grantPut: (role) => grantPutRecords(target, role),
      grantRead: (role) => grantReadRecords(target, role),
    };
  }

  grantPut(role: IGrantee): void {
    grantPutRecords(this.grantTarget, role);
  }

  grantRead(role: IGrantee): void {
    grantReadRecords(this.grantTarget, role);
  }
}
