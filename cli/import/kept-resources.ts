import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../model/environment/existing-resources";
import { UserError } from "../../errors/user-error";
import type { StackResource } from "./cloudformation-resources";

/** A setting of {@link ExistingResources} that names one resource. */
export type ExistingSetting =
  keyof Omit<ExistingResources, "datasets"> | keyof ExistingDatasetResources;

/** One resource of a stack, and the setting that keeps it. */
export interface MappedResource extends StackResource {
  /** The setting that keeps it; absent when this project creates its own. */
  readonly setting?: ExistingSetting | undefined;
  /** Why no setting keeps it. */
  readonly reason?: string;
}

/** A resource type that can be kept, and how several of one stack are distinguished. */
interface KeptType {
  readonly type: string;
  readonly setting: ExistingSetting;
  /** Matches the logical id, or the name of a bucket; the first match wins. */
  readonly name: RegExp;
}

const KEPT: readonly KeptType[] = [
  { type: "AWS::S3::Bucket", setting: "rawBucket", name: /raw|backup/i },
  { type: "AWS::S3::Bucket", setting: "lakeBucket", name: /./ },
  { type: "AWS::KMS::Key", setting: "streamKeyId", name: /kinesis|stream/i },
  { type: "AWS::KMS::Key", setting: "bucketKeyId", name: /bucket|s3|lake/i },
  { type: "AWS::Kinesis::Stream", setting: "stream", name: /./ },
  { type: "AWS::KinesisFirehose::DeliveryStream", setting: "deliveryStream", name: /./ },
  { type: "AWS::Glue::Database", setting: "database", name: /./ },
  { type: "AWS::Glue::Table", setting: "table", name: /./ },
  { type: "AWS::IAM::Role", setting: "deliveryRole", name: /deliver|firehose/i },
];

const REPLACED: Readonly<Record<string, string>> = {
  "AWS::Lambda::Function": "holds no data; this project deploys its own function",
  "AWS::Lambda::Permission": "belongs to the function",
  "AWS::Glue::Crawler":
    "holds no data; this project deploys its own, bound to the table. Delete the old one before the first deploy",
  "AWS::IAM::Role": "holds no data; this project deploys roles of its own",
  "AWS::IAM::Policy": "is replaced by the policies that this project attaches to its roles",
  "AWS::IAM::ManagedPolicy": "is replaced by the policies that this project attaches to its roles",
  "AWS::KMS::Alias": "stays as it is; this project gives its keys aliases of its own",
  "AWS::S3::BucketPolicy": "is replaced by the policy that this project attaches to the bucket",
  "AWS::Logs::LogGroup": "this project creates its own, encrypted",
};

/**
 * Finds for each resource of the article's stack the setting that keeps it in this project.
 *
 * @param choices settings by logical id; they take precedence over matching by name
 * @throws UserError for a choice that does not fit its resource
 */
export function mapResources(
  resources: readonly StackResource[],
  choices: Readonly<Record<string, string>>,
): MappedResource[] {
  for (const [logicalId, setting] of Object.entries(choices))
    checkChoice(resources, logicalId, setting);
  const taken = new Set(Object.values(choices));
  const mapped = resources.map((resource): MappedResource => {
    const chosen = choices[resource.logicalId];
    // Checked above to be one of the settings.
    const setting =
      chosen === undefined ? settingFor(resource, taken) : (chosen as ExistingSetting);
    if (setting !== undefined) return { ...resource, setting };
    return { ...resource, reason: reasonOf(resource) };
  });
  return mapped.map((one) => withoutAmbiguity(one, mapped));
}

/** A setting that several resources match is left to the user. */
function withoutAmbiguity(
  { setting, ...resource }: MappedResource,
  mapped: readonly MappedResource[],
): MappedResource {
  const matches = mapped.filter(
    (each) => each.logicalId !== resource.logicalId && each.setting === setting,
  );
  if (setting === undefined || matches.length === 0) return { ...resource, setting };
  const others = matches.map(({ logicalId }) => logicalId).join(" and ");
  return {
    ...resource,
    reason: `matches ${setting}, as ${others} do; choose one: --map ${resource.logicalId}=${setting}`,
  };
}

/** The `existing` setting that keeps the mapped resources. */
export function existingResources(
  mapped: readonly MappedResource[],
  dataset: string,
): ExistingResources {
  const at = (setting: ExistingSetting): string | undefined => {
    const found = mapped.find((each) => each.setting === setting);
    // CloudFormation may name a table by its database and its own name.
    return found?.physicalId.split("|").at(-1);
  };
  const ofDataset = defined({
    stream: at("stream"),
    table: at("table"),
    deliveryStream: at("deliveryStream"),
    deliveryRole: at("deliveryRole"),
  });
  return {
    ...defined({
      lakeBucket: at("lakeBucket"),
      rawBucket: at("rawBucket"),
      bucketKeyId: at("bucketKeyId"),
      streamKeyId: at("streamKeyId"),
      database: at("database"),
    }),
    ...(Object.keys(ofDataset).length === 0 ? {} : { datasets: { [dataset]: ofDataset } }),
  };
}

function settingFor(
  { type, logicalId, physicalId }: StackResource,
  taken: ReadonlySet<string>,
): ExistingSetting | undefined {
  const text = type === "AWS::S3::Bucket" ? `${logicalId} ${physicalId}` : logicalId;
  return KEPT.find((kept) => kept.type === type && kept.name.test(text) && !taken.has(kept.setting))
    ?.setting;
}

function reasonOf({ type, logicalId }: StackResource): string {
  if (type === "AWS::KMS::Key") {
    return `can't be identified by its name; if it encrypts the buckets: --map ${logicalId}=bucketKeyId, if the stream: --map ${logicalId}=streamKeyId`;
  }
  return REPLACED[type] ?? "is not part of this project, and is left unchanged";
}

function checkChoice(
  resources: readonly StackResource[],
  logicalId: string,
  setting: string,
): void {
  const resource = resources.find((each) => each.logicalId === logicalId);
  if (resource === undefined) {
    throw new UserError(
      `--map names ${logicalId}, which the stack does not have.`,
      `It has ${resources.map((each) => each.logicalId).join(", ")}.`,
    );
  }
  const allowed = KEPT.filter(({ type }) => type === resource.type).map((kept) => kept.setting);
  if (allowed.some((each) => each === setting)) return;
  throw new UserError(
    `--map ${logicalId}=${setting} is not possible: ${logicalId} is of type ${resource.type}.`,
    allowed.length === 0
      ? `Types that can be kept: ${[...new Set(KEPT.map(({ type }) => type))].join(", ")}.`
      : `Allowed for this type: ${allowed.join(" or ")}.`,
  );
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };

function defined<Value extends object>(value: Value): Defined<Value> {
  // Without its undefined fields it is still a partial of the same type.
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Defined<Value>;
}
