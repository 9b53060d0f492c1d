import type { ExistingDatasetResources, ExistingResources } from "../../config/existing-resources";
import type { LakeNames } from "../../config/names";
import { arn, bucketArn, globalArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** Whose deployment a role is for. */
export interface DeployedLakeProps extends AwsLocation {
  readonly project: string;
  readonly environment: string;
  readonly names: LakeNames;
  /** @default - nothing was there before, every name begins as the lake's do */
  readonly existing?: ExistingResources;
}

/** Endings of the names of the roles that the lake's services assume, and of no others. */
const serviceRoles = ["publisher", "delivery", "crawler"];

/**
 * ARNs of all that a lake's stack has, whatever its datasets: by patterns that fit its names alone, and by the names of
 * what it keeps.
 */
export class DeployedLake {
  /** What every name begins with. */
  readonly base: string;

  constructor(private readonly props: DeployedLakeProps) {
    this.base = `${props.project}-${props.environment}`;
  }

  /** Everything of a service that is named after the lake. */
  named(service: string, folder: string): string {
    return arn(this.props, service, `${folder}${this.base}*`);
  }

  /** Alarms, dashboards, and the rules and topics that tell of something. */
  get monitoring(): string[] {
    return [
      this.named("cloudwatch", "alarm:"),
      globalArn(this.props, "cloudwatch", `dashboard/${this.base}*`),
      this.named("events", "rule/"),
      this.named("sns", ""),
    ];
  }

  /** The buckets, not their objects. */
  get buckets(): string[] {
    const { lakeBucket, rawBucket } = this.props.existing ?? {};
    const kept = [lakeBucket, rawBucket].filter((name) => name !== undefined);
    return [`${this.base}-${this.props.accountId}-*`, ...kept].map((name) =>
      bucketArn(this.props, name),
    );
  }

  /** The Kinesis streams and the delivery streams. */
  get streams(): string[] {
    const kept = this.keptOfDatasets.flatMap(({ stream, deliveryStream }) => [
      ...this.kept("kinesis", "stream/", stream),
      ...this.kept("firehose", "deliverystream/", deliveryStream),
    ]);
    return [this.named("kinesis", "stream/"), this.named("firehose", "deliverystream/"), ...kept];
  }

  /** Roles of the lake's services. Those by which GitHub works are none of them, so that none can raise itself. */
  get roles(): string[] {
    const kept = this.keptOfDatasets.flatMap(({ deliveryRole }) => deliveryRole ?? []);
    return [...serviceRoles.map((role) => `${this.base}-*-${role}`), ...kept].map((name) =>
      globalArn(this.props, "iam", `role/${name}`),
    );
  }

  /** Every key of the account: an id says nothing, so a condition on tags or aliases must narrow it. */
  get keys(): string {
    return arn(this.props, "kms", "key/*");
  }

  /** Keys that were there before: they have the lake's tags only when they were taken over. */
  get keptKeys(): string[] {
    const { bucketKeyId, streamKeyId } = this.props.existing ?? {};
    return [bucketKeyId, streamKeyId].flatMap((id) => this.kept("kms", "key/", id));
  }

  get aliases(): string {
    return this.named("kms", "alias/");
  }

  /** The database and its tables, the catalog, against which Glue checks every call, and the crawlers. */
  get catalog(): string[] {
    const { database } = this.props.names;
    return [
      arn(this.props, "glue", "catalog"),
      arn(this.props, "glue", `database/${database}`),
      arn(this.props, "glue", `table/${database}/*`),
      this.named("glue", "crawler/"),
    ];
  }

  /** The log groups and their streams. */
  get logGroups(): string[] {
    return ["/aws/lambda/", "/aws/kinesisfirehose/", "/aws-glue/crawlers-role/"]
      .map((folder) => this.named("logs", `log-group:${folder}`))
      .flatMap((group) => [group, `${group}:*`]);
  }

  /** What the provider's default tags put on everything of this lake. */
  get tags(): Readonly<Record<"Project" | "Environment", string>> {
    return { Project: this.props.project, Environment: this.props.environment };
  }

  private get keptOfDatasets(): readonly ExistingDatasetResources[] {
    return Object.values(this.props.existing?.datasets ?? {});
  }

  private kept(service: string, folder: string, name: string | undefined): string[] {
    return name === undefined ? [] : [arn(this.props, service, folder + name)];
  }
}
