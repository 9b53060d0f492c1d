import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../model/environment/existing-resources";
import { namePrefix } from "../../model/naming/names";
import type { LakeNames } from "../../model/naming/names";
import { arn, bucketArn, globalArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** Whose deployment a role is for. */
export interface LakeArnsProps extends AwsLocation {
  readonly project: string;
  readonly environment: string;
  readonly names: LakeNames;
  /** @default - nothing was there before, every name begins as the lake's do */
  readonly existing?: ExistingResources | undefined;
}

/** Endings of the names of the lake's roles, and the service that each of them is for. */
const serviceOfRoles = {
  publisher: "lambda.amazonaws.com",
  delivery: "firehose.amazonaws.com",
  crawler: "glue.amazonaws.com",
} as const;

/** Roles of the lake, and the one service to which they may be passed. */
interface ServiceRoles {
  readonly kind: keyof typeof serviceOfRoles;
  readonly service: string;
  readonly arns: string[];
}

/**
 * ARNs of all that a lake's stack has, whatever its datasets: by its names, by the names of what it keeps, and by patterns
 * that end at a separator, so that no other environment fits. The configuration is refused where one still would.
 */
export class LakeArns {
  /** What every name begins with. */
  readonly namePrefix: string;

  constructor(private readonly props: LakeArnsProps) {
    this.namePrefix = namePrefix(props.project, props.environment);
  }

  /** Everything of a service that is named after the lake and something of it, as a dataset. */
  namePattern(service: string, folder: string): string {
    return arn(this.props, service, `${folder}${this.namePrefix}-*`);
  }

  get workGroup(): string {
    return arn(this.props, "athena", `workgroup/${this.props.names.workGroup}`);
  }

  /** Alarms, the dashboard, and the rules and topics that tell of something. */
  get monitoring(): string[] {
    return [
      this.namePattern("cloudwatch", "alarm:"),
      globalArn(this.props, "cloudwatch", `dashboard/${this.props.names.dashboard}`),
      this.namePattern("events", "rule/"),
      this.namePattern("sns", ""),
    ];
  }

  /** The buckets, not their objects: each by its name, since the bucket of the states begins as they do. */
  get buckets(): string[] {
    const { lakeBucket, rawBucket, resultsBucket, accessLogBucket } = this.props.names;
    return [lakeBucket, rawBucket, resultsBucket, accessLogBucket].map((name) =>
      bucketArn(this.props, name),
    );
  }

  /** What the lake's services read and write. */
  get objects(): string[] {
    const { lakeBucket, rawBucket } = this.props.names;
    return [lakeBucket, rawBucket].map((name) => `${bucketArn(this.props, name)}/*`);
  }

  /** The Kinesis streams and the delivery streams. */
  get streams(): string[] {
    const existingArns = this.existingOfDatasets.flatMap(({ stream, deliveryStream }) => [
      ...this.kept("kinesis", "stream/", stream),
      ...this.kept("firehose", "deliverystream/", deliveryStream),
    ]);
    return [
      this.namePattern("kinesis", "stream/"),
      this.namePattern("firehose", "deliverystream/"),
      ...existingArns,
    ];
  }

  /** Roles of the lake's services. Those by which GitHub works are none of them, so that none can raise itself. */
  get roles(): string[] {
    return this.rolesByService.flatMap(({ arns }) => arns);
  }

  get rolesByService(): ServiceRoles[] {
    const kept = this.existingOfDatasets.flatMap(({ deliveryRole }) => deliveryRole ?? []);
    // The keys are those of the constant above.
    return (Object.keys(serviceOfRoles) as ServiceRoles["kind"][]).map((kind) => ({
      kind,
      service: serviceOfRoles[kind],
      arns: [`${this.namePrefix}-*-${kind}`, ...(kind === "delivery" ? kept : [])].map((name) =>
        globalArn(this.props, "iam", `role/${name}`),
      ),
    }));
  }

  /** Every key of the account and region: an id says nothing. */
  get keys(): string {
    return arn(this.props, "kms", "key/*");
  }

  /** Keys that were there before: their policies name the deployment's role only when they were taken over. */
  get existingKeys(): string[] {
    const { bucketKeyId, streamKeyId } = this.props.existing ?? {};
    return [bucketKeyId, streamKeyId].flatMap((id) => this.kept("kms", "key/", id));
  }

  /** Each by its name, since the alias of the states' key begins as they do. */
  get aliases(): string[] {
    const { bucketKeyAlias, streamKeyAlias, logKeyAlias, alarmKeyAlias } = this.props.names;
    return [bucketKeyAlias, streamKeyAlias, logKeyAlias, alarmKeyAlias].map((alias) =>
      arn(this.props, "kms", alias),
    );
  }

  /** The database and its tables, the catalog, against which Glue checks every call, and the crawlers. */
  get catalog(): string[] {
    return [...this.tables, this.namePattern("glue", "crawler/")];
  }

  /** The database and its tables, and the catalog. */
  get tables(): string[] {
    const { database } = this.props.names;
    return [
      arn(this.props, "glue", "catalog"),
      arn(this.props, "glue", `database/${database}`),
      arn(this.props, "glue", `table/${database}/*`),
    ];
  }

  /** The log groups and their streams. */
  get logGroups(): string[] {
    return ["/aws/lambda/", "/aws/kinesisfirehose/", "/aws-glue/crawlers-role/"]
      .map((folder) => this.namePattern("logs", `log-group:${folder}`))
      .flatMap((group) => [group, `${group}:*`]);
  }

  /** What the provider's default tags put on everything of this lake. */
  get tags(): Readonly<Record<"Project" | "Environment", string>> {
    return { Project: this.props.project, Environment: this.props.environment };
  }

  /** Host by which a service uses a key for somebody. */
  viaService(service: "s3" | "kinesis"): string {
    return `${service}.${this.props.region}.amazonaws.com`;
  }

  private get existingOfDatasets(): readonly ExistingDatasetResources[] {
    return Object.values(this.props.existing?.datasets ?? {});
  }

  private kept(service: string, folder: string, name: string | undefined): string[] {
    return name === undefined ? [] : [arn(this.props, service, folder + name)];
  }
}
