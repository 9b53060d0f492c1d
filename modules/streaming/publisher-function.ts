import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { TrustCondition } from "../../model/environment/settings/service-trust";
import type { AwsLocation } from "../shared/aws-arn";
import type { IEncryptionKey } from "../shared/encryption-key";
import { LogGroup } from "../shared/log-group";
import type { IGrantee } from "../shared/grantee";
import { ServiceRole } from "../shared/service-role";
import type { IEventStream } from "./event-stream";
import type { PublisherPackage } from "./publisher-package";

/** Properties of the function that publishes events of one dataset. */
export interface PublisherFunctionProps extends AwsLocation {
  readonly functionName: string;
  /** @default - the name of the function */
  readonly roleName?: string;
  /** @default - Lambda's default: `/aws/lambda/` and the name of the function */
  readonly logGroupName?: string;
  /** @default 30 */
  readonly logRetentionDays?: number;
  /** @default - CloudWatch's own encryption */
  readonly logKey?: IEncryptionKey;
  /** @default "source-account" */
  readonly trust?: TrustCondition;
  /** Deployment package and handler. */
  readonly package: PublisherPackage;
  /** Stream that receives the events. */
  readonly stream: IEventStream;
  /**
   * Dotted path of the event field whose value is the partition key.
   *
   * @default - a random key for each event
   */
  readonly partitionKeyPath?: string | undefined;
  /**
   * Reserved concurrency.
   *
   * @default - not reserved
   */
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Function that puts events into the stream of its dataset, without permission for anything else.
 *
 * @example
 * new lake.PublisherFunction(stack, "publisher", {
 *   ...location,
 *   functionName: "shop-orders-publisher",
 *   package: publisherPackage,
 *   stream,
 * });
 */
export class PublisherFunction extends Construct {
  readonly functionName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PublisherFunctionProps) {
    super(scope, id);
    const role = new ServiceRole(this, "role", {
      roleName: props.roleName ?? props.functionName,
      description: `Puts events into the stream of the function ${props.functionName}.`,
      service: "lambda",
      trust: props.trust,
      accountId: props.accountId,
    });
    const logs = new LogGroup(this, "logs", {
      region: props.region,
      accountId: props.accountId,
      logGroupName: props.logGroupName ?? `/aws/lambda/${props.functionName}`,
      retentionDays: props.logRetentionDays,
      key: props.logKey,
    });
    props.stream.grantPut(role);
    logs.grantWriteToOwnStreams(role);
    grantTrace(role);

    const code = new TerraformAsset(this, "code", {
      path: props.package.path,
      type: AssetType.FILE,
    });
    const lambda = new LambdaFunction(this, "Default", {
      functionName: props.functionName,
      description: "Publishes events to the stream of the data lake.",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: props.package.handler,
      filename: code.path,
      sourceCodeHash: props.package.sha256Base64,
      timeout: 60,
      memorySize: 256,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      tracingConfig: { mode: "Active" },
      environment: {
        variables: {
          STREAM_NAME: props.stream.streamName,
          ...(props.partitionKeyPath === undefined
            ? {}
            : { PARTITION_KEY_PATH: props.partitionKeyPath }),
        },
      },
      dependsOn: [...role.ready, ...logs.ready],
    });
    this.functionName = lambda.functionName;
    this.arn = lambda.arn;
  }
}

function grantTrace(role: IGrantee): void {
  role.addStatements({
    sid: "TraceInvocations",
    rationale:
      "Lambda traces a sample of the invocations with X-Ray; the actions have no resource-level permissions.",
    actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    resources: ["*"],
  });
}
