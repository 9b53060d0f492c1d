import { costLine, count, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import {
  nestedBlock,
  nestedBlocks,
  refersTo,
  resourcesOf,
  stringArgument,
} from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { bucketOf, deliveriesOf } from "../delivery";
import { HOURS_PER_MONTH, SECONDS_PER_MONTH } from "../usage";
import { shardsOf } from "./kinesis";
import { objectsRead } from "./s3";

const SERVICE = "KMS";
/** AWS: an S3 bucket key saves up to 99 of 100 requests. */
const BUCKET_KEY_SHARE = 0.01;
/** Kinesis requests a data key about every five minutes, per shard for writing and for reading. */
const STREAM_REQUESTS_PER_HOUR = 2 * 12;

/** Cost of the keys and of requests to them. */
export function kmsCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  const keys = resourcesOf(resources, "aws_kms_key").map((key) =>
    costLine(context, {
      service: SERVICE,
      resource: key.address,
      what: "key",
      factors: [count(1, "key")],
      price: "kmsKey",
    }),
  );
  const streams = resourcesOf(resources, "aws_kinesis_stream")
    .filter(({ values }) => values.encryption_type === "KMS")
    .map((stream) =>
      costLine(context, {
        service: SERVICE,
        resource: stream.address,
        what: "data keys of the stream",
        factors: [
          count(shardsOf(stream, usage), "shard"),
          times(STREAM_REQUESTS_PER_HOUR, "requests per hour"),
          times(HOURS_PER_MONTH, "hours"),
          over(10_000, ""),
        ],
        price: "kmsRequests",
      }),
    );
  return [...keys, ...streams, ...objectCosts(context)];
}

/** How a bucket's objects are encrypted by default. */
function encryptionOf(
  bucket: TerraformResource | undefined,
  resources: readonly TerraformResource[],
): "no customer managed key" | "data key per object" | "bucket key" {
  if (bucket === undefined) return "no customer managed key";
  const rules = resourcesOf(resources, "aws_s3_bucket_server_side_encryption_configuration")
    .filter(({ values }) => refersTo(stringArgument(values, "bucket"), bucket))
    .flatMap(({ values }) => nestedBlocks(values, "rule"));
  const kms = rules.filter(
    (rule) =>
      nestedBlock(rule, "apply_server_side_encryption_by_default").sse_algorithm === "aws:kms",
  );
  if (kms.length === 0) return "no customer managed key";
  return kms.some((rule) => rule.bucket_key_enabled === true)
    ? "bucket key"
    : "data key per object";
}

function objectCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  const deliveries = deliveriesOf(resources, usage);
  const writes = deliveries.flatMap((delivery) => {
    const encryption = encryptionOf(bucketOf(delivery, resources), resources);
    if (encryption === "no customer managed key") return [];
    return [
      costLine(context, {
        service: SERVICE,
        resource: delivery.stream.address,
        what: `data keys of ${delivery.kind === "backup" ? "raw" : "delivered"} objects`,
        factors: [
          times(delivery.objectsPerSecond, "objects/s"),
          times(SECONDS_PER_MONTH, "s"),
          ...share(encryption),
          over(10_000, ""),
        ],
        price: "kmsRequests",
      }),
    ];
  });
  const [group] = resourcesOf(resources, "aws_athena_workgroup");
  const [destination] = deliveries.filter(({ kind }) => kind === "destination");
  if (group === undefined || destination === undefined) return writes;
  const encryption = encryptionOf(bucketOf(destination, resources), resources);
  if (encryption === "no customer managed key") return writes;
  return [
    ...writes,
    costLine(context, {
      service: SERVICE,
      resource: group.address,
      what: "data keys of queries",
      factors: [...objectsRead(usage, deliveries), ...share(encryption), over(10_000, "")],
      price: "kmsRequests",
    }),
  ];
}

function share(encryption: "data key per object" | "bucket key") {
  return encryption === "bucket key" ? [times(BUCKET_KEY_SHARE, "with a bucket key")] : [];
}
