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

  get dashboard(): string {
    return globalArn(this.props, "cloudwatch", `dashboard/${this.props.names.dashboard}`);
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

  /** The Kinesis streams. */
  get streams(): string[] {
    const kept = this.existingOfDatasets.flatMap(({ stream }) =>
      this.kept("kinesis", "stream/", stream),
    );
    return [this.namePattern("kinesis", "stream/"), ...kept];
  }

  get deliveryStreams(): string[] {
    const kept = this.existingOfDatasets.flatMap(({ deliveryStream }) =>
      this.kept("firehose", "deliverystream/", deliveryStream),
    );
    return [this.namePattern("firehose", "deliverystream/"), ...kept];
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

  /**
   * The database and its tables, and the catalog: Glue checks a call against what it concerns and all that holds it.
   *
   * @see https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html#data-catalog-resource-arns
   */
  get tables(): string[] {
    return [
      arn(this.props, "glue", "catalog"),
      this.database,
      arn(this.props, "glue", `table/${this.props.names.database}/*`),
    ];
  }

  get database(): string {
    return arn(this.props, "glue", `database/${this.props.names.database}`);
  }

  get crawlers(): string {
    return this.namePattern("glue", "crawler/");
  }

  /** The log groups as the actions on tags name them. */
  get logGroups(): string[] {
    return ["/aws/lambda/", "/aws/kinesisfirehose/", "/aws-glue/crawlers-role/"].map((folder) =>
      this.namePattern("logs", `log-group:${folder}`),
    );
  }

  /**
   * The log groups as CloudWatch's own page has all other actions name them, and their streams. The authorization reference
   * has only the other form, so that policies name both.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
   */
  get logGroupContents(): string[] {
    return this.logGroups.map((group) => `${group}:*`);
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
