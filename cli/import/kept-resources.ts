import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../model/environment/existing-resources";
import { UserError } from "../../errors/user-error";
import type { StackResource } from "./cloudformation-resources";

/** A place in {@link ExistingResources} for one resource. */
export type Place = keyof Omit<ExistingResources, "datasets"> | keyof ExistingDatasetResources;

/** What becomes of one resource of a stack. */
export interface Mapped extends StackResource {
  /** Where it goes; absent when this project makes its own. */
  readonly place?: Place | undefined;
  /** Why it goes nowhere. */
  readonly reason?: string;
}

/** A type of resource that is kept, and how those of one stack are told apart. */
interface KeptType {
  readonly type: string;
  readonly place: Place;
  /** What the logical id, or the name of a bucket, says; the first that matches holds. */
  readonly name: RegExp;
}

const KEPT: readonly KeptType[] = [
  { type: "AWS::S3::Bucket", place: "rawBucket", name: /raw|backup/i },
  { type: "AWS::S3::Bucket", place: "lakeBucket", name: /./ },
  { type: "AWS::KMS::Key", place: "streamKeyId", name: /kinesis|stream/i },
  { type: "AWS::KMS::Key", place: "bucketKeyId", name: /bucket|s3|lake/i },
  { type: "AWS::Kinesis::Stream", place: "stream", name: /./ },
  { type: "AWS::KinesisFirehose::DeliveryStream", place: "deliveryStream", name: /./ },
  { type: "AWS::Glue::Database", place: "database", name: /./ },
  { type: "AWS::Glue::Table", place: "table", name: /./ },
  { type: "AWS::IAM::Role", place: "deliveryRole", name: /deliver|firehose/i },
];

/** Places that `--map` may name. */
export const places: readonly Place[] = [...new Set(KEPT.map(({ place }) => place))];

const REPLACED: Readonly<Record<string, string>> = {
  "AWS::Lambda::Function": "holds no data; this project deploys its own function",
  "AWS::Lambda::Permission": "belongs to the function",
  "AWS::Glue::Crawler":
    "holds no data; this project deploys its own, bound to the table. Delete the old one before the first deploy",
  "AWS::IAM::Role": "holds no data; this project deploys roles of its own",
  "AWS::IAM::Policy": "is replaced by the policies that this project gives its roles",
  "AWS::IAM::ManagedPolicy": "is replaced by the policies that this project gives its roles",
  "AWS::KMS::Alias": "stays as it is; this project gives its keys aliases of its own",
  "AWS::S3::BucketPolicy": "is replaced by the policy that this project gives the bucket",
  "AWS::Logs::LogGroup": "this project makes its own, encrypted",
};

/**
 * Finds for each resource of the article's stack its place in this project.
 *
 * @param choices places by logical ids, which go before what names say
 * @throws UserError for a choice that can't be
 */
export function mapResources(
  resources: readonly StackResource[],
  choices: Readonly<Record<string, string>>,
): Mapped[] {
  for (const [logicalId, place] of Object.entries(choices))
    checkChoice(resources, logicalId, place);
  const taken = new Set(Object.values(choices));
  const mapped = resources.map((resource): Mapped => {
    const chosen = choices[resource.logicalId];
    // Checked above to be one of the places.
    const place = chosen === undefined ? placeOf(resource, taken) : (chosen as Place);
    if (place !== undefined) return { ...resource, place };
    return { ...resource, reason: reasonOf(resource) };
  });
  return mapped.map((one) => withoutRivals(one, mapped));
}

/** A place that several resources could have is left to the user. */
function withoutRivals({ place, ...resource }: Mapped, mapped: readonly Mapped[]): Mapped {
  const rivals = mapped.filter(
    (each) => each.logicalId !== resource.logicalId && each.place === place,
  );
  if (place === undefined || rivals.length === 0) return { ...resource, place };
  const others = rivals.map(({ logicalId }) => logicalId).join(" and ");
  return {
    ...resource,
    reason: `could be ${place} as ${others} could; choose: --map ${resource.logicalId}=${place}`,
  };
}

/** The setting that keeps what has a place. */
export function existingResources(mapped: readonly Mapped[], dataset: string): ExistingResources {
  const at = (place: Place): string | undefined => {
    const found = mapped.find((each) => each.place === place);
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

function placeOf(
  { type, logicalId, physicalId }: StackResource,
  taken: ReadonlySet<string>,
): Place | undefined {
  const text = type === "AWS::S3::Bucket" ? `${logicalId} ${physicalId}` : logicalId;
  return KEPT.find((kept) => kept.type === type && kept.name.test(text) && !taken.has(kept.place))
    ?.place;
}

function reasonOf({ type, logicalId }: StackResource): string {
  if (type === "AWS::KMS::Key") {
    return `is not known by its name; if it encrypts the buckets: --map ${logicalId}=bucketKeyId, if the stream: --map ${logicalId}=streamKeyId`;
  }
  return REPLACED[type] ?? "is no part of this project, and is left alone";
}

function checkChoice(resources: readonly StackResource[], logicalId: string, place: string): void {
  const resource = resources.find((each) => each.logicalId === logicalId);
  if (resource === undefined) {
    throw new UserError(
      `--map names ${logicalId}, which the stack does not have.`,
      `It has ${resources.map((each) => each.logicalId).join(", ")}.`,
    );
  }
  const fitting = KEPT.filter(({ type }) => type === resource.type).map((kept) => kept.place);
  if (fitting.some((each) => each === place)) return;
  throw new UserError(
    `--map can't make ${logicalId}, of the type ${resource.type}, ${place}.`,
    fitting.length === 0
      ? `What can be kept has one of the types ${[...new Set(KEPT.map(({ type }) => type))].join(", ")}.`
      : `It can be ${fitting.join(" or ")}.`,
  );
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };

function defined<Value extends object>(value: Value): Defined<Value> {
  // Without the fields that are undefined it is a part of what it was.
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Defined<Value>;
}
