import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../model/environment/existing-resources";
import { datasetNames, namePrefix } from "../../model/naming/names";
import type { LakeNames } from "../../model/naming/names";
import { arn, bucketArn, globalArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** The lake whose ARNs are needed. */
export interface LakeArnsProps extends AwsLocation {
  readonly project: string;
  readonly environment: string;
  readonly names: LakeNames;
  /** @default - no existing resources: every name has the prefix of the lake */
  readonly existing?: ExistingResources | undefined;
  /** Whether datasets have Iceberg tables. @default - none has */
  readonly hasIcebergTables?: boolean | undefined;
}

/** Suffixes of the names of the lake's roles, and the service that each of them is for. */
const serviceOfRoles = {
  publisher: "lambda.amazonaws.com",
  delivery: "firehose.amazonaws.com",
  crawler: "glue.amazonaws.com",
  optimizer: "glue.amazonaws.com",
} as const;

/** Roles of the lake, and the only service that they may be passed to. */
interface ServiceRoles {
  readonly kind: keyof typeof serviceOfRoles;
  readonly service: string;
  readonly arns: string[];
}

/**
 * ARNs of all resources of a lake, for any datasets: exact names, names of existing resources, and patterns that end at a
 * separator, so that they don't match other environments. Configurations in which one still would match are rejected.
 *
 * @example
 * const scope = { ...location, project: "shop", environment: "prod" };
 * const arns = new lake.LakeArns({ ...scope, names: lake.lakeNames(scope) });
 * role.addStatements({
 *   sid: "ReadStreams",
 *   rationale: "The inventory lists the shards of the lake's streams.",
 *   actions: ["kinesis:DescribeStreamSummary"],
 *   resources: arns.streams,
 * });
 */
export class LakeArns {
  /** Prefix of every name. */
  readonly namePrefix: string;

  constructor(private readonly props: LakeArnsProps) {
    this.namePrefix = namePrefix(props.project, props.environment);
  }

  /** All resources of a service with the name prefix of the lake, for example of any dataset. */
  namePattern(service: string, folder: string): string {
    return arn(this.props, service, `${folder}${this.namePrefix}-*`);
  }

  get workGroup(): string {
    return arn(this.props, "athena", `workgroup/${this.props.names.workGroup}`);
  }

  get dashboard(): string {
    return globalArn(this.props, "cloudwatch", `dashboard/${this.props.names.dashboard}`);
  }

  /** The buckets without their objects: by exact name, since the state bucket has the same prefix. */
  get buckets(): string[] {
    const { lakeBucket, rawBucket, resultsBucket, accessLogBucket } = this.props.names;
    return [lakeBucket, rawBucket, resultsBucket, accessLogBucket].map((name) =>
      bucketArn(this.props, name),
    );
  }

  /** The bucket of the tables, without its objects. */
  get lakeBucket(): string {
    return bucketArn(this.props, this.props.names.lakeBucket);
  }

  /** All files of the tables. */
  get tableFiles(): string {
    return `${this.lakeBucket}/${this.anyTable}*`;
  }

  /** Files of metadata of the Iceberg tables. */
  get tableMetadata(): string {
    return `${this.lakeBucket}/${this.anyTable}metadata/*`;
  }

  /** The objects that the lake's services read and write. */
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

  /** Roles of the lake's services, without those of GitHub workflows, so that those can't change themselves. */
  get roles(): string[] {
    return this.rolesByService.flatMap(({ arns }) => arns);
  }

  get rolesByService(): ServiceRoles[] {
    const kept = this.existingOfDatasets.flatMap(({ deliveryRole }) => deliveryRole ?? []);
    const { hasIcebergTables } = this.props;
    // Object.keys returns the keys of the constant above.
    const kinds = (Object.keys(serviceOfRoles) as ServiceRoles["kind"][]).filter((kind) =>
      kind === "optimizer" ? hasIcebergTables : true,
    );
    return kinds.map((kind) => ({
      kind,
      service: serviceOfRoles[kind],
      arns: [`${this.namePrefix}-*-${kind}`, ...(kind === "delivery" ? kept : [])].map((name) =>
        globalArn(this.props, "iam", `role/${name}`),
      ),
    }));
  }

  /** Every key of the account and region: key ids are random. */
  get keys(): string {
    return arn(this.props, "kms", "key/*");
  }

  /** Existing keys: until they are imported, their policies do not name the deploy role. */
  get existingKeys(): string[] {
    const { bucketKeyId, streamKeyId } = this.props.existing ?? {};
    return [bucketKeyId, streamKeyId].flatMap((id) => this.kept("kms", "key/", id));
  }

  /** The aliases by exact name, since the alias of the state key has the same prefix. */
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

  /** Default tags of every resource of this lake. */
  get tags(): Readonly<Record<"Project" | "Environment", string>> {
    return { Project: this.props.project, Environment: this.props.environment };
  }

  /** Value of `kms:ViaService` when a service uses a key on behalf of a caller. */
  viaService(service: "s3" | "kinesis"): string {
    return `${service}.${this.props.region}.amazonaws.com`;
  }

  /** Prefix of the tables of all datasets. */
  private get anyTable(): string {
    return datasetNames(this.props, "*").dataPrefix;
  }

  private get existingOfDatasets(): readonly ExistingDatasetResources[] {
    return Object.values(this.props.existing?.datasets ?? {});
  }

  private kept(service: string, folder: string, name: string | undefined): string[] {
    return name === undefined ? [] : [arn(this.props, service, folder + name)];
  }
}
